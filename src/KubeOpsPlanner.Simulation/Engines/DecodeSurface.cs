namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// ITL [ms] over (KV usage 0..1, context length [tokens]): one curve over usage per measured context, linear between
/// contexts, held at the edges of what was measured. Rows may have different usages, as swept profiles do.
/// </summary>
public sealed class DecodeSurface
{
    private readonly double[] _contexts;
    private readonly PiecewiseLinearCurve[] _rows;

    /// <exception cref="ArgumentException">No points, or one that is not finite or is negative, or an ITL of zero.</exception>
    public DecodeSurface(IEnumerable<(double KvUsage, double ContextTokens, double ItlMs)> points)
    {
        points = points.ToArray();
        if (points.Any(point => point.ItlMs <= 0))
        {
            throw new ArgumentException("a decode surface needs ITLs above zero", nameof(points));
        }

        var rows = points.GroupBy(point => point.ContextTokens).OrderBy(row => row.Key).ToArray();
        if (rows.Length == 0)
        {
            throw new ArgumentException("a decode surface needs at least one point", nameof(points));
        }

        _contexts = [.. rows.Select(row => row.Key)];
        _rows = [.. rows.Select(row => new PiecewiseLinearCurve(row.Select(point => (point.KvUsage, point.ItlMs))))];
    }

    public double ItlMs(double kvUsage, double contextTokens)
    {
        var index = Array.BinarySearch(_contexts, contextTokens);
        if (index >= 0)
        {
            return _rows[index].Clamped(kvUsage);
        }

        var above = ~index;
        if (above == 0 || above == _rows.Length)
        {
            return _rows[Math.Min(above, _rows.Length - 1)].Clamped(kvUsage);
        }

        var share = (contextTokens - _contexts[above - 1]) / (_contexts[above] - _contexts[above - 1]);
        var below = _rows[above - 1].Clamped(kvUsage);
        return below + (share * (_rows[above].Clamped(kvUsage) - below));
    }
}
