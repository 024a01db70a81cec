namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>A question to the ledger: may this object go from its old to its new size?</summary>
/// <param name="Id">Names the answer; says nothing about the change, since the API server may ask again under another.</param>
/// <param name="Old">What the written object asks for now; empty on creation.</param>
/// <param name="Target">What it would ask for; empty on deletion. See <see cref="Reservation.Target"/>.</param>
public sealed record LedgerReview(
    string Id,
    ReservationBase Base,
    GraphId Graph,
    GpuVector Old,
    GpuVector Target,
    ReviewSource Source = ReviewSource.Client,
    bool IsDryRun = false)
{
    /// <inheritdoc cref="GpuVector.Covers(GpuVector, GovernedKind)"/>
    public bool GrowsNothing => Old.Covers(Target, Base.Kind);
}
