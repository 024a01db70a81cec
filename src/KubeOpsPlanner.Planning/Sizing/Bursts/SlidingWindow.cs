namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>Means and extremes over the last values, in linear time.</summary>
internal static class SlidingWindow
{
    /// <summary>The mean of each value and those before it, <paramref name="width"/> in all, fewer at the beginning.</summary>
    public static double[] Means(ReadOnlySpan<double> values, int width)
    {
        var means = new double[values.Length];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] - (i >= width ? values[i - width] : 0);
            means[i] = Math.Max(0, sum / Math.Min(i + 1, width));
        }

        return means;
    }
}

/// <summary>The least or the most of the last values: those that a later one outdoes are forgotten (a monotone queue).</summary>
/// <param name="width">How many values count.</param>
internal sealed class RunningExtreme(int capacity, int width, bool isLeast)
{
    private readonly (int At, int Value)[] _queue = new (int, int)[capacity];
    private int _head;
    private int _tail;

    public int Add(int at, int value)
    {
        while (_tail > _head && (isLeast ? _queue[_tail - 1].Value >= value : _queue[_tail - 1].Value <= value)) _tail--;
        _queue[_tail++] = (at, value);
        while (_queue[_head].At <= at - width) _head++;
        return _queue[_head].Value;
    }
}
