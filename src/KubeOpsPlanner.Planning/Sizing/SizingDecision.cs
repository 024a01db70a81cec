using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>What to run, why, and every step that led there.</summary>
/// <param name="Desired">Replicas to run; equal to current on a hold.</param>
/// <param name="LowerBound">What the demand asks for within step cap, endpoint floors and ceiling; the load loop's floor.</param>
/// <param name="Raw">Replicas for the demand before any limit, for the stabilisation window of later decisions; null on a hold.</param>
/// <param name="DemandRequestsPerSecond">Null while unknown.</param>
public sealed record SizingDecision(
    ReplicaPair Current,
    ReplicaPair Desired,
    ReplicaPair LowerBound,
    ReplicaPair? Raw,
    double? DemandRequestsPerSecond,
    SizingReason Reason,
    string Message,
    ComponentSizing? Prefill,
    ComponentSizing? Decode,
    ImmutableArray<SizingStep> Steps)
{
    public bool Changes => Desired != Current;

    /// <summary>What changes, "prefill/decode (1,2) to (2,2)" or, of one role, "decode 1 to 2".</summary>
    public string Change => (Prefill, Decode) switch
    {
        (not null, null) => $"prefill {Current.Prefill} to {Desired.Prefill}",
        (null, not null) => $"decode {Current.Decode} to {Desired.Decode}",
        _ => $"prefill/decode {Current} to {Desired}",
    };

    /// <summary>True when something unknown, not a limit, kept the replicas where they are.</summary>
    public bool IsHold => Reason is SizingReason.NoTrafficData or SizingReason.PredictFailed or SizingReason.ModelNotReady;
}
