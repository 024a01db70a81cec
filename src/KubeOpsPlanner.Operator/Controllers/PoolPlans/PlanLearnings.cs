using System.Collections.Immutable;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>
/// Carries what a plan has learnt over a restart or to another leader: windows, not models, because these can be fitted
/// again to whatever predictor the plan then names. It is in the plan's status and nowhere else.
/// </summary>
public static class PlanLearnings
{
    /// <param name="domainNow">When the last of the windows ended.</param>
    public static PlanLearning Of(LocalPlanState state, DateTimeOffset domainNow)
    {
        var history = state.Forecaster.History;
        return new PlanLearning
        {
            IntervalSeconds = (int)state.Forecaster.IntervalSeconds,
            Until = domainNow,
            Requests = SeriesText.Write(history.Requests),
            Isl = SeriesText.Write(history.Isl),
            Osl = SeriesText.Write(history.Osl),
            Looks = SeriesText.Write(state.Bursts.Tape.Rates),
            PrefillStartSeconds = Seconds(state.Startup.Prefill),
            DecodeStartSeconds = Seconds(state.Startup.Decode),
            PrefillTuning = Math.Round(state.Tuning.PrefillFactor, 3),
            DecodeTuning = Math.Round(state.Tuning.DecodeFactor, 3),
        };
    }

    /// <summary>The state to go on from; a new one in what the status does not tell, or tells of another interval or of long ago.</summary>
    /// <param name="now">The moment on the scale of <see cref="LocalPlanInputs.Now"/>.</param>
    public static LocalPlanState Restore(PoolPlanSpec spec, PoolPlanStatus status, DateTimeOffset domainNow, TimeSpan now)
    {
        var state = PlanInputs.NewState(spec) with { Recent = Recent(status, domainNow, now) };
        if (status.Learned is not { } learned) return state;
        return state with
        {
            Forecaster = History(spec, learned, domainNow) is { } history
                ? TrafficForecaster.Replay(state.Forecaster.Requests.Options, state.Forecaster.IntervalSeconds, history)
                : state.Forecaster,
            Bursts = Tape(learned, domainNow) is { } tape ? state.Bursts with { Tape = tape } : state.Bursts,
            Startup = new StartupTimes(
                RoleStartup.Unknown with { Seconds = [.. learned.PrefillStartSeconds.Where(double.IsPositive)] },
                RoleStartup.Unknown with { Seconds = [.. learned.DecodeStartSeconds.Where(double.IsPositive)] }),
            Tuning = LatencyTuning.Of(learned.PrefillTuning, learned.DecodeTuning),
        };
    }

    /// <summary>A recording that ended longer ago than it is long says little about now.</summary>
    private static TrafficHistory? History(PoolPlanSpec spec, PlanLearning learned, DateTimeOffset domainNow)
    {
        if (learned.IntervalSeconds != spec.ThroughputScaling.IntervalSeconds
            || SeriesText.Read(learned.Requests) is not { Count: > 0 } requests
            || SeriesText.Read(learned.Isl) is not { } isl || isl.Count != requests.Count
            || SeriesText.Read(learned.Osl) is not { } osl || osl.Count != requests.Count
            || domainNow - learned.Until > TimeSpan.FromSeconds((double)requests.Count * learned.IntervalSeconds.Value))
        {
            return null;
        }

        return new TrafficHistory(requests, isl, osl);
    }

    /// <inheritdoc cref="History"/>
    /// <remarks>
    /// Nobody looked since. As silence the gap would hide traffic, and left out it would bring old bursts nearer: it passes at the
    /// tape's mean.
    /// </remarks>
    private static DemandTape? Tape(PlanLearning learned, DateTimeOffset domainNow)
    {
        if (SeriesText.Read(learned.Looks) is not { Count: > 0 and <= DemandTape.MostLooks } looks || learned.Until is not { } until) return null;
        var (tape, gap) = (new DemandTape(looks), (domainNow - until).TotalSeconds);
        if (gap > tape.Seconds) return null;
        return gap < DemandTape.LookSeconds ? tape : tape.Append(new TrafficLook(looks.Average(), gap));
    }

    /// <summary>What was wanted last still holds a shrink back.</summary>
    private static ImmutableArray<RecentDesired> Recent(PoolPlanStatus status, DateTimeOffset domainNow, TimeSpan now) =>
        status is { DecidedAt: { } decided, Sizing.Raw: { } raw }
            ? [new RecentDesired(now - (domainNow > decided ? domainNow - decided : TimeSpan.Zero), new ReplicaPair(raw.Prefill ?? 0, raw.Decode ?? 0))]
            : [];

    private static double[] Seconds(RoleStartup startup) => [.. startup.Seconds.Select(seconds => Math.Round(seconds, 1))];
}
