using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// The ceilings, as bounds on what can be stored. The bound of a graph is what is stored, or what is admitted and may still
/// be stored, whichever is more; of a budget the sum over its graphs. Three things must hold: a bound goes up only in a
/// write of a cell or an answer; it then stays within the ceiling that the cell has in force; over a ceiling that was
/// lowered a replica adds nothing to what it sees committed. What is stored never exceeds the bound, by its definition.
/// </summary>
internal sealed class Promises(World world)
{
    private readonly Dictionary<(ReservationBase Base, GpuVector Target), (TimeSpan At, ulong CellVersion)> _allowed = [];
    private readonly List<Claim> _claims = [];

    /// <summary>
    /// Somebody was admitted here by a replica that does not charge this budget for it, or in a ledger that the budget is
    /// not in any more. Others may, without a way of knowing, so from then on it is left out.
    /// </summary>
    private readonly bool[,] _hasEscaped = new bool[Names.Budgets.Length, Names.Graphs.Length];

    private readonly bool _mayExceed = Editing.MayExceed(world.Setup);

    /// <summary>A component whose graph is gone may be seen only after its room was given away.</summary>
    private readonly bool _mayBeFound = Array.Exists(world.Setup.Components, component => component is not null);

    private readonly bool _mayChangeJudge = Editing.MayChangeJudge(world.Setup);

    public string? Broken { get; private set; }

    /// <summary>Some replica still charges the first budget for the shared namespace though it left.</summary>
    public bool IsSharedHeldOver => Array.Exists(world.Replicas, replica => replica.Governing.FirstHasShared);

    /// <summary>A ledger was tampered with: promises made before are forgotten.</summary>
    public bool IsLedgerForgotten { get; set; }

    public void Break(string what) => Broken ??= what;

    public Picture PictureOf(Replica replica) => Picture.Of(replica, countsCommitted: _mayExceed || _mayBeFound);

    /// <summary>The edit of the budget that its ledger has in force; the one given where the ledger has none.</summary>
    public StoredBudget InForce(StoredBudget known) =>
        world.Server.Cell(known.Cohort)?.BudgetGenerations.TryGetValue(Names.Budgets[known.Index], out var inForce) == true
            ? world.Server.Edit(known.Index, inForce.Generation)
            : known;

    /// <summary>A reservation or an answer of a replica with this picture holds nothing for the budgets that it knows nothing of.</summary>
    public void LetEscape(Picture picture, int cohort, int slot)
    {
        if (slot < 0)
            return;

        for (var budget = 0; budget < Names.Budgets.Length; budget++)
        {
            _hasEscaped[budget, slot] |= !picture.Governs(budget, slot)
                || picture[budget]!.Cohort != cohort
                || world.Server.Budgets[budget]!.Cohort != cohort;
        }
    }

    /// <summary>An advisory budget lets everything pass, also what nobody had the time to judge and hold.</summary>
    public void LetPassUnjudged(Picture picture, Request request, LedgerVerdict verdict)
    {
        if (!verdict.IsUndecided)
            return;

        for (var budget = 0; budget < Names.Budgets.Length; budget++)
            _hasEscaped[budget, request.Slot] |= picture.Governs(budget, request.Slot);
    }

    public SlotBounds Bounds()
    {
        Claim();
        var bounds = default(SlotBounds);
        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            var (graph, adapter) = (world.Server.Graphs[slot], world.Server.Adapters[slot]);
            var observed = world.Server.HasShrunk(slot) ? 0 : graph?.ObservedGpus ?? 0;
            bounds[slot] = Reach.Of(slot, graph?.Pools, observed, adapter?.Replicas ?? 0, _claims);
        }

        return bounds;
    }

    public void CheckGrowth(Picture picture, SlotBounds before, string cause)
    {
        var after = Bounds();
        for (var index = 0; index < Names.Budgets.Length; index++)
        {
            if (picture[index] is not { } known)
                continue;

            var (was, became, loose) = (0, 0, 0);
            for (var slot = 0; slot < Names.Graphs.Length; slot++)
            {
                if (picture.Governs(index, slot) && !_hasEscaped[index, slot])
                    (was, became) = (was + before[slot], became + after[slot]);

                // One that this replica has not seen yet binds it when it does.
                if (picture.Governs(index, slot) && picture.CountsLoose(slot) && world.Server.IsLoose(slot))
                    loose += world.Server.Components[slot]!.HeldGpus;
            }

            var inForce = InForce(known);
            if (became > was && inForce is { IsActive: true, MaxGpus: >= 0 } && became + loose > inForce.MaxGpus && became + loose > picture.Committed(index))
                Break($"{cause} admits {became + loose} GPUs of {Names.Budgets[index]} where {was + loose} were admitted and {inForce.MaxGpus} are allowed");
        }
    }

    /// <summary>An edit of a budget that is in force stays so until there is a newer one.</summary>
    public void CheckEdits(LedgerCell? before, LedgerCell after)
    {
        foreach (var (budget, edit) in before?.BudgetGenerations ?? LedgerCell.Blank.BudgetGenerations)
        {
            if (!IsLedgerForgotten && after.BudgetGenerations.TryGetValue(budget, out var now) && now.Generation < edit.Generation)
                Break($"edit {edit.Generation} of {budget} was in force, and then {now.Generation} is");
        }
    }

    public void CheckStored()
    {
        if (_mayExceed)
            return;

        for (var index = 0; index < Names.Budgets.Length; index++)
        {
            if (world.Server.Budgets[index] is not { IsActive: true, MaxGpus: >= 0 } budget)
                continue;

            var stored = 0;
            for (var slot = 0; slot < Names.Graphs.Length; slot++)
            {
                if (world.Replicas[0].Governing.Governs(index, slot))
                    stored += world.Server.Graphs[slot]?.Pools.GpusWith(world.Server.Adapters[slot]?.Replicas ?? 0) ?? 0;
            }

            if (stored > budget.MaxGpus)
                Break($"{stored} GPUs of {Names.Budgets[index]} are stored and {budget.MaxGpus} are allowed");
        }
    }

    /// <summary>Once everything was seen, each ledger charges exactly the components that no graph stands for.</summary>
    public void CheckComponents()
    {
        foreach (var machine in world.Machines)
        {
            for (var slot = 0; machine.IsRunning && slot < Names.Graphs.Length; slot++)
            {
                var (charged, held) = (Reach.OfComponent(slot, machine.State), world.Server.IsLoose(slot) ? world.Server.Components[slot]!.HeldGpus : 0);
                if (charged != held)
                    Break($"{machine} charges {charged} GPUs for {Names.Components[slot]}, which holds {held}");
            }
        }
    }

    public void CheckAnswer(Machine machine, Ticket ticket, LedgerVerdict verdict)
    {
        if (ticket.Review.GrowsNothing)
        {
            CheckReduction(machine, ticket.Review, verdict);
            return;
        }

        if (ticket.Edition == machine.Replica.Edition)
            CheckRules(machine, ticket.Review, verdict);

        if (!ticket.Review.IsDryRun && !IsLedgerForgotten && !_mayChangeJudge && !verdict.IsUndecided && verdict.Reason != VerdictReason.BaseMovedOn)
            CheckStands(machine, ticket.Review, verdict);
    }

    private void CheckReduction(Machine machine, LedgerReview review, LedgerVerdict verdict)
    {
        if (!verdict.IsAllowed)
            Break($"{review.Base} to {review.Target} only gives GPUs back and is {verdict.Outcome}");

        if (verdict.FloorBreach is { } floor && floor.RemainingGpus >= floor.MinGpus)
            Break($"{machine} warns that {floor.RemainingGpus} GPUs are less than {floor.MinGpus}");
    }

    /// <summary>Nothing grows under two budgets, and nobody is turned away by a budget that only advises.</summary>
    private void CheckRules(Machine machine, LedgerReview review, LedgerVerdict verdict)
    {
        var slot = Names.SlotOf(review.Graph);
        var governing = machine.Replica.Governing;
        if (slot < 0)
            return;

        // A live list may have shown the machine an edit that the stores do not show yet.
        var budgets = machine.IsRunning ? machine.State.View.BudgetsOf(review.Graph) : [];
        if (governing.IsActiveOverlap(slot)
            && (budgets.Length > 1 ? budgets.Any(budget => budget.Mode == EnforcementMode.Active) : governing.First!.Cohort != governing.Second!.Cohort)
            && !review.Target.OnGpus().Pools.IsEmpty
            && verdict is { IsAllowed: true, Reason: not (VerdictReason.AlreadyReserved or VerdictReason.BaseMovedOn) })
        {
            Break($"{machine} lets {review.Graph} grow under two budgets");
        }

        if (!verdict.IsAllowed && review.Source != ReviewSource.Grant && governing.Only(slot) is { IsActive: false } && budgets.All(budget => budget.Mode == EnforcementMode.Advisory))
            Break($"{machine} turns {review.Graph} away in the name of a budget that only advises");
    }

    /// <summary>
    /// An answer stands: what was allowed and can still be stored is not refused by anybody who has seen the ledger in
    /// which it is held.
    /// </summary>
    private void CheckStands(Machine machine, LedgerReview review, LedgerVerdict verdict)
    {
        var key = (review.Base, review.Target);
        if (verdict.IsAllowed)
            _allowed.TryAdd(key, (world.Now, world.Server.CellVersion(machine.Cohort)));
        else if (verdict.Outcome == VerdictOutcome.Refused
            && _allowed.TryGetValue(key, out var allowed)
            && world.Now < allowed.At + Serving.RequestLimit
            && machine.State.CellVersion >= allowed.CellVersion
            && CanStillBeStored(Names.SlotOf(review.Graph), review.Base))
        {
            Break($"{review.Base} to {review.Target} was allowed at {allowed.At.TotalSeconds} s and is refused now");
        }
    }

    /// <summary>Gathers what is admitted and may still be stored.</summary>
    private void Claim()
    {
        _claims.Clear();
        for (var cohort = 0; cohort < Names.Budgets.Length; cohort++)
        {
            foreach (var held in world.Server.Cell(cohort)?.Reservations ?? [])
                Add(held.Base, held.Graph, held.Target);
        }

        foreach (var request in world.Requests)
        {
            if (request is { Phase: RequestPhase.Admitted, IsDryRun: false, Review: { } review })
                Add(review.Base, review.Graph, review.Target);
        }
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
            return Array.Exists(world.Requests, request => !request.IsDone && request.Review?.Base.Uid == start.Uid);

        return start.Kind == GovernedKind.Graph
            ? world.Server.Graphs[slot] is { } graph && graph.Uid == start.Uid && graph.Version == start.ResourceVersion
            : world.Server.Adapters[slot] is { } adapter && adapter.Uid == start.Uid && adapter.Version == start.ResourceVersion;
    }
}
