using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One tick of one plan: observe, tune, forecast, look the capacity up, size. Pure.</summary>
public static class LocalPlanner
{
    private const string NothingStreams =
        "no request streamed its answer, so nobody measured latencies and the replicas stay as they are: send \"stream\": true.";

    public static LocalPlan Plan(LocalPlanInputs inputs, LocalPlanState state)
    {
        var startup = state.Startup.Observe(inputs.Now, inputs.Current, inputs.Ready);
        var known = inputs.Window is { Kind: not TrafficKind.Unknown };
        var forecaster = state.Forecaster.WithHorizon(startup.SlowestSeconds);
        if (known) forecaster = forecaster.Observe(inputs.Window!);

        var factors = inputs.Window is { } window
            ? CorrectionFactors.Of(window, inputs.Profile, inputs.Serving).Or(state.Factors)
            : state.Factors;
        var hits = CacheHits.After(inputs.CacheHitRate, state.CacheHitRate);
        var seen = Seen(inputs, hits, state.Tuning, forecaster.IntervalSeconds);
        var tuning = Tune(inputs, hits, state.Tuning, seen);
        var correction = inputs.Correction switch
        {
            CorrectionMode.Native => tuning.ToCorrection(),
            CorrectionMode.Factors => factors.ToCorrection(),
            _ => CapacityCorrection.None,
        };

        var lengths = known ? inputs.Lengths.After(state.Lengths) : state.Lengths;

        // A stale forecast must not act: while the window is unknown nothing is predicted from it.
        var (forecast, error) = known ? Predict(forecaster) : (null, null);
        var capacity = forecast is null
            ? PoolCapacity.Unknown
            : Capacity(inputs, Query(inputs, forecast.Isl.Point, forecast.Osl.Point, correction, lengths) with
            {
                CacheHitRate = Discount(inputs, hits),
                RequestsPerSecond = Demand.Peak(forecast, inputs.Percentile),
            });
        var backlog = IsStarting(inputs) ? seen?.AtMost(state.Backlog) : seen;

        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = inputs.Mode,
            Current = inputs.Current,
            Gpus = inputs.Gpus,
            Limits = inputs.Limits,
            Forecast = forecast,
            ForecastError = error,
            Capacity = capacity,
            DemandQuantile = inputs.Percentile,
            Backlog = backlog,
            TimeToReadySeconds = startup.SlowestSeconds,
            ShrinkMargin = inputs.ShrinkMargin,
            TrafficDoubt = inputs.IsStreaming == false ? NothingStreams : null,
            StabilizationWindowSeconds = inputs.StabilizationWindowSeconds,
            RecentDesired = [.. state.Recent.Select(recent => new DesiredSample((inputs.Now - recent.At).TotalSeconds, recent.Raw))],
            LowerBoundOnly = inputs.LowerBoundOnly,
        });

        var next = new LocalPlanState(forecaster, tuning, Remember(inputs, state.Recent, decision))
        {
            Factors = factors,
            Lengths = lengths,
            CacheHitRate = hits,
            Startup = startup,
            Backlog = IsStarting(inputs) ? state.Backlog : seen ?? default,
        };
        return new LocalPlan(inputs.Window, forecast, decision, factors, correction, backlog, next);
    }

    /// <summary>Latencies during a start or a stop describe the change, and times to the first token with a backlog the queue, not the engine.</summary>
    private static LatencyTuning Tune(LocalPlanInputs inputs, double hits, LatencyTuning tuning, Backlog? seen)
    {
        if (inputs is not { Window: { } window, Correction: CorrectionMode.Native }) return tuning;
        var comparison = LatencyComparison.Of(window, inputs.Profile, Query(inputs, 1, 1, CapacityCorrection.None, TrafficLengths.Unknown) with { CacheHitRate = hits }, inputs.Serving);
        return tuning.Learn(seen is { Requests: > 0 } ? null : comparison.PrefillRatio, comparison.DecodeRatio);
    }

    /// <summary>
    /// The queue grows while replicas start, and those replicas are the answer to it. Counted again at every tick it
    /// would order more and more of them (a cold start would overshoot), so meanwhile the backlog that ordered them counts.
    /// </summary>
    private static bool IsStarting(LocalPlanInputs inputs) =>
        inputs.Ready.Prefill < inputs.Current.Prefill || inputs.Ready.Decode < inputs.Current.Decode;

    private static Backlog? Seen(LocalPlanInputs inputs, double hits, LatencyTuning tuning, double intervalSeconds)
    {
        if (inputs.Window is not { Kind: TrafficKind.Live } window) return null;
        double? serviceMs = inputs.Profile?.Prefill is { } prefill
            ? PrefillCapacity.ServiceTtftMs(prefill, window.Isl!.Value * (1 - Discount(inputs, hits))) * Math.Max(1, tuning.PrefillFactor)
            : null;
        return BacklogEstimate.Of(
            inputs.Queue, window.RequestsPerSecond!.Value, window.Osl!.Value, inputs.Targets, serviceMs, intervalSeconds);
    }

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

    /// <summary>Dynamo's first planner knows no caches: its prefill factor holds them already.</summary>
    private static double Discount(LocalPlanInputs inputs, double hits) => inputs.Correction == CorrectionMode.Native ? hits : 0;

    /// <summary>Measured under load beats learned in passing: engines speak only for what was not profiled.</summary>
    private static PoolCapacity Capacity(LocalPlanInputs inputs, CapacityQuery query)
    {
        var profiled = ProfileCapacity.Of(inputs.Profile, query);
        var learned = BatchCapacity.Of(inputs.Passes.WithCacheHits(query.CacheHitRate), query);
        return new PoolCapacity(profiled.Prefill ?? learned.Prefill, profiled.Decode ?? learned.Decode);
    }

    private static CapacityQuery Query(
        LocalPlanInputs inputs, double isl, double osl, CapacityCorrection correction, TrafficLengths lengths) =>
        new(inputs.Mode, isl, osl, inputs.Targets, inputs.Gpus, correction) { Percentile = inputs.Percentile, Lengths = lengths };

    private static ImmutableArray<RecentDesired> Remember(
        LocalPlanInputs inputs, ImmutableArray<RecentDesired> recent, SizingDecision decision)
    {
        if (inputs.StabilizationWindowSeconds <= 0) return [];
        var window = TimeSpan.FromSeconds(inputs.StabilizationWindowSeconds);
        var kept = recent.Where(entry => inputs.Now - entry.At <= window);
        return decision.Raw is { } raw ? [.. kept, new RecentDesired(inputs.Now, raw)] : [.. kept];
    }
}
