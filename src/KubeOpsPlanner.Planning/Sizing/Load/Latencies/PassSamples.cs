using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>Passes of one kind, oldest first, spread over small and large ones: a busy hour must not make the line forget what idle looks like.</summary>
/// <param name="Axes">1 where the second number is always 0.</param>
public sealed record PassSamples(ValueList<PassSample> All, int Axes)
{
    public static PassSamples None(int axes) => new([], axes);

    /// <param name="most">Samples that are kept; beyond them the oldest of the fullest class goes.</param>
    /// <param name="buckets">Classes over the work, on a logarithmic scale, evenly divided among the axes.</param>
    public PassSamples Add(PassSample sample, int most, int buckets)
    {
        var next = All.Append(sample, All.Count + 1);
        while (next.Count > most) next = Without(next, OldestOfTheFullest(next, buckets));
        return this with { All = next };
    }

    private int OldestOfTheFullest(ValueList<PassSample> samples, int buckets)
    {
        var perAxis = Axes == 1 ? buckets : (int)Math.Sqrt(buckets);
        var first = Scale(samples, sample => sample.First);
        var second = Scale(samples, sample => sample.Second);
        var (fullest, oldest) = (0, 0);
        var members = new Dictionary<(int, int), (int Count, int Oldest)>();
        for (var i = 0; i < samples.Count; i++)
        {
            var cell = (Cell(samples[i].First, first, perAxis), Cell(samples[i].Second, second, perAxis));
            var (count, firstIndex) = members.TryGetValue(cell, out var known) ? (known.Count + 1, known.Oldest) : (1, i);
            members[cell] = (count, firstIndex);
        }

        foreach (var (count, index) in members.Values)
        {
            if (count > fullest || (count == fullest && index < oldest)) (fullest, oldest) = (count, index);
        }

        return oldest;
    }

    private static (double Least, double Most) Scale(ValueList<PassSample> samples, Func<PassSample, double> read)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var sample in samples)
        {
            var value = Math.Log(1 + read(sample));
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return (least, most);
    }

    private static int Cell(double value, (double Least, double Most) scale, int cells) => scale.Most > scale.Least
        ? Math.Min(cells - 1, (int)((Math.Log(1 + value) - scale.Least) / (scale.Most - scale.Least) * cells))
        : 0;

    private static ValueList<PassSample> Without(ValueList<PassSample> samples, int index) =>
        [.. samples.Where((_, i) => i != index)];
}
