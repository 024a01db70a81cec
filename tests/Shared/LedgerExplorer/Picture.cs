namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What a replica charges and counts when it decides: its machines may know more than its stores, from live lists.</summary>
/// <param name="FirstGoverned">A bit for each slot that it charges to the first budget.</param>
/// <param name="Loose">A bit for each slot whose component it charges by itself.</param>
/// <param name="FirstCommitted">What its view and the cell that it knows say is committed to the first budget.</param>
internal readonly record struct Picture(
    StoredBudget? First, StoredBudget? Second, int FirstGoverned, int SecondGoverned, int Loose, long FirstCommitted, long SecondCommitted)
{
    public StoredBudget? this[int budget] => budget == 0 ? First : Second;

    public static Picture Of(Replica replica, bool countsCommitted = true)
    {
        var (first, second) = (Governed(replica, 0), Governed(replica, 1));
        return new Picture(
            replica.Governing.First,
            replica.Governing.Second,
            first,
            second,
            LooseAt(replica, 0, first) | LooseAt(replica, 1, second),
            countsCommitted ? Count(replica, 0, first) : 0,
            countsCommitted ? Count(replica, 1, second) : 0);
    }

    public bool Governs(int budget, int slot) => (((budget == 0 ? FirstGoverned : SecondGoverned) >> slot) & 1) != 0;

    public long Committed(int budget) => budget == 0 ? FirstCommitted : SecondCommitted;

    public bool CountsLoose(int slot) => ((Loose >> slot) & 1) != 0;

    private static int LooseAt(Replica replica, int budget, int governed)
    {
        var loose = 0;
        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (((governed >> slot) & 1) != 0
                && replica.Governing[budget] is { } known
                && replica.Machines[known.Cohort] is { IsRunning: true } machine
                && machine.State.View[Names.Components[slot]].Facts is not null)
            {
                loose |= 1 << slot;
            }
        }

        return loose;
    }

    private static int Governed(Replica replica, int budget)
    {
        if (replica.Governing[budget] is not { } known)
            return 0;

        var machine = replica.Machines[known.Cohort];
        var limits = machine.IsRunning ? machine.State.View.Budgets.GetValueOrDefault(Names.Budgets[budget]) : null;
        var governed = 0;
        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (limits?.Governs(Names.Graphs[slot]) ?? replica.Governing.Governs(budget, slot))
                governed |= 1 << slot;
        }

        return governed;
    }

    private static long Count(Replica replica, int budget, int governed)
    {
        if (replica.Governing[budget] is not { } known || !replica.Machines[known.Cohort].IsRunning)
            return 0;

        var gpus = 0L;
        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (((governed >> slot) & 1) != 0)
                gpus += Reach.Of(slot, replica.Machines[known.Cohort].State) + Reach.OfComponent(slot, replica.Machines[known.Cohort].State);
        }

        return gpus;
    }
}
