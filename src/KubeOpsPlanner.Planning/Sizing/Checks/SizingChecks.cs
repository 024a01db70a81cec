using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>The limits in the order in which they act. A new one is a file and a place in these lists.</summary>
public static class SizingChecks
{
    /// <summary>What shapes the lower bound: a demand that passed these is what the load loop may not go below.</summary>
    public static ImmutableArray<SizingCheck> Bounds { get; } =
    [
        BurstsAreCovered.Check,
        ShrinkLeavesAMargin.Check,
        ShrinkWaitsForTheStabilisationWindow.Check,
        StepStaysWithinTheCap.Check,
        EndpointFloorHolds.Check,
        CeilingFits.Check,
    ];

    /// <summary>What a proposal must pass before it is written.</summary>
    public static ImmutableArray<SizingCheck> Guards { get; } =
    [
        UnknownShapeOnlyShrinks.Check,
        BandKeepsItsDirection.Check,
    ];

    /// <summary>What shapes the load loop's proposal: its floor is the throughput loop's bound.</summary>
    public static ImmutableArray<SizingCheck> Load { get; } =
    [
        ShrinkWaitsForTheStabilisationWindow.Check,
        StepStaysWithinTheCap.Check,
        ThroughputFloorHolds.Check,
        EndpointFloorHolds.Check,
        CeilingFits.Check,
    ];

    /// <summary>While something is unknown the current replicas still obey floors and ceiling.</summary>
    public static ImmutableArray<SizingCheck> OnHold { get; } = [EndpointFloorHolds.Check, CeilingFits.Check];

    /// <summary>Passes a proposal on from check to check; keeps the steps that changed or decided something.</summary>
    public static (ReplicaPair Proposal, ImmutableArray<SizingStep> Steps) Run(
        ImmutableArray<SizingCheck> checks, SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var steps = ImmutableArray.CreateBuilder<SizingStep>();
        foreach (var check in checks)
        {
            var step = check(snapshot, proposal);
            proposal = step.After;
            if (step.Acted) steps.Add(step);
        }

        return (proposal, steps.ToImmutable());
    }
}
