using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>What one collection held at the start, and every change from there on, as the API server's own watch tells it.</summary>
internal sealed class ChangeStream : IAsyncDisposable
{
    private readonly Caller _caller;
    private readonly string _collection;
    private readonly CancellationTokenSource _end = new();
    private readonly StreamReader _stream;
    // Read as text: what is parsed while many clients ask would take the processor from the servers.
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private string? _last;

    private ChangeStream(Caller caller, string collection, JsonNode list, Stream stream)
    {
        (_caller, _collection, Start) = (caller, collection, list);
        _stream = new StreamReader(stream);
        _reading = ReadAsync();
    }

    /// <summary>The list with which it began.</summary>
    public JsonNode Start { get; }

    /// <summary>Each change with the length of its line; to be read when the stream is complete.</summary>
    public IEnumerable<(string Type, JsonNode Object, int Bytes)> Changes =>
        from line in _lines
        let change = JsonNode.Parse(line)!
        where (string)change["type"]! != "BOOKMARK"
        select ((string)change["type"]!, change["object"]!, line.Length);

    public static async Task<ChangeStream> StartAsync(Caller caller, string collection)
    {
        var list = (await caller.GetAsync(collection)).Body;
        var stream = await caller.OpenAsync(
            $"{collection}?watch=1&timeoutSeconds=300&resourceVersion={(string)list["metadata"]!["resourceVersion"]!}", CancellationToken.None);
        return new ChangeStream(caller, collection, list, stream);
    }

    public static ulong Version(JsonNode json) => ulong.Parse((string)json["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);

    /// <summary>Returns when it holds the newest state of all that is stored now.</summary>
    public async Task CompleteAsync()
    {
        var items = (await _caller.GetAsync(_collection)).Body["items"]!.AsArray();
        var newest = items.Select(item => Version(item!)).DefaultIfEmpty().Max();
        if (newest > Start["items"]!.AsArray().Select(item => Version(item!)).DefaultIfEmpty().Max())
        {
            await Testing.Eventually.True(
                () => Task.FromResult(_reading.IsCompleted || LastVersion() >= newest), $"the watch of {_collection} reaches version {newest}");
        }

        await _end.CancelAsync();
        await _reading;
        Assert.True(LastVersion() >= newest, $"the watch of {_collection} ended before version {newest}");
        Assert.DoesNotContain(Changes, change => change.Type == "ERROR");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _stream.Dispose();
        _end.Dispose();
    }

    private ulong LastVersion() => Volatile.Read(ref _last) is { } line ? Version(JsonNode.Parse(line)!["object"]!) : Version(Start);

    private async Task ReadAsync()
    {
        try
        {
            while (await _stream.ReadLineAsync(_end.Token) is { } line)
            {
                _lines.Add(line);
                Volatile.Write(ref _last, line);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Complete.
        }
    }
}
