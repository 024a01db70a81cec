namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>What a band guard did with a proposal.</summary>
public enum BandVerdict
{
    /// <summary>The proposal passed, possibly shortened on its own way.</summary>
    Accepted,

    /// <summary>Any move would leave the band or reverse the proposal's direction, so nothing moves.</summary>
    Hold,

    /// <summary>The current state itself is outside the band or below an endpoint floor and is brought back.</summary>
    Reconcile,
}
