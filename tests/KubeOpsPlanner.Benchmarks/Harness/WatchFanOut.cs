using System.Diagnostics;
using System.Globalization;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// Watchers of one kind, while others change it. Each must be told of every change once and in order: anything else
/// ends the measurement with an error.
/// </summary>
internal sealed class WatchFanOut(MeasuredServer server)
{
    private const int Watchers = 50;
    private const int Writers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Of the versions that the writers were told, when each change was sent.</summary>
    private readonly Dictionary<long, long> _sent = [];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int changes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var admin = server.Connect();
        var list = await admin.GetAsync($"{PoolPlanCluster.Plans}?limit=1", limit.Token);
        var version = (string)list["metadata"]!["resourceVersion"]!;

        var watchers = await Task.WhenAll(Enumerable.Range(0, Watchers).Select(_ => Watcher.OpenAsync(server, version, limit.Token)));
        var seen = watchers.Select(watcher => watcher.ReadAsync(changes, limit.Token)).ToList();
        var start = Stopwatch.GetTimestamp();
        await ChangeAsync(changes, limit.Token);
        var arrivals = await InTimeAsync(Task.WhenAll(seen), limit.Token);
        var elapsed = Stopwatch.GetElapsedTime(start);
        foreach (var watcher in watchers)
            watcher.Dispose();

        var expected = _sent.Keys.Order().ToList();
        var delays = new List<double>();
        foreach (var told in arrivals)
        {
            if (!told.Select(arrival => arrival.Version).SequenceEqual(expected))
                throw new InvalidOperationException($"{server.Name}: a watcher was not told of every change once and in order.");
            delays.AddRange(told.Select(arrival => Stopwatch.GetElapsedTime(_sent[arrival.Version], arrival.Time).TotalMicroseconds));
        }

        return
        [
            Figure.OfLatencies($"{server.Name}: from a change sent to each of {Watchers} watchers, none lost", delays) with
            {
                PerSecond = delays.Count / elapsed.TotalSeconds,
            },
        ];
    }

    private async Task<T> InTimeAsync<T>(Task<T> task, CancellationToken patience)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{server.Name}: a watcher was not told of every change within {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task ChangeAsync(int changes, CancellationToken cancellationToken)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            using var client = server.Connect();
            for (int i; (i = Interlocked.Increment(ref next)) < changes;)
            {
                var start = Stopwatch.GetTimestamp();
                // Another revision than the load before has left: a write that changes nothing is no event.
                var stored = await ServerComparison.PatchStatusAsync(client, i + 50, i, cancellationToken);
                var version = long.Parse((string)stored["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);
                lock (_sent)
                    _sent.Add(version, start);
            }
        }));
    }

    private sealed class Watcher : IDisposable
    {
        private const string Field = "\"resourceVersion\":\"";

        private readonly ApiServerClient _client;
        private readonly StreamReader _lines;

        private Watcher(ApiServerClient client, StreamReader lines)
        {
            _client = client;
            _lines = lines;
        }

        public static async Task<Watcher> OpenAsync(MeasuredServer server, string version, CancellationToken cancellationToken)
        {
            var client = server.Connect();
            return new Watcher(
                client, new StreamReader(await client.OpenAsync($"{PoolPlanCluster.Plans}?watch=1&resourceVersion={version}&timeoutSeconds=600", cancellationToken)));
        }

        public async Task<IReadOnlyList<(long Version, long Time)>> ReadAsync(int count, CancellationToken cancellationToken)
        {
            var arrivals = new List<(long, long)>(count);
            while (arrivals.Count < count)
            {
                var line = await _lines.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("A watch ended early.");
                var time = Stopwatch.GetTimestamp();
                // Reading whole objects would measure this program. Of an object of this kind only metadata has the field.
                var start = line.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
                arrivals.Add((long.Parse(line.AsSpan(start, line.IndexOf('"', start) - start), CultureInfo.InvariantCulture), time));
            }

            return arrivals;
        }

        public void Dispose()
        {
            _lines.Dispose();
            _client.Dispose();
        }
    }
}
