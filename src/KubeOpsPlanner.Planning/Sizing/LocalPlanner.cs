using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Batches;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>One tick of one plan: observe, tune, forecast, look the capacity up, size. Pure.</summary>
public static class LocalPlanner
{
    private const string NothingStreams =
        "no request streamed its answer, so nobody measured latencies and the replicas stay as they are: send \"stream\": true.";

    /// <summary>An interval is over: its traffic makes a new outlook.</summary>
    public static LocalPlan Plan(LocalPlanInputs inputs, LocalPlanState state)
    {
        var startup = state.Startup.Observe(inputs.Now, inputs.Current, inputs.Ready);
        var known = inputs.Window is { Kind: not TrafficKind.Unknown };
        var forecaster = state.Forecaster.WithHorizon(startup.SlowestSeconds);
        if (known) forecaster = forecaster.Observe(inputs.Window!);

        var factors = inputs.Window is { } window
            ? CorrectionFactors.Of(window, inputs.Profile, inputs.Serving).Or(state.Factors)
            : state.Factors;
        var lengths = known ? inputs.Lengths.After(state.Lengths) : state.Lengths;
        var bursts = Look(inputs, state.Bursts);
        var hits = CacheHits.After(inputs.CacheHitRate, state.CacheHitRate);
        var seen = Seen(inputs, hits, state.Tuning, forecaster.IntervalSeconds);
        var tuning = Tune(inputs, Query(inputs, 1, 1, CapacityCorrection.None, lengths) with { CacheHitRate = hits }, state.Tuning, seen, bursts.Tape);
        var correction = inputs.Correction switch
        {
            CorrectionMode.Native => tuning.ToCorrection(),
            CorrectionMode.Factors => factors.ToCorrection(),
            _ => CapacityCorrection.None,
        };

        // A stale forecast must not act: while the window is unknown nothing is predicted from it.
        var (forecast, error) = known ? Predict(forecaster) : (null, null);
        var query = forecast is null
            ? null
            : Query(inputs, forecast.Isl.Point, forecast.Osl.Point, correction, lengths) with
            {
                CacheHitRate = Discount(inputs, hits),
                RequestsPerSecond = Demand.Peak(forecast, inputs.Percentile),
            };
        var outlook = new Outlook(forecast, error, query is null ? PoolCapacity.Unknown : Capacity(inputs, query), correction)
        {
            Query = query,
            Window = inputs.Window,
            IsStreaming = inputs.IsStreaming,
        };
        bursts = Renew(inputs, bursts, outlook, startup);

        return Size(inputs, seen, state with
        {
            Forecaster = forecaster,
            Tuning = tuning,
            Factors = factors,
            Lengths = lengths,
            CacheHitRate = hits,
            Startup = startup,
            Bursts = bursts,
            Outlook = outlook,
        });
    }

    /// <summary>Within an interval: the outlook stays, what has come since the last look counts.</summary>
    /// <returns>Null before the first interval is over.</returns>
    public static LocalPlan? Glance(LocalPlanInputs inputs, LocalPlanState state)
    {
        if (state.Outlook is not { } outlook) return null;
        var startup = state.Startup.Observe(inputs.Now, inputs.Current, inputs.Ready);
        var bursts = Look(inputs, state.Bursts);

        // A first start that was just measured is worth rules of its own at once.
        if (startup.IsMeasured != state.Startup.IsMeasured) bursts = Renew(inputs, bursts, outlook, startup);
        return Size(inputs, null, state with { Startup = startup, Bursts = bursts });
    }

    /// <summary>The part of a look that does not decide.</summary>
    public static LocalPlanState Watch(LocalPlanInputs inputs, LocalPlanState state) => state with { Bursts = Look(inputs, state.Bursts) };

    private static LocalPlan Size(LocalPlanInputs inputs, Backlog? ofInterval, LocalPlanState state)
    {
        var outlook = state.Outlook!;
        var bursts = state.Bursts.HasRules ? state.Bursts : null;
        var seen = bursts is null ? ofInterval : SeenNow(inputs, state, bursts) ?? ofInterval;
        var backlog = IsStarting(inputs) ? seen?.AtMost(state.Backlog) : seen;
        var window = bursts is null ? inputs.StabilizationWindowSeconds : 0;
        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = inputs.Mode,
            Current = inputs.Current,
            Gpus = inputs.Gpus,
            Limits = inputs.Limits,
            Forecast = outlook.Forecast,
            ForecastError = outlook.Error,
            Capacity = outlook.Capacity,

            // Bursts that were seen say by how much traffic exceeds its mean; the forecast need not guess it as well.
            DemandQuantile = bursts is null ? inputs.Percentile : null,
            Bursts = bursts,
            Backlog = backlog,
            TimeToReadySeconds = state.Startup.SlowestSeconds,
            ShrinkMargin = inputs.ShrinkMargin,
            TrafficDoubt = outlook.IsStreaming == false ? NothingStreams : null,
            StabilizationWindowSeconds = window,
            RecentDesired = [.. state.Recent.Select(recent => new DesiredSample((inputs.Now - recent.At).TotalSeconds, recent.Raw))],
            LowerBoundOnly = inputs.LowerBoundOnly,
        });

        var next = state with
        {
            Recent = Remember(inputs, state.Recent, decision),
            Backlog = IsStarting(inputs) ? state.Backlog : seen ?? default,
        };
        return new LocalPlan(outlook.Window, outlook.Forecast, decision, state.Factors, outlook.Correction, backlog, next);
    }

    private static BurstMemory Look(LocalPlanInputs inputs, BurstMemory bursts) => inputs.Look is { } look ? bursts.Append(look) : bursts;

    private static BurstMemory Renew(LocalPlanInputs inputs, BurstMemory bursts, Outlook outlook, StartupTimes startup)
    {
        if (outlook.Query is not { } query || inputs is not { Correction: CorrectionMode.Native, Percentile: { } percentile } || bursts.Tape.Rates.Count == 0) return bursts;
        return bursts.Renew(
            new BurstTerms(percentile, startup, inputs.Limits.MinEndpoints, inputs.StabilizationWindowSeconds),
            RoleServices.OfPrefill(inputs.Profile?.Prefill, query, outlook.Capacity.Prefill),
            RoleServices.OfDecode(query, outlook.Capacity.Decode));
    }

    /// <summary>Latencies during a start or a stop describe the change, and times to the first token with a backlog the queue, not the engine.</summary>
    private static LatencyTuning Tune(LocalPlanInputs inputs, CapacityQuery query, LatencyTuning tuning, Backlog? seen, DemandTape tape)
    {
        if (inputs is not { Window: { } window, Correction: CorrectionMode.Native }) return tuning;
        var comparison = LatencyComparison.Of(
            window, inputs.Profile, query, inputs.Serving, tape.Most(window.DurationSeconds, Rehearsal.RateSeconds));
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
        return BacklogEstimate.Of(
            inputs.Queue,
            window.RequestsPerSecond!.Value,
            window.Osl!.Value,
            inputs.Targets,
            ServiceMs(inputs, tuning, window.Isl!.Value * (1 - Discount(inputs, hits))),
            intervalSeconds);
    }

    /// <summary>What waits at this moment; the times to the first token of a whole interval tell of queues that are gone. Null where nobody counts it.</summary>
    private static Backlog? SeenNow(LocalPlanInputs inputs, LocalPlanState state, BurstMemory bursts)
    {
        if (inputs is not { Look.RequestsPerSecond: var rate } || state.Outlook!.Forecast is not { } forecast || bursts.DrainSeconds is not { } drain) return null;
        return BacklogEstimate.Of(
            inputs.Queue with { TtftMs = null }, rate, forecast.Osl.Point, inputs.Targets, ServiceMs(inputs, state.Tuning, forecast.Isl.Point * (1 - Discount(inputs, state.CacheHitRate))), drain);
    }

    private static double? ServiceMs(LocalPlanInputs inputs, LatencyTuning tuning, double isl) => inputs.Profile?.Prefill is { } prefill
        ? PrefillCapacity.ServiceTtftMs(prefill, isl) * Math.Max(1, tuning.PrefillFactor)
        : null;

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
