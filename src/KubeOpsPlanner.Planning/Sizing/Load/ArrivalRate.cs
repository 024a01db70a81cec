using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>How many requests arrive per second, from a counter that is read at every tick.</summary>
/// <param name="Counts">Readings of the last minute and at least one, oldest first.</param>
public sealed record ArrivalRate(ImmutableArray<ArrivalCount> Counts)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>A rate from less is noise.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(15);

    public static ArrivalRate Unknown { get; } = new([]);

    /// <summary>In the busiest quarter of the last minute: a mean over bursts and silence serves neither. Null until it was watched for so long.</summary>
    public double? PerSecond
    {
        get
        {
            var (most, first) = (default(double?), 0);
            for (var last = 1; last < Counts.Length; last++)
            {
                while (Counts[last].At - Counts[first + 1].At >= Burst) first++;
                var seconds = Counts[last].At - Counts[first].At;
                if (seconds >= Burst) most = Math.Max(most ?? 0, (Counts[last].Started - Counts[first].Started) / seconds.TotalSeconds);
            }

            return most;
        }
    }

    /// <param name="now">On any fixed scale of domain time.</param>
    /// <param name="started">Requests since the counter began; null while unknown. Where it went back it began anew.</param>
    public ArrivalRate Observe(TimeSpan now, double? started)
    {
        var kept = Counts.RemoveAll(entry => (now - entry.At > Window && entry != Counts[^1]) || entry.Started > started);
        return started is { } count && double.IsFinite(count) ? new ArrivalRate(kept.Add(new ArrivalCount(now, count))) : new ArrivalRate(kept);
    }
}

/// <param name="At">On the scale of <see cref="ArrivalRate.Observe"/>.</param>
public readonly record struct ArrivalCount(TimeSpan At, double Started);
