namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>A function through measured points, linear between them.</summary>
public sealed class PiecewiseLinearCurve
{
    private readonly double[] _x;
    private readonly double[] _y;

    /// <param name="points">At least one; sorted here; of equal x the mean is taken.</param>
    /// <exception cref="ArgumentException">No points, or one that is not finite or is negative.</exception>
    public PiecewiseLinearCurve(IEnumerable<(double X, double Y)> points)
    {
        var groups = points.GroupBy(point => point.X).OrderBy(group => group.Key).ToArray();
        _x = [.. groups.Select(group => group.Key)];
        _y = [.. groups.Select(group => group.Average(point => point.Y))];
        if (_x.Length == 0 || !Array.TrueForAll([.. _x, .. _y], value => double.IsFinite(value) && value >= 0))
        {
            throw new ArgumentException("a curve needs at least one point, and finite numbers that are not negative", nameof(points));
        }

        AtZero = Extrapolated(0);
    }

    public double AtZero { get; }

    public double MinX => _x[0];

    public double MaxX => _x[^1];

    /// <summary>The value with x held inside the measured range.</summary>
    public double Clamped(double x) => Interpolate(Math.Clamp(x, MinX, MaxX));

    /// <summary>The value with the outer segments prolonged, never falling to the right and never below zero.</summary>
    public double Extrapolated(double x)
    {
        if (_x.Length == 1 || (x >= MinX && x <= MaxX))
        {
            return Clamped(x);
        }

        var (at, from) = x < MinX ? (0, 0) : (_x.Length - 1, _x.Length - 2);
        var slope = Math.Max(0, (_y[from + 1] - _y[from]) / (_x[from + 1] - _x[from]));
        return Math.Max(0, _y[at] + (slope * (x - _x[at])));
    }

    private double Interpolate(double x)
    {
        var index = Array.BinarySearch(_x, x);
        if (index >= 0)
        {
            return _y[index];
        }

        var right = ~index;
        var share = (x - _x[right - 1]) / (_x[right] - _x[right - 1]);
        return _y[right - 1] + (share * (_y[right] - _y[right - 1]));
    }
}
