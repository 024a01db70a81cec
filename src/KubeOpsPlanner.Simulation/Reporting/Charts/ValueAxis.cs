namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>A vertical scale from zero to a round value at or above the largest.</summary>
internal sealed class ValueAxis(double top, double height, double max)
{
    public double Max { get; } = max <= 0 ? 1 : max;

    public double Bottom => top + height;

    public double Y(double value) => Bottom - (height * Math.Clamp(value / Max, 0, 1));

    /// <summary>The next of 1, 2, 2.5, 5 times a power of ten.</summary>
    public static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
        return steps.First(step => step * power >= value * 0.999) * power;
    }
}
