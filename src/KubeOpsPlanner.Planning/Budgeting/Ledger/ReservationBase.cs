namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// The exact state of the object that a change starts from. The API server runs admission inside its own
/// compare-and-set on this version, so of all changes admitted on one base at most one can be stored.
/// </summary>
/// <param name="ResourceVersion">The old object's; 0 for a creation, whose review already carries the UID.</param>
public sealed record ReservationBase(GovernedKind Kind, string Namespace, string Name, string Uid, ulong ResourceVersion)
{
    public bool IsCreation => ResourceVersion == 0;

    public override string ToString() => $"{Kind} {Namespace}/{Name} ({Uid}) at {ResourceVersion}";
}
