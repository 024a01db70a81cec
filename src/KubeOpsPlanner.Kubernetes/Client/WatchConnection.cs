using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>An open watch: one JSON event per line.</summary>
internal sealed class WatchConnection : IWatch
{
    private readonly ApiCall _call;
    private readonly HttpResponseMessage _response;
    private readonly PipeReader _reader;
    private readonly SilenceDeadline _deadline;

    public WatchConnection(ApiCall call, HttpResponseMessage response, Stream stream, SilenceDeadline deadline)
    {
        _call = call;
        _response = response;
        _reader = PipeReader.Create(stream);
        _deadline = deadline;
    }

    public async ValueTask<WatchEvent?> NextAsync()
    {
        try
        {
            while (true)
            {
                var read = await _reader.ReadAsync(_deadline.Token);
                var buffer = read.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var json = Parse(buffer.Slice(0, end));
                    _reader.AdvanceTo(buffer.GetPosition(1, end));
                    _deadline.Extend();
                    return ToEvent(json);
                }

                if (read.IsCompleted)
                {
                    return buffer.IsEmpty ? null : throw Broken("ended in the middle of an event", null);
                }

                _reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (OperationCanceledException error) when (_deadline.HasPassed)
        {
            throw Broken($"was silent for {_call.Deadline.TotalSeconds:0} s", error);
        }
        catch (JsonException error)
        {
            throw Broken("carries something that is not JSON", error);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw Broken($"broke: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        _response.Dispose();
        _deadline.Dispose();
    }

    private static JsonElement Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonElement.ParseValue(ref reader);
    }

    private static WatchEvent ToEvent(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new WatchEvent(
            json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null,
            json.TryGetProperty("object", out var item) ? item : default)
        : default;

    private ClusterException Broken(string what, Exception? inner) =>
        new(null, "WatchBroken", $"the watch {_call.Path} {what}", inner: inner);
}
