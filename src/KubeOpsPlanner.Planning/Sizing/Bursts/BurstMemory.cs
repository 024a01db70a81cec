using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Bursts;

/// <summary>What a plan knows about the bursts of its traffic. Replace it whole.</summary>
/// <param name="Prefill">Null while unknown, or where the plan does not manage the role.</param>
/// <param name="Decode">Null while unknown, or where the plan does not manage the role.</param>
public sealed record BurstMemory(DemandTape Tape, RoleRule? Prefill, RoleRule? Decode)
{
    public static BurstMemory Empty { get; } = new(DemandTape.Empty, null, null);

    public bool HasRules => Prefill is not null || Decode is not null;

    /// <summary>What both rules ask for now; null while there is none.</summary>
    public ReplicaPair? Wanted => !HasRules ? null : new ReplicaPair(Prefill?.Wanted(Tape) ?? 0, Decode?.Wanted(Tape) ?? 0);

    /// <summary>For which what was wanted is kept; null while there is no rule.</summary>
    public double? HoldSeconds => Longest(Prefill) is var prefill && Longest(Decode) is { } decode ? Math.Max(prefill ?? 0, decode) : Longest(Prefill);

    /// <summary>In which a backlog is worked off; null while there is no rule.</summary>
    public double? DrainSeconds => (Prefill ?? Decode) is { } role ? BurstDefaults.DrainSeconds(role.StartSeconds ?? BurstDefaults.StartSeconds) : null;

    public BurstMemory Append(TrafficLook look) => this with { Tape = Tape.Append(look) };

    /// <summary>Rules for what replicas now carry and the lengths that requests now have. A role that never started one is taken to start like the other.</summary>
    /// <param name="prefill">Null for a role that is not managed, or of which nothing is known.</param>
    /// <param name="decode">Null for a role that is not managed, or of which nothing is known.</param>
    public BurstMemory Renew(BurstTerms terms, RoleService? prefill, RoleService? decode) => this with
    {
        Prefill = prefill is null ? null : Renew(Prefill, prefill, terms.Startup.Prefill.SlowestSeconds ?? terms.Startup.Decode.SlowestSeconds, terms.MinEndpoints.Prefill, terms),
        Decode = decode is null ? null : Renew(Decode, decode, terms.Startup.Decode.SlowestSeconds ?? terms.Startup.Prefill.SlowestSeconds, terms.MinEndpoints.Decode, terms),
    };

    private RoleRule Renew(RoleRule? previous, RoleService service, double? startSeconds, int floor, BurstTerms terms)
    {
        // Requests that no engine could serve in time are not held against a rule that cannot help them.
        var allowed = 1 - terms.Percentile;
        if (service.HopelessShare >= allowed) allowed = 1 - (terms.Percentile * (1 - service.HopelessShare));
        return RoleRule.Renew(previous, Tape, service, startSeconds, allowed, floor, terms.FallbackHoldSeconds);
    }

    private static double? Longest(RoleRule? role) => role is null ? null : role.Rule.HoldSeconds ?? role.StartSeconds;
}

/// <summary>What rules are made for.</summary>
/// <param name="Percentile">The share of requests that shall meet their targets, 0 to 1.</param>
/// <param name="FallbackHoldSeconds">For which replicas are kept until a rule was learned.</param>
public readonly record struct BurstTerms(double Percentile, StartupTimes Startup, ReplicaPair MinEndpoints, double FallbackHoldSeconds);
