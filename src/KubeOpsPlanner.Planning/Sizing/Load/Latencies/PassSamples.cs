using System.Runtime.InteropServices;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>Passes of one kind, oldest first, spread over small and large ones: a busy hour must not make the line forget what idle looks like.</summary>
/// <param name="Axes">1 where the second number is always 0.</param>
public sealed record PassSamples(ValueList<PassSample> All, int Axes)
{
    public static PassSamples None(int axes) => new([], axes);

    /// <summary>One after the other.</summary>
    /// <param name="most">Samples that are kept; beyond them the oldest of the fullest class goes.</param>
    /// <param name="buckets">Classes over the work, on a logarithmic scale, evenly divided among the axes.</param>
    public PassSamples Add(IReadOnlyCollection<PassSample> samples, int most, int buckets)
    {
        if (samples.Count == 0) return this;
        var kept = new List<Placed>(All.Count + 1);
        foreach (var sample in All) kept.Add(Placed.Of(sample));
        foreach (var sample in samples)
        {
            kept.Add(Placed.Of(sample));
            while (kept.Count > most) kept.RemoveAt(OldestOfTheFullest(CollectionsMarshal.AsSpan(kept), buckets));
        }

        var all = new PassSample[kept.Count];
        for (var i = 0; i < all.Length; i++) all[i] = kept[i].Sample;
        return this with { All = new ValueList<PassSample>(all) };
    }

    private int OldestOfTheFullest(ReadOnlySpan<Placed> samples, int buckets)
    {
        var (first, second) = Axes == 1 ? (buckets, 1) : ((int)Math.Sqrt(buckets), (int)Math.Sqrt(buckets));
        var scale = Scale.Of(samples);
        var members = new (int Count, int Oldest)[first * second];
        for (var i = 0; i < samples.Length; i++)
        {
            ref var cell = ref members[(Cell(samples[i].First, scale.First, first) * second) + Cell(samples[i].Second, scale.Second, second)];
            cell = cell.Count == 0 ? (1, i) : (cell.Count + 1, cell.Oldest);
        }

        var (fullest, oldest) = (0, 0);
        foreach (var (count, index) in members)
        {
            if (count > fullest || (count == fullest && index < oldest)) (fullest, oldest) = (count, index);
        }

        return oldest;
    }

    private static int Cell(double place, (double Least, double Most) scale, int cells) => scale.Most > scale.Least
        ? Math.Min(cells - 1, (int)((place - scale.Least) / (scale.Most - scale.Least) * cells))
        : 0;

    /// <summary>A sample and where it lies on the logarithmic scales, which is worked out once.</summary>
    private readonly record struct Placed(PassSample Sample, double First, double Second)
    {
        public static Placed Of(PassSample sample) => new(sample, Math.Log(1 + sample.First), Math.Log(1 + sample.Second));
    }

    /// <summary>The extremes on both axes.</summary>
    private readonly record struct Scale((double Least, double Most) First, (double Least, double Most) Second)
    {
        public static Scale Of(ReadOnlySpan<Placed> samples)
        {
            var (first, second) = ((Least: double.PositiveInfinity, Most: double.NegativeInfinity), (Least: double.PositiveInfinity, Most: double.NegativeInfinity));
            foreach (var sample in samples)
            {
                first = (Math.Min(first.Least, sample.First), Math.Max(first.Most, sample.First));
                second = (Math.Min(second.Least, sample.Second), Math.Max(second.Most, sample.Second));
            }

            return new Scale(first, second);
        }
    }
}
