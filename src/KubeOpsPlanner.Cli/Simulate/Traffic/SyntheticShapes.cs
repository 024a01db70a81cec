using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Simulate.Traffic;

/// <summary>Synthetic traffic by name.</summary>
internal static class SyntheticShapes
{
    public const string Default = "sinusoid";

    private static readonly Dictionary<string, Func<TimeSpan, SyntheticTraceOptions>> All = new(StringComparer.Ordinal)
    {
        ["diurnal"] = duration => new SyntheticTraceOptions { Duration = duration, DayLength = TimeSpan.FromHours(24), Bursts = [] },

        // The wave of the end-to-end test that Dynamo publishes: 5 to 45 requests a second.
        [Default] = duration => new SyntheticTraceOptions
        {
            Duration = duration,
            DayLength = TimeSpan.FromMinutes(30),
            TroughRequestsPerSecond = 5,
            PeakRequestsPerSecond = 45,
            Bursts = [],
        },
        ["steps"] = duration => new SyntheticTraceOptions
        {
            Duration = duration,
            TroughRequestsPerSecond = 4,
            PeakRequestsPerSecond = 4,
            Bursts = [new(duration / 4, duration / 4, 2), new(duration / 2, duration / 4, 4)],
        },
        ["bursts"] = duration => new SyntheticTraceOptions
        {
            Duration = duration,
            TroughRequestsPerSecond = 4,
            PeakRequestsPerSecond = 4,
            Bursts = [.. Enumerable.Range(1, 5).Select(i => new TrafficBurst(duration * i / 6, duration / 30, 4))],
        },
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <exception cref="UserError">Nobody knows the shape.</exception>
    public static SyntheticTraceOptions Of(string name, TimeSpan? duration, ulong seed) => All.TryGetValue(name, out var shape)
        ? shape(duration ?? TimeSpan.FromHours(name == "diurnal" ? 24 : 1)) with { Seed = seed }
        : throw new UserError($"synthetic traffic \"{name}\" is unknown: use {string.Join(", ", All.Keys)}");

    public static SyntheticTraceOptions Times(SyntheticTraceOptions options, double factor) => options with
    {
        TroughRequestsPerSecond = options.TroughRequestsPerSecond * factor,
        PeakRequestsPerSecond = options.PeakRequestsPerSecond * factor,
    };
}
