using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>An open watch that rules can stall and break.</summary>
internal sealed class FaultyWatch(FaultInjector faults, IWatchStream inner, AccessRequest request, string userAgent, int? breaksAfter)
    : IWatchStream
{
    // A rule that has drawn for this watch has decided, whatever it draws for others.
    private readonly Dictionary<ActiveFault, bool> _stalls = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _left = breaksAfter;

    public AccessRequest Request => request;

    public string UserAgent => userAgent;

    public Task Broken => _broken.Task;

    public async ValueTask<WatchEvent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_left-- <= 0)
            Break();
        var next = _broken.Task.IsCompleted ? null : await inner.NextAsync(cancellationToken).ConfigureAwait(false);
        if (next is not null)
            await faults.WhileStalledAsync(this, cancellationToken).ConfigureAwait(false);
        return _broken.Task.IsCompleted ? throw new ConnectionLostException() : next;
    }

    public void Break()
    {
        _broken.TrySetResult();
        inner.Dispose();
    }

    public void Dispose()
    {
        faults.Forget(this);
        inner.Dispose();
    }

    /// <summary>The rule that holds this watch back now.</summary>
    internal ActiveFault? Stall(FaultRules rules, DateTimeOffset now)
    {
        var held = _stalls.Where(decided => decided.Value && !rules.Outlook(decided.Key, now).IsOver).Select(decided => decided.Key).FirstOrDefault();
        if (held is not null)
            return held;
        var drawn = rules.Draw(request, userAgent, now, fault =>
            fault.Rule.Effect == FaultEffect.StallWatch && _stalls.TryAdd(fault, false));
        if (drawn is not null)
            _stalls[drawn] = true;
        return drawn;
    }
}
