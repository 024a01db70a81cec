namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>The additive forms of exponential smoothing, in the taxonomy of Hyndman et al. (2008): ETS(A,·,·).</summary>
/// <param name="Period">Intervals per season; 1 without a season.</param>
public sealed record EtsForm(bool HasTrend, bool IsDamped, int Period)
{
    public bool HasSeason => Period > 1;

    /// <summary>α, and β, γ, φ where the form has them.</summary>
    public int SmoothingCount => 1 + (HasTrend ? 1 : 0) + (HasSeason ? 1 : 0) + (IsDamped ? 1 : 0);

    /// <summary>Level, trend, and one season less one, since seasons sum to zero.</summary>
    public int StateCount => 1 + (HasTrend ? 1 : 0) + (HasSeason ? Period - 1 : 0);

    /// <summary>Smoothing, initial states and variance.</summary>
    public int ParameterCount => SmoothingCount + StateCount + 1;

    public override string ToString() =>
        $"ETS(A,{(IsDamped ? "Ad" : HasTrend ? "A" : "N")},{(HasSeason ? $"A)[{Period}]" : "N)")}";
}
