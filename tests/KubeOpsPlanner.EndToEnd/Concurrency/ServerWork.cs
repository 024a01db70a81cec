using System.Diagnostics.Metrics;
using System.Globalization;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>
/// What a storm makes an API server do, as its own <c>/metrics</c> count it, with the TLS handshakes of the webhooks in this
/// process. Counts say where time goes also on a machine that others keep busy.
/// </summary>
internal sealed class ServerWork : IDisposable
{
    /// <summary>Counters that are kept, with the labels that tell their series apart.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Kept = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["apiserver_request_total"] = ["verb", "resource", "subresource"],
        ["apiserver_admission_webhook_admission_duration_seconds_count"] = ["name"],
        ["apiserver_watch_events_total"] = ["kind"],
        ["etcd_request_duration_seconds_count"] = ["operation"],
    };

    private readonly Caller _admin;
    private readonly MeterListener _listener = new();
    private long _handshakes;

    private ServerWork(Caller admin)
    {
        _admin = admin;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "kestrel.tls_handshake.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _handshakes));
        _listener.Start();
    }

    private IReadOnlyDictionary<string, double> Before { get; set; } = new Dictionary<string, double>();

    /// <param name="admin">Who may read <c>/metrics</c>.</param>
    public static async Task<ServerWork> StartAsync(Caller admin)
    {
        var work = new ServerWork(admin);
        work.Before = await work.ReadAsync();
        return work;
    }

    /// <returns>Counts since the start, largest first; only the handshakes where a server has no such metrics.</returns>
    public async Task<IReadOnlyList<(string What, double Count)>> SinceAsync()
    {
        var handshakes = (double)Interlocked.Read(ref _handshakes);
        var now = await ReadAsync();
        return
        [
            ("TLS handshakes with webhooks", handshakes),
            .. now.Select(pair => (pair.Key, pair.Value - Before.GetValueOrDefault(pair.Key)))
                .Where(pair => pair.Item2 > 0)
                .OrderByDescending(pair => pair.Item2),
        ];
    }

    public void Dispose() => _listener.Dispose();

    private async Task<IReadOnlyDictionary<string, double>> ReadAsync()
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in (await _admin.GetAsync("/metrics")).Text.Split('\n'))
        {
            var brace = line.IndexOf('{', StringComparison.Ordinal);
            if (brace > 0 && Kept.TryGetValue(line[..brace], out var labels))
            {
                var end = line.LastIndexOf('}');
                var name = $"{line[..brace]} {string.Join(' ', labels.Select(label => Label(line[brace..end], label)).Where(text => text.Length > 0))}";
                counts[name] = counts.GetValueOrDefault(name) + double.Parse(line[(end + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return counts;
    }

    /// <returns>Empty where the series has no such label.</returns>
    private static string Label(string labels, string name)
    {
        var start = labels.IndexOf($"{name}=\"", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 2;
        return labels[start..labels.IndexOf('"', start)];
    }
}
