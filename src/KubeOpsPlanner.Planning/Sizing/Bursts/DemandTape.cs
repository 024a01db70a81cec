using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>The last hour of arrivals, look by look: bursts shorter than a forecast's interval vanish in its mean.</summary>
/// <param name="Rates">Requests per second between two looks, oldest first.</param>
public sealed record DemandTape(ValueList<double> Rates)
{
    /// <summary>As often as the load loop looks; targets for a first token are a few seconds, so a coarser look misses what makes requests late.</summary>
    public const double LookSeconds = 5;

    /// <summary>An hour: long enough to have seen what a service calls usual, short enough to forget yesterday's peak.</summary>
    public const int MostLooks = 720;

    public static DemandTape Empty { get; } = new([]);

    public double Seconds => Rates.Count * LookSeconds;

    /// <summary>A look that came late stands for those that were left out.</summary>
    public DemandTape Append(TrafficLook look)
    {
        var tape = this;
        for (var looks = Math.Max(1, Looks(look.Seconds)); looks > 0; looks--) tape = new DemandTape(tape.Rates.Append(look.RequestsPerSecond, MostLooks));
        return tape;
    }

    /// <summary>The highest mean over <paramref name="smoothSeconds"/> that ended within the last <paramref name="withinSeconds"/>.</summary>
    public double Most(double withinSeconds, double smoothSeconds)
    {
        var (looks, width) = (1 + Looks(withinSeconds), Math.Max(1, Looks(smoothSeconds)));
        return SlidingWindow.MostMean(Rates.AsSpan()[Math.Max(0, Rates.Count - looks - width + 1)..], width, looks);
    }

    internal static int Looks(double seconds) => (int)Math.Min(MostLooks, Math.Round(seconds / LookSeconds));
}
