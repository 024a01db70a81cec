namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>How many replicas a load needs, worked out once per step of it. More load never needs fewer.</summary>
/// <param name="fewest">The replicas that carry an offered load (requests per second times seconds each), of which so many at least are known to be needed.</param>
internal sealed class NeedTable(Func<double, int, int> fewest)
{
    /// <summary>So many steps from a load to its double, at most 3.1 % each: finer than any forecast. They are the upper bits of the number itself.</summary>
    private const int StepsPerDoubling = 32;
    private const int StepShift = 52 - 5;

    /// <summary>Less than a hundredth of a replica needs what that does.</summary>
    private static readonly long First = Bits(1.0 / 128);

    /// <summary>No fleet carries it, and no table is longer.</summary>
    private const double MostOffered = 1e9;

    /// <summary>By step; 0 while not worked out.</summary>
    private int[] _needs = [];

    /// <param name="offered">0 and less, and NaN, need nothing.</param>
    public int Of(double offered)
    {
        if (!(offered > 0)) return 0;
        var step = (int)Math.Max(0, Bits(Math.Min(offered, MostOffered)) - First);
        return step < _needs.Length && _needs[step] is > 0 and var known ? known : Learn(step);
    }

    private int Learn(int step)
    {
        if (step >= _needs.Length) Array.Resize(ref _needs, (1 + (step / StepsPerDoubling)) * StepsPerDoubling);
        var below = _needs.AsSpan(0, step).LastIndexOfAnyExcept(0);
        var need = fewest(BitConverter.Int64BitsToDouble((First + step + 1) << StepShift), below < 0 ? 1 : _needs[below]);
        _needs[step] = need;

        // What lies between two loads that need as many needs as many.
        if (below >= 0 && _needs[below] == need) Array.Fill(_needs, need, below, step - below);
        var above = step + 1 + _needs.AsSpan(step + 1).IndexOfAnyExcept(0);
        if (above > step && _needs[above] == need) Array.Fill(_needs, need, step, above - step);
        return need;
    }

    /// <summary>A load at the end of a step belongs to it.</summary>
    private static long Bits(double load) => (BitConverter.DoubleToInt64Bits(load) - 1) >> StepShift;
}
