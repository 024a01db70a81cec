namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Means and extremes over the last values, in linear time.</summary>
internal static class SlidingWindow
{
    /// <summary>The mean of each value and those before it, <paramref name="width"/> in all, fewer at the beginning.</summary>
    /// <returns>The values themselves where the width is 1.</returns>
    public static double[] Means(double[] values, int width)
    {
        if (width <= 1) return values;
        var means = new double[values.Length];
        var (sum, ramp) = (0.0, Math.Min(width, values.Length));
        for (var i = 0; i < ramp; i++)
        {
            sum += values[i];
            means[i] = sum / (i + 1);
        }

        // What is left over of numbers that went again must not make a rate negative.
        for (var i = ramp; i < values.Length; i++)
        {
            sum += values[i] - values[i - width];
            means[i] = Math.Max(0, sum / width);
        }

        return means;
    }

    /// <summary>The highest of <see cref="Means"/> among the last <paramref name="count"/>; 0 without values.</summary>
    public static double MostMean(ReadOnlySpan<double> values, int width, int count)
    {
        var (sum, most, highest, ramp) = (0.0, 0.0, 0.0, Math.Min(width, values.Length));
        for (var i = 0; i < ramp; i++)
        {
            sum += values[i];
            if (i >= values.Length - count) most = Math.Max(most, sum / (i + 1));
        }

        for (var i = ramp; i < values.Length; i++)
        {
            sum += values[i] - values[i - width];
            if (i >= values.Length - count) highest = Math.Max(highest, sum);
        }

        return Math.Max(most, highest / width);
    }
}

/// <summary>The least or the most of the last values: those that a later one outdoes are forgotten (a monotone queue).</summary>
internal struct RunningExtreme((int At, int Value)[] queue, int width, bool isLeast)
{
    private int _head;
    private int _tail;

    public void Add(int at, int value)
    {
        while (_tail > _head && (isLeast ? queue[_tail - 1].Value >= value : queue[_tail - 1].Value <= value)) _tail--;
        queue[_tail++] = (at, value);
    }

    /// <returns>Null where nothing was added within the width.</returns>
    public int? At(int at)
    {
        while (_head < _tail && queue[_head].At <= at - width) _head++;
        return _head < _tail ? queue[_head].Value : null;
    }
}
