using KubeOpsPlanner.Planning.Forecasting.Fitting;
using MathNet.Numerics.LinearAlgebra;

namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>
/// Maximum likelihood. In the additive forms the errors are linear in the initial states, so for given smoothing
/// parameters the best states are a least-squares solution, and only the one to four parameters are searched.
/// </summary>
public static class EtsFitter
{
    /// <summary>A season of more states than this is not smoothing any more; R draws the same line.</summary>
    private const int LongestSeason = 24;

    /// <summary>The form with the least AICc; null when none can be fitted.</summary>
    public static EtsModel? Select(IReadOnlyList<double> series, int period)
    {
        EtsModel? best = null;
        foreach (var form in Forms(series.Count, period))
        {
            if (Fit(series, form) is { } model && (best is null || model.Aicc < best.Aicc)) best = model;
        }

        return best;
    }

    public static EtsModel? Fit(IReadOnlyList<double> series, EtsForm form)
    {
        if (series.Count <= form.ParameterCount + 1) return null;
        double[] values = [.. series];
        var start = new double[form.SmoothingCount];
        if (form.HasTrend) start[1] = -2;
        var (free, _) = Minimizer.Minimize(
            point => Math.Log(Solve(values, form, EtsSmoothing.FromFree(form, point)).SquaredErrors), start);
        var smoothing = EtsSmoothing.FromFree(form, free);
        var (initial, squares) = Solve(values, form, smoothing);
        if (!double.IsFinite(squares)) return null;

        var state = Initial(form, smoothing, initial);
        foreach (var value in values) state.Step(value);
        return new EtsModel(form, smoothing, state.Level, state.Trend, [.. state.Seasons], squares / values.Length, values.Length);
    }

    private static IEnumerable<EtsForm> Forms(int count, int period)
    {
        var periods = period is > 1 and <= LongestSeason && count >= 2 * period ? new[] { 1, period } : [1];
        foreach (var length in periods)
        {
            yield return new EtsForm(false, false, length);
            yield return new EtsForm(true, false, length);
            yield return new EtsForm(true, true, length);
        }
    }

    /// <summary>The initial states with the least squared errors, from the normal equations.</summary>
    private static (double[] Initial, double SquaredErrors) Solve(double[] values, EtsForm form, EtsSmoothing smoothing)
    {
        var silent = Initial(form, smoothing, new double[form.StateCount]);
        var units = new EtsState[form.StateCount];
        for (var i = 0; i < units.Length; i++)
        {
            var unit = new double[form.StateCount];
            unit[i] = 1;
            units[i] = Initial(form, smoothing, unit);
        }

        var gram = Matrix<double>.Build.Dense(units.Length, units.Length);
        var moments = Vector<double>.Build.Dense(units.Length);
        var effects = new double[units.Length];
        foreach (var value in values)
        {
            var error = silent.Step(value);
            for (var i = 0; i < units.Length; i++)
            {
                effects[i] = units[i].Step(0);
                moments[i] -= effects[i] * error;
                for (var j = 0; j <= i; j++) gram[i, j] += effects[i] * effects[j];
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            for (var j = 0; j < i; j++) gram[j, i] = gram[i, j];
        }

        // The errors themselves, not their squares by the equations: where a fit is good these would be rounding.
        double[] initial = [.. gram.LU().Solve(moments)];
        var state = Initial(form, smoothing, initial);
        var squares = 0.0;
        foreach (var value in values)
        {
            var error = state.Step(value);
            squares += error * error;
        }

        return (initial, squares);
    }

    private static EtsState Initial(EtsForm form, EtsSmoothing smoothing, double[] states)
    {
        var seasons = new double[form.HasSeason ? form.Period : 0];
        for (var i = 0; i + 1 < seasons.Length; i++)
        {
            seasons[i] = states[states.Length - seasons.Length + 1 + i];
            seasons[^1] -= seasons[i];
        }

        return new EtsState(form, smoothing, states[0], form.HasTrend ? states[1] : 0, seasons);
    }
}
