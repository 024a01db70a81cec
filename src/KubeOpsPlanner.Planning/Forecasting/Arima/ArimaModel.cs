using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>A fitted model at the end of what it has seen.</summary>
/// <param name="State">Of the Kalman filter over the differenced series less its mean, predicted for the next value.</param>
/// <param name="Gain">By how much an innovation moves the state; as it was at the end of the fit.</param>
/// <param name="Tail">The newest observations, oldest first: as many as undoing the differences takes.</param>
public sealed record ArimaModel(ArimaFit Fit, ValueList<double> State, ValueList<double> Gain, ValueList<double> Tail)
    : IFittedModel<ArimaModel>
{
    public string Description => Fit.Order.ToString();

    public double Variance => Fit.Variance;

    /// <param name="series">What <paramref name="fit"/> was fitted to, or a continuation of it.</param>
    public static ArimaModel? Start(ArimaFit fit, IReadOnlyList<double> series)
    {
        var order = fit.Order;
        if (ArmaFilter.Create(fit.Process) is not { } filter || series.Count < order.LostObservations) return null;
        foreach (var value in Differencing.Apply(series, order.Differences, order.SeasonalDifferences, order.Period))
            filter.Step(value, order.HasConstant);
        var (state, gain) = filter.Freeze(fit.Mean);
        return new ArimaModel(
            fit, new ValueList<double>(state), new ValueList<double>(gain), [.. series.Skip(series.Count - order.LostObservations)]);
    }

    public ArimaModel Observe(double value)
    {
        var differenced = value;
        var inverse = Inverse();
        for (var i = 0; i < inverse.Length; i++) differenced -= inverse[i] * Tail[Tail.Count - 1 - i];
        var innovation = differenced - Fit.Mean - State[0];
        var process = Fit.Process;
        var next = new double[State.Count];
        for (var i = 0; i < next.Length; i++) next[i] = Moved(process, State.AsSpan(), i) + Gain[i] * innovation;
        return this with { State = new ValueList<double>(next), Tail = Tail.Count == 0 ? Tail : Tail.Append(value, Tail.Count) };
    }

    public double[] Predict(int horizon)
    {
        var process = Fit.Process;
        var inverse = Inverse();
        double[] state = [.. State];
        var moved = new double[state.Length];
        var path = new double[Tail.Count + horizon];
        Tail.AsSpan().CopyTo(path);
        for (var t = Tail.Count; t < path.Length; t++)
        {
            path[t] = state[0] + Fit.Mean;
            for (var i = 0; i < inverse.Length; i++) path[t] += inverse[i] * path[t - 1 - i];
            for (var i = 0; i < moved.Length; i++) moved[i] = Moved(process, state, i);
            (state, moved) = (moved, state);
        }

        return path[Tail.Count..];
    }

    private double[] Inverse() => Differencing.Inverse(Fit.Order.Differences, Fit.Order.SeasonalDifferences, Fit.Order.Period);

    private static double Moved(ArmaPolynomials process, ReadOnlySpan<double> state, int i) =>
        (i < process.Ar.Length ? process.Ar[i] * state[0] : 0) + (i + 1 < state.Length ? state[i + 1] : 0);
}
