namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>Least squares through the origin, with slopes that are not negative.</summary>
internal static class OriginRegression
{
    /// <summary>Of the product of both axes' squares: below it they tell the same, and one of them says it all.</summary>
    private const double Singular = 1e-9;

    public static PassLine Fit(ReadOnlySpan<PassSample> samples)
    {
        var (xx, yy, xy, xs, ys) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (x, y, seconds) in samples)
        {
            (xx, yy, xy) = (xx + (x * x), yy + (y * y), xy + (x * y));
            (xs, ys) = (xs + (x * seconds), ys + (y * seconds));
        }

        var determinant = (xx * yy) - (xy * xy);
        if (determinant > Singular * xx * yy)
        {
            var (first, second) = (((yy * xs) - (xy * ys)) / determinant, ((xx * ys) - (xy * xs)) / determinant);
            if (first >= 0 && second >= 0) return new PassLine(0, first, second);
        }

        // One axis alone: the one that explains more of the sum of squares.
        var (byFirst, bySecond) = (xx > 0 ? xs * xs / xx : 0, yy > 0 ? ys * ys / yy : 0);
        return byFirst >= bySecond ? new PassLine(0, xs / xx, 0) : new PassLine(0, 0, ys / yy);
    }
}
