using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One tick of one plan: observe, tune, forecast, look the capacity up, size. Pure.</summary>
public static class LocalPlanner
{
    public static LocalPlan Plan(LocalPlanInputs inputs, LocalPlanState state)
    {
        var known = inputs.Window is { Kind: not TrafficKind.Unknown };
        var forecaster = known ? state.Forecaster.Observe(inputs.Window!) : state.Forecaster;
        var comparison = Compare(inputs);
        var tuning = inputs.Correction == CorrectionMode.Native
            ? state.Tuning.Learn(comparison.PrefillRatio, comparison.DecodeRatio)
            : state.Tuning;
        var correction = Correct(inputs.Correction, tuning, comparison);

        // A stale forecast must not act: while the window is unknown nothing is predicted from it.
        var (forecast, error) = known ? Predict(forecaster) : (null, null);
        var capacity = forecast is null
            ? PoolCapacity.Unknown
            : ProfileCapacity.Of(inputs.Profile, Query(inputs, forecast.Isl.Point, forecast.Osl.Point, correction));

        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = inputs.Mode,
            Current = inputs.Current,
            Gpus = inputs.Gpus,
            Limits = inputs.Limits,
            Forecast = forecast,
            ForecastError = error,
            Capacity = capacity,
            DemandQuantile = inputs.DemandQuantile,
            Backlog = inputs.Backlog,
            StabilizationWindowSeconds = inputs.StabilizationWindowSeconds,
            RecentDesired = [.. state.Recent.Select(recent => new DesiredSample((inputs.Now - recent.At).TotalSeconds, recent.Raw))],
            LowerBoundOnly = inputs.LowerBoundOnly,
        });

        var next = new LocalPlanState(forecaster, tuning, Remember(inputs, state.Recent, decision));
        return new LocalPlan(inputs.Window, forecast, decision, comparison, correction, next);
    }

    /// <summary>Latencies during a start or a stop describe the change, not the engine.</summary>
    private static LatencyComparison Compare(LocalPlanInputs inputs) =>
        inputs is { Window: { } window, Serving: { } serving, Correction: not CorrectionMode.Off }
            ? LatencyComparison.Of(
                window,
                inputs.Profile,
                Query(inputs, 1, 1, CapacityCorrection.None),
                serving,
                includeQueueing: inputs.Correction == CorrectionMode.Native)
            : LatencyComparison.None;

    private static CapacityCorrection Correct(CorrectionMode mode, LatencyTuning tuning, LatencyComparison comparison) => mode switch
    {
        CorrectionMode.Native => tuning.ToCorrection(),
        CorrectionMode.Factors => new CapacityCorrection(comparison.PrefillRatio ?? 1, comparison.DecodeRatio ?? 1, mode),
        _ => CapacityCorrection.None,
    };

    private static (TrafficForecast? Forecast, string? Error) Predict(TrafficForecaster forecaster)
    {
        try
        {
            return (forecaster.Next(), null);
        }
        catch (ArithmeticException exception)
        {
            return (null, exception.Message);
        }
    }

    private static CapacityQuery Query(LocalPlanInputs inputs, double isl, double osl, CapacityCorrection correction) =>
        new(inputs.Mode, isl, osl, inputs.Targets, inputs.Gpus, correction);

    private static ImmutableArray<RecentDesired> Remember(
        LocalPlanInputs inputs, ImmutableArray<RecentDesired> recent, SizingDecision decision)
    {
        if (inputs.StabilizationWindowSeconds <= 0) return [];
        var window = TimeSpan.FromSeconds(inputs.StabilizationWindowSeconds);
        var kept = recent.Where(entry => inputs.Now - entry.At <= window);
        return decision.Raw is { } raw ? [.. kept, new RecentDesired(inputs.Now, raw)] : [.. kept];
    }
}
