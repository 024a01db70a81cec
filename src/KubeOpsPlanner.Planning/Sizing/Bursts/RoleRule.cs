namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>One role's rule, and what it takes to follow it until the next interval.</summary>
/// <param name="Service">What replicas carry, as known at the last interval.</param>
/// <param name="StartSeconds">Null while no start was measured.</param>
/// <param name="IsLearned">False for the rule that stands in until the tape and a start are known.</param>
public sealed record RoleRule(HoldRule Rule, RoleService Service, double? StartSeconds, bool IsLearned)
{
    /// <summary>Nothing is ordered for bursts, since they are over before it would serve.</summary>
    public bool BurstsEnd => IsLearned && Rule.HoldSeconds is null;

    /// <summary>How often the rule was renewed: which other rules are tried next.</summary>
    public int Turn { get; init; }

    /// <param name="previous">Of the interval before; null at first.</param>
    /// <param name="allowedShare">Of requests that may be late.</param>
    /// <param name="fallbackHoldSeconds">Until something was learned replicas are kept for so long.</param>
    public static RoleRule Renew(
        RoleRule? previous, DemandTape tape, RoleService service, double? startSeconds, double allowedShare, int floor, double fallbackHoldSeconds)
    {
        if (startSeconds is not { } start || tape.Seconds < BurstDefaults.LearningSeconds)
            return new RoleRule(new HoldRule(floor, fallbackHoldSeconds), service, startSeconds, IsLearned: false);
        var kept = previous is { IsLearned: true } ? previous.Rule : (HoldRule?)null;
        var turn = previous is null ? 0 : previous.Turn + 1;
        var rule = RuleSearch.Cheapest(new Rehearsal(tape, service, start), allowedShare, start, floor, kept, turn);
        return new RoleRule(rule, service, start, IsLearned: true) { Turn = turn };
    }

    /// <summary>What the rule asks for now.</summary>
    public int Wanted(DemandTape tape)
    {
        if (Rule.HoldSeconds is not { } hold) return Rule.Always;
        var smoothing = StartSeconds is { } start ? Rehearsal.Smoothing(Service, start) : BurstDefaults.UnmeasuredSmoothingSeconds;
        return Math.Max(Rule.Always, Service.Need(tape.Most(hold, smoothing)));
    }
}
