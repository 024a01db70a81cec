using MathNet.Numerics.Interpolation;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>
/// A cubic curve through measurements that never overshoots them (monotone piecewise cubic Hermite), constant outside.
/// Two measurements give a line, one a constant.
/// </summary>
internal sealed class ShapePreservingCurve
{
    private readonly IInterpolation? _curve;
    private readonly double _first;
    private readonly double _last;

    /// <param name="x">Strictly ascending.</param>
    public ShapePreservingCurve(double[] x, double[] y)
    {
        (Least, Most) = (x[0], x[^1]);
        (_first, _last) = (y[0], y[^1]);
        _curve = x.Length switch
        {
            1 => null,
            2 => LinearSpline.InterpolateSorted(x, y),
            _ => CubicSpline.InterpolatePchipSorted(x, y),
        };
    }

    public double Least { get; }

    public double Most { get; }

    public double At(double x)
    {
        if (_curve is null || x <= Least) return _first;
        return x >= Most ? _last : _curve.Interpolate(x);
    }
}
