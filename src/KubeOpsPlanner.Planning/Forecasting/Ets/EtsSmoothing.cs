namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>How far one error moves level, trend and season.</summary>
public readonly record struct EtsSmoothing(double Alpha, double Beta, double Gamma, double Phi)
{
    private const double Least = 1e-4;
    private const double LeastDamping = 0.8;
    private const double MostDamping = 0.98;

    /// <summary>Free numbers into 0 &lt; β &lt; α &lt; 1, 0 &lt; γ &lt; 1 − α, 0.8 &lt; φ &lt; 0.98.</summary>
    internal static EtsSmoothing FromFree(EtsForm form, ReadOnlySpan<double> free)
    {
        var next = 0;
        var alpha = Between(Least, 1 - Least, free[next++]);
        var beta = form.HasTrend ? Between(0, alpha, free[next++]) : 0;
        var gamma = form.HasSeason ? Between(0, 1 - alpha, free[next++]) : 0;
        var phi = form.IsDamped ? Between(LeastDamping, MostDamping, free[next]) : 1;
        return new EtsSmoothing(alpha, beta, gamma, phi);
    }

    private static double Between(double low, double high, double free) => low + (high - low) / (1 + Math.Exp(-free));
}
