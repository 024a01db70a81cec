using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>
/// Stands between clients and the core and lets rules befall their requests. What it does is said in the core's terms,
/// so that campaigns replay without sockets; what only a connection can suffer is a result of its own
/// (<see cref="LostAnswer"/>, <see cref="DelayedAnswer"/>, <see cref="ConnectionLostException"/>) for the shell to act out.
/// </summary>
public sealed class FaultInjector(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<FaultyWatch> _watches = [];

    public FaultRules Rules { get; } = new();

    /// <summary>Adds a rule; one that drops watches also breaks those that are open.</summary>
    /// <exception cref="FaultRuleException">The rule makes no sense, or its name is that of one that is at work.</exception>
    public void Add(FaultRule rule, long version, DateTimeOffset now)
    {
        Rules.Add(rule, version, now);
        if (rule.Effect != FaultEffect.DropWatch)
            return;
        List<FaultyWatch> open;
        lock (_gate)
            open = [.. _watches];
        foreach (var watch in open)
        {
            if (Rules.Draw(watch.Request, watch.UserAgent, now, fault => fault.Rule == rule) is not null)
                watch.Break();
        }
    }

    public ApiResult Handle(ApiRequest request, DateTimeOffset now, ApiHandler inner)
    {
        var access = AccessRequest.Of(request);
        var fault = Rules.Draw(access, request.UserAgent, now, each => each.Rule.Effect switch
        {
            // It befalls events, not the request that opens the watch.
            FaultEffect.StallWatch => false,
            FaultEffect.StaleList => StaleList.CanBefall(request, each),
            _ => true,
        });
        return fault?.Rule.Effect switch
        {
            FaultEffect.Conflict => FaultyAnswers.Conflict(access),
            FaultEffect.Throttle => FaultyAnswers.Throttled(fault.Rule),
            FaultEffect.Error => FaultyAnswers.Failure(fault.Rule),
            FaultEffect.Slow => new DelayedAnswer(fault.Rule.Delay, later => Track(inner(request, later), request, access, null)),
            FaultEffect.LoseRequest => new LostAnswer(fault.Rule.Delay, TookEffect: false),
            FaultEffect.LoseAnswer => Lose(inner(request, now), fault.Rule.Delay),
            FaultEffect.StaleList => inner(StaleList.Of(request, fault), now),
            FaultEffect.DropWatch => Track(inner(request, now), request, access, fault.Rule.AfterEvents),
            _ => Track(inner(request, now), request, access, null),
        };
    }

    internal void Forget(FaultyWatch watch)
    {
        lock (_gate)
            _watches.Remove(watch);
    }

    /// <summary>Returns when no rule holds this watch back any more.</summary>
    internal async ValueTask WhileStalledAsync(FaultyWatch watch, CancellationToken cancellationToken)
    {
        while (watch.Stall(Rules, time.GetUtcNow()) is { } stall)
        {
            var changed = Rules.Changed;
            var (isOver, endsAt) = Rules.Outlook(stall, time.GetUtcNow());
            if (isOver)
                continue;
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var end = endsAt is { } at ? Task.Delay(at - time.GetUtcNow(), time, waiting.Token) : Task.Delay(Timeout.Infinite, waiting.Token);
            await Task.WhenAny(changed, watch.Broken, end).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (watch.Broken.IsCompleted)
                return;
        }
    }

    private ApiResult Track(ApiResult result, ApiRequest request, AccessRequest access, int? breaksAfter)
    {
        if (result is not ApiWatch opened)
            return result;
        var watch = new FaultyWatch(this, opened.Stream, access, request.UserAgent, breaksAfter);
        lock (_gate)
            _watches.Add(watch);
        return new ApiWatch(watch);
    }

    private static ApiResult Lose(ApiResult result, TimeSpan after) => result is ApiAdmission admission
        ? admission with { Resume = (answers, later) => Lose(admission.Resume(answers, later), after) }
        : new LostAnswer(after, TookEffect: result is ApiResponse { Code: < 300 });
}
