namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>Says why a pool got what it got; the first sentence that is true is the reason.</summary>
internal static class OutcomeReason
{
    public static PoolOutcome Explain(OutcomeFacts facts)
    {
        var (reason, message) = Reason(facts);
        var wish = facts.Wish;
        return new PoolOutcome(
            wish.Pool.Id, wish.Current, wish.Desired, facts.Planned, facts.Granted, wish.Pool.GpusPerReplica, reason, message);
    }

    private static (GrantReason Reason, string Message) Reason(OutcomeFacts facts)
    {
        var (wish, limits) = (facts.Wish, facts.Limits);
        var pool = wish.Pool;
        if (wish.Standing == GrantReason.NotPlanned) return (GrantReason.NotPlanned, $"{pool.Id} has no plan with this budget; it is charged and not written.");
        if (facts.Planned < wish.Desired && facts.Planned < wish.Current) return Reduced(facts);
        if (facts.Planned < wish.Desired) return Denied(facts);
        if (facts.Planned > wish.Desired)
        {
            return facts.Planned <= wish.Current
                ? (GrantReason.FloorHeld, $"{pool.Id} wants {wish.Desired} replicas and keeps {facts.Planned}, because minGpus is {limits.MinGpus}.")
                : (GrantReason.FloorFill, $"{pool.Id} is raised from {wish.Desired} to {facts.Planned} replicas to reach minGpus {limits.MinGpus}.");
        }

        if (facts.Granted < facts.Planned)
        {
            return (GrantReason.WaitingForRoom, $"{pool.Id} goes to {facts.Planned} replicas once GPUs that are being released are free; {facts.Granted} now.");
        }

        if (wish.Standing is { } standing && facts.Planned == wish.Current) return (standing, Standing(facts, standing));
        return facts.Planned == wish.Current
            ? (GrantReason.AtDesired, $"{pool.Id} runs the {wish.Desired} replicas that it wants.")
            : (GrantReason.Granted, $"{pool.Id} goes from {wish.Current} to {facts.Granted} replicas.");
    }

    private static (GrantReason Reason, string Message) Reduced(OutcomeFacts facts) => facts.Gave
        ? (GrantReason.Rebalanced, $"{facts.Wish.Pool.Id} is reduced from {facts.Wish.Current} to {facts.Planned} replicas for the other pool of its graph, which is shorter of what it wants; maxGpus is {facts.Limits.MaxGpus}.")
        : facts.Standing.CeilingReachable
        ? (GrantReason.CeilingReduced, $"{facts.Wish.Pool.Id} is reduced from {facts.Wish.Current} to {facts.Planned} replicas, because the total exceeds maxGpus {facts.Limits.MaxGpus}.")
        : Unreachable(facts);

    private static (GrantReason Reason, string Message) Denied(OutcomeFacts facts)
    {
        var (wish, pool) = (facts.Wish, facts.Wish.Pool);
        if (!facts.Standing.CeilingReachable) return Unreachable(facts);
        if (pool.GpusPerReplica is null) return (GrantReason.ShapeUnknown, $"the GPUs per replica of {pool.Id} are unknown, so it cannot grow to {wish.Desired} replicas.");
        if (!pool.MayGrow) return (GrantReason.NotReady, $"{pool.Id} is not ready, so it cannot grow to {wish.Desired} replicas yet.");
        if (!facts.Standing.ShapeKnown) return (GrantReason.ShapeUnknown, $"{pool.Id} cannot grow to {wish.Desired} replicas while the GPUs of another pool are unknown.");
        return facts.Planned > wish.Current
            ? (GrantReason.GpuBudget, $"{pool.Id} wants {wish.Desired} replicas and gets {facts.Planned}: one more would make {facts.TotalWithOneMore} GPUs, maxGpus is {facts.Limits.MaxGpus}.")
            : (GrantReason.AtCeiling, $"{pool.Id} wants {wish.Desired} replicas and stays at {facts.Planned}: one more would make {facts.TotalWithOneMore} GPUs, maxGpus is {facts.Limits.MaxGpus}.");
    }

    private static (GrantReason Reason, string Message) Unreachable(OutcomeFacts facts) =>
        (GrantReason.CeilingUnreachable, $"with every planned pool at its endpoint floor {facts.Standing.PlannedGpus} GPUs are still charged, maxGpus is {facts.Limits.MaxGpus}: raise it or scale unplanned graphs down.");

    private static string Standing(OutcomeFacts facts, GrantReason standing) => standing == GrantReason.ProposalExpired
        ? $"the proposal for {facts.Wish.Pool.Id} is older than {facts.ProposalTtl.TotalSeconds:0} s, so its {facts.Wish.Current} replicas stay."
        : $"no plan has proposed anything for {facts.Wish.Pool.Id} yet, so its {facts.Wish.Current} replicas stay.";
}
