namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Means over the last values, in linear time.</summary>
internal static class SlidingWindow
{
    /// <summary>The mean of each value and those before it, <paramref name="width"/> in all, fewer at the beginning, times a factor.</summary>
    public static double[] Means(ReadOnlySpan<double> values, int width, double factor)
    {
        var means = new double[values.Length];
        if (width <= 1)
        {
            for (var i = 0; i < means.Length; i++) means[i] = values[i] * factor;
            return means;
        }

        var (sum, ramp) = (0.0, Math.Min(width, values.Length));
        for (var i = 0; i < ramp; i++)
        {
            sum += values[i];
            means[i] = sum * factor / (i + 1);
        }

        // What is left over of numbers that went again must not make a rate negative.
        var perValue = factor / width;
        for (var i = ramp; i < means.Length; i++)
        {
            sum += values[i] - values[i - width];
            means[i] = Math.Max(0, sum * perValue);
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
