using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>The limits in the order in which they act. A new one is a file and a place in these lists.</summary>
public static class SizingChecks
{
    /// <summary>What shapes the lower bound: a demand that passed these is what the load loop may not go below.</summary>
    public static ImmutableArray<SizingCheck> Bounds { get; } =
    [
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

    /// <summary>While something is unknown the current replicas still obey floors and ceiling.</summary>
    public static ImmutableArray<SizingCheck> OnHold { get; } = [EndpointFloorHolds.Check, CeilingFits.Check];
}
