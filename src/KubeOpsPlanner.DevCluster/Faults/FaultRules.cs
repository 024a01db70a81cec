using KubeOpsPlanner.DevCluster.Authorization;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>
/// The rules in the order in which they were added; the first one that matches a request and wins its draw befalls it.
/// Reads no clock and draws from the rules' seeds, so the same requests at the same times meet the same faults.
/// </summary>
public sealed class FaultRules
{
    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _faults = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next rule that comes or goes.</summary>
    internal Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    public IReadOnlyList<FaultStatus> List(DateTimeOffset now)
    {
        lock (_gate)
            return [.. _faults.Select(fault => Describe(fault, now))];
    }

    /// <param name="version">The newest resourceVersion, which stale lists go on showing.</param>
    /// <exception cref="FaultRuleException">The rule makes no sense, or its name is that of one that is at work.</exception>
    public void Add(FaultRule rule, long version, DateTimeOffset now)
    {
        if (rule.Problems().ToList() is { Count: > 0 } problems)
            throw new FaultRuleException($"fault \"{rule.Name}\": {string.Join("; ", problems)}");
        lock (_gate)
        {
            if (_faults.Find(fault => fault.Rule.Name == rule.Name) is { } same)
            {
                if (same.State(now) == FaultStatus.Active)
                    throw new FaultRuleException($"fault \"{rule.Name}\" is already there: remove it first, or choose another name");
                _faults.Remove(same);
            }

            _faults.Add(new ActiveFault(rule, version, now));
            Announce();
        }
    }

    /// <returns>False when there is none of that name.</returns>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            var isThere = _faults.RemoveAll(fault => fault.Rule.Name == name) > 0;
            Announce();
            return isThere;
        }
    }

    /// <returns>How many there were.</returns>
    public int Clear()
    {
        lock (_gate)
        {
            var count = _faults.Count;
            _faults.Clear();
            Announce();
            return count;
        }
    }

    /// <param name="isEligible">Rules that this is about, beside those that match.</param>
    internal ActiveFault? Draw(AccessRequest request, string userAgent, DateTimeOffset now, Func<ActiveFault, bool>? isEligible = null)
    {
        lock (_gate)
        {
            return _faults.Find(fault => Befalls(fault.Rule, request, userAgent)
                && (isEligible is null || isEligible(fault)) && fault.TryHit(now));
        }
    }

    /// <summary>When a fault that has befallen somebody is over; null when that is open.</summary>
    internal (bool IsOver, DateTimeOffset? EndsAt) Outlook(ActiveFault fault, DateTimeOffset now)
    {
        lock (_gate)
            return (now >= fault.EndsAt || !_faults.Contains(fault), fault.EndsAt);
    }

    private static bool Befalls(FaultRule rule, AccessRequest request, string userAgent) =>
        (rule.Match.Verbs.Count > 0 || FaultEffects.DefaultVerbs(rule.Effect).Contains(request.Verb))
        && rule.Match.Matches(request, userAgent);

    private static FaultStatus Describe(ActiveFault fault, DateTimeOffset now) => new(
        fault.Rule, fault.State(now), fault.Hits,
        fault.EndsAt is { } end ? (end > now ? end - now : TimeSpan.Zero) : null);

    private void Announce()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
