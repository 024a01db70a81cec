using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>Reads budgets, ledgers and plans, as far as the caller may; what stays closed is noted.</summary>
internal sealed class AccountGatherer(ICluster cluster)
{
    private const int MostEvents = 10;

    public async Task<IReadOnlyList<BudgetAccount>> BudgetsAsync(
        IReadOnlyList<string> namespaces, List<string> notes, CancellationToken cancellationToken)
    {
        if (await ReadAsync(Kinds.GlobalBudgets, null, "GlobalBudgets", notes, cancellationToken) is not { } budgets)
        {
            return [];
        }

        var labelled = budgets.Any(budget => budget.Spec.NamespaceSelector is not null)
            ? await ReadAsync(ForeignKinds.Namespaces, null, "namespaces", notes, cancellationToken)
            : null;
        var catalog = BudgetCatalog.Resolve(budgets, [.. labelled ?? []], before: null, static _ => true);
        var governing = namespaces.SelectMany(name => catalog.Governing(name)).DistinctBy(budget => budget.Name).ToList();
        if (governing.Count == 0)
        {
            notes.Add($"no GlobalBudget governs {string.Join(", ", namespaces)}");
        }

        var accounts = new List<BudgetAccount>();
        foreach (var budget in governing)
        {
            var cell = await CellAsync(budget.Cohort, notes, cancellationToken);
            accounts.Add(Account(budgets.Single(each => each.Metadata.Name == budget.Name), cell, budget));
        }

        return accounts;
    }

    public async Task<IReadOnlyList<PlanWord>> PlansAsync(
        IReadOnlyList<ObjectKey> graphs, List<string> notes, CancellationToken cancellationToken)
    {
        var words = new List<PlanWord>();
        foreach (var @namespace in graphs.Select(graph => graph.Namespace).Distinct())
        {
            var plans = await ReadAsync(Kinds.PoolPlans, new ListScope(@namespace), $"PoolPlans in {@namespace}", notes, cancellationToken);
            words.AddRange((plans ?? [])
                .Where(plan => plan.Spec.TargetRef is { } target && graphs.Contains(new ObjectKey(@namespace, target.Name)))
                .Select(plan => Word(plan, [])));
        }

        return words;
    }

    /// <returns>The plan and its graph; null when there is no such plan.</returns>
    public async Task<(PlanWord Word, ObjectKey Graph)?> PlanAsync(ObjectKey key, List<string> notes, CancellationToken cancellationToken)
    {
        if (await cluster.GetAsync(Kinds.PoolPlans, key, cancellationToken) is not { } plan)
        {
            return null;
        }

        var events = await ReadAsync(ForeignKinds.Events, new ListScope(key.Namespace), $"events in {key.Namespace}", notes, cancellationToken);
        var said = (events ?? [])
            .Where(each => each.InvolvedKind == Kinds.PoolPlans.Api.Kind && each.InvolvedName == key.Name)
            .OrderByDescending(each => each.LastTimestamp)
            .Take(MostEvents)
            .Select(each => new PlanEvent(each.LastTimestamp, each.Type, each.Reason, each.Count ?? 1, each.Message));
        return (Word(plan, [.. said]), new ObjectKey(key.Namespace, plan.Spec.TargetRef?.Name ?? ""));
    }

    private async Task<IReadOnlyList<T>?> ReadAsync<T>(
        Resource<T> resource, ListScope? scope, string what, List<string> notes, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return (await cluster.ListAsync(resource, scope, cancellationToken)).Items;
        }
        catch (ClusterException error)
        {
            notes.Add($"{what} cannot be shown: {error.Message}");
            return null;
        }
    }

    private async Task<LedgerCell?> CellAsync(string cohort, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.GetAsync(LedgerObject.Resource, ObjectKey.Cluster(cohort), cancellationToken))?.Cell;
        }
        catch (ClusterException error)
        {
            notes.Add($"BudgetLedger {cohort} cannot be shown: {error.Message}");
            return null;
        }
    }

    private static BudgetAccount Account(
        Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, LedgerCell? cell, GovernedBudget governed) => new(
            budget.Metadata.Name,
            budget.Spec.Mode.ToString(),
            budget.Spec.MaxGpus,
            budget.Spec.MinGpus,
            budget.Status.TotalGpus,
            budget.Status.ReservedGpus,
            [.. Charges(budget.Status)],
            [.. (cell?.Reservations ?? []).Where(held => governed.Governs(held.Graph.Namespace)).Select(Hold)],
            [.. budget.Status.Conditions.Select(Sentence)]);

    private static IEnumerable<Charge> Charges(GlobalBudgetStatus status)
    {
        var named = status.Pools
            .GroupBy(pool => pool.Pool[..Math.Max(0, pool.Pool.LastIndexOf('/'))], StringComparer.Ordinal)
            .Select(graph => new Charge(graph.Key, graph.Sum(pool => pool.Gpus ?? 0)))
            .Where(charge => charge.Gpus > 0)
            .OrderByDescending(charge => charge.Gpus).ThenBy(charge => charge.Graph, StringComparer.Ordinal)
            .ToList();
        var others = (status.TotalGpus ?? 0) - named.Sum(charge => charge.Gpus);
        return others > 0 ? named.Append(new Charge("(not listed)", others)) : named;
    }

    private static Hold Hold(Reservation held) => new(
        held.Graph.ToString(),
        $"{held.Base.Kind} {held.Base.Name} at {held.Base.ResourceVersion}{(held.IsGrant ? ", granted to a plan" : "")}",
        string.Join(", ", held.Target.Pools.Select(pool => $"{pool.Key} {pool.Value.Replicas}")),
        held.Target.Pools.Values.Any(pool => pool is { Replicas: > 0, GpusPerReplica: null }) ? null : held.Target.KnownGpus);

    private static PlanWord Word(Entity<PoolPlanSpec, PoolPlanStatus> plan, IReadOnlyList<PlanEvent> events)
    {
        var status = plan.Status;
        return new PlanWord(
            plan.Metadata.Key.ToString(),
            status.Phase?.ToString(),
            status.Reason,
            status.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.Message,
            status.Replicas,
            status.Desired,
            status.DecidedAt,
            status.Observed,
            status.Predicted,
            status.Sizing,
            status.Load,
            status.Conditions.Where(condition => condition.Type == "BudgetGranted").Select(Sentence).FirstOrDefault(),
            status.Conditions.Where(condition => condition is { Type: "TargetsReachable", Message.Length: > 0 }).Select(Sentence).FirstOrDefault(),
            events);
    }

    private static string Sentence(Condition condition) =>
        $"{condition.Type}={condition.Status}"
        + (condition.Reason.Length > 0 ? $" {condition.Reason}" : "")
        + (condition.Message.Length > 0 ? $": {condition.Message}" : "");
}
