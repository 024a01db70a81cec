using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What a replica charges and counts when it decides.</summary>
/// <param name="CommittedGpus">What its view says is committed; counted only where a run may go over the ceiling.</param>
internal readonly record struct Picture(bool ChargesSecond, long CommittedGpus, long KnownCeiling);

/// <summary>
/// The ceiling, as a bound on what can be stored. The bound is what is stored, or what is admitted and may still be
/// stored, whichever is more, graph by graph. Three things must hold: the bound goes up only in a write of the cell or an
/// answer; it then stays within the ceiling that the cell has in force; over a ceiling that was lowered a replica adds
/// nothing to what it sees committed. What is stored never exceeds the bound, by its definition.
/// </summary>
internal sealed class Promises(World world)
{
    private readonly Dictionary<(ReservationBase Base, GpuVector Target), (TimeSpan At, ulong CellVersion)> _allowed = [];
    private readonly List<Claim> _claims = [];

    public string? Broken { get; private set; }

    /// <summary>Some replica still charges the second namespace though it left.</summary>
    public bool IsSecondHeldOver => world.Replicas.Any(replica => replica.ChargesSecond);

    /// <summary>
    /// Somebody was admitted in the second namespace by a replica that does not charge it. Others may, without a way of
    /// knowing, so from then on it is left out.
    /// </summary>
    public bool HasEscaped { get; set; }

    /// <summary>The ledger was tampered with: promises made before are forgotten.</summary>
    public bool IsLedgerForgotten { get; set; }

    private bool MayExceed => world.Setup.Troubles.Contains(MoveKind.EditCeiling) || world.Setup.Troubles.Contains(MoveKind.LabelNamespace);

    public void Break(string what) => Broken ??= what;

    public Picture PictureOf(Replica replica) => new(
        replica.ChargesSecond, MayExceed ? Committed(replica) : 0, replica.Budget?.MaxGpus ?? 0);

    public long Ceiling(Picture picture) =>
        world.Server.Cell?.BudgetGenerations.TryGetValue(Names.Budget, out var inForce) == true
            ? world.Server.Ceilings[inForce.Generation]
            : picture.KnownCeiling;

    public int Bound(bool chargesSecond)
    {
        _claims.Clear();
        foreach (var held in world.Server.Cell?.Reservations ?? [])
            Add(held.Base, held.Graph, held.Target);

        foreach (var request in world.Requests)
        {
            if (request is { Phase: RequestPhase.Admitted, IsDryRun: false, Review: { } review })
                Add(review.Base, review.Graph, review.Target);
        }

        var bound = 0;
        for (var slot = 0; slot < (chargesSecond && !HasEscaped ? 3 : 2); slot++)
            bound += Bound(slot);

        return bound;
    }

    public void CheckGrowth(Picture picture, int before, string cause)
    {
        var after = Bound(picture.ChargesSecond);
        var ceiling = Ceiling(picture);
        if (after > before && after > ceiling && after > picture.CommittedGpus)
            Break($"{cause} admits {after} GPUs where {before} were admitted and {ceiling} are allowed");
    }

    public void CheckStored()
    {
        if (MayExceed)
            return;

        var stored = world.Server.SpecGpus(_ => true);
        if (stored > world.Setup.MaxGpus)
            Break($"{stored} GPUs are stored and {world.Setup.MaxGpus} are allowed");
    }

    /// <summary>
    /// An answer stands: what was allowed and can still be stored is not refused by anybody who has seen the ledger in
    /// which it is held.
    /// </summary>
    public void CheckAnswer(Replica replica, LedgerReview review, LedgerVerdict verdict)
    {
        if (review.IsDryRun || verdict.Reason is VerdictReason.Ungoverned or VerdictReason.BaseMovedOn || IsLedgerForgotten)
            return;

        var key = (review.Base, review.Target);
        if (verdict.IsAllowed)
            _allowed.TryAdd(key, (world.Now, world.Server.CellVersion));
        else if (verdict.Outcome == VerdictOutcome.Refused
            && _allowed.TryGetValue(key, out var allowed)
            && world.Now < allowed.At + Serving.RequestLimit
            && replica.State.CellVersion >= allowed.CellVersion
            && CanStillBeStored(Names.SlotOf(review.Graph), review.Base)
            && !world.Setup.Troubles.Contains(MoveKind.LabelNamespace))
        {
            Break($"{review.Base} to {review.Target} was allowed at {allowed.At.TotalSeconds} s and is refused now");
        }
    }

    /// <summary>What the replica's view and the cell that it knows say is committed.</summary>
    public static long Committed(Replica replica)
    {
        var reservations = replica.State.Cell?.Reservations ?? [];
        var gpus = 0L;
        for (var slot = 0; slot < (replica.ChargesSecond ? 3 : 2); slot++)
        {
            var id = Names.Graphs[slot];
            gpus += replica.State.View[id].ChargeWith([.. reservations.Where(held => held.Graph == id)]).Gpus;
        }

        return gpus;
    }

    private void Add(ReservationBase start, GraphId graph, GpuVector target)
    {
        var slot = Names.SlotOf(graph);
        if (slot >= 0 && CanStillBeStored(slot, start))
            _claims.Add(new Claim(slot, start.Kind, Pools.Of(target)));
    }

    private bool CanStillBeStored(int slot, ReservationBase start)
    {
        if (start.IsCreation)
            return world.Requests.Any(request => !request.IsDone && request.Review?.Base.Uid == start.Uid);

        return start.Kind == GovernedKind.Graph
            ? world.Server.Graphs[slot] is { } graph && graph.Uid == start.Uid && graph.Version == start.ResourceVersion
            : world.Server.Adapters[slot] is { } adapter && adapter.Uid == start.Uid && adapter.Version == start.ResourceVersion;
    }

    private int Bound(int slot)
    {
        var reach = world.Server.Adapters[slot]?.Replicas ?? 0;
        foreach (var claim in _claims)
        {
            if (claim.Slot == slot && claim.Kind == GovernedKind.Adapter)
                reach = Math.Max(reach, claim.Pools.Decode);
        }

        var graph = world.Server.Graphs[slot];
        var bound = Math.Max(graph?.ObservedGpus ?? 0, graph?.Pools.GpusWith(reach) ?? 0);
        foreach (var claim in _claims)
        {
            if (claim.Slot == slot && claim.Kind == GovernedKind.Graph)
                bound = Math.Max(bound, claim.Pools.GpusWith(reach));
        }

        return bound;
    }

    private readonly record struct Claim(int Slot, GovernedKind Kind, Pools Pools);
}
