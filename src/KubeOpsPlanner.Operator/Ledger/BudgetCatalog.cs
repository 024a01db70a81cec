using System.Collections.Immutable;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>All budgets and the namespaces they govern, at one moment.</summary>
public sealed class BudgetCatalog
{
    private readonly ImmutableSortedDictionary<string, GovernedBudget> _budgets;

    private BudgetCatalog(IEnumerable<GovernedBudget> budgets) =>
        _budgets = budgets.ToImmutableSortedDictionary(budget => budget.Name, budget => budget, StringComparer.Ordinal);

    public static BudgetCatalog Empty { get; } = new([]);

    public IEnumerable<GovernedBudget> All => _budgets.Values;

    public GovernedBudget? Find(string name) => _budgets.GetValueOrDefault(name);

    /// <summary>In the order of their names; more than one overlap.</summary>
    public ImmutableArray<GovernedBudget> Governing(string @namespace) => [.. All.Where(budget => budget.Governs(@namespace))];

    /// <summary>
    /// A namespace that leaves a selector stays with its budget while its graphs hold GPUs, unless another budget takes
    /// it over; otherwise relabelling would free GPUs that are still in use.
    /// </summary>
    /// <param name="before">
    /// The catalog until now; null at the start, when the budget's own status tells which namespaces it charged last.
    /// </param>
    /// <param name="holdsGpus">Whether the graphs of a namespace hold GPUs, or may.</param>
    public static BudgetCatalog Resolve(
        IEnumerable<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> budgets,
        IReadOnlyCollection<Namespace> namespaces,
        BudgetCatalog? before,
        Func<string, bool> holdsGpus)
    {
        var matches = budgets.ToDictionary(budget => budget, budget => Matching(budget.Spec, namespaces));
        var taken = matches.Values.SelectMany(matching => matching).ToHashSet(StringComparer.Ordinal);
        return new BudgetCatalog(matches.Select(pair =>
        {
            var heldOver = Charged(pair.Key, before)
                .Where(name => !taken.Contains(name) && holdsGpus(name))
                .ToImmutableSortedSet(StringComparer.Ordinal);
            return new GovernedBudget(pair.Key.Metadata, pair.Key.Spec, FirstLedgerRecord.Of(pair.Key.Status), pair.Value.Union(heldOver), heldOver, pair.Key.Status.Cohort);
        }));
    }

    private static ImmutableSortedSet<string> Matching(GlobalBudgetSpec spec, IReadOnlyCollection<Namespace> namespaces)
    {
        var named = spec.Namespaces
            ?? (spec.NamespaceSelector is { } selector
                ? namespaces.Where(each => selector.Matches(each.Metadata.Labels)).Select(each => each.Metadata.Name)
                : []);
        return named.ToImmutableSortedSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Charged(Entity<GlobalBudgetSpec, GlobalBudgetStatus> budget, BudgetCatalog? before)
    {
        if (budget.Spec.NamespaceSelector is null)
            return [];

        return before?.Find(budget.Metadata.Name) is { } known && known.Metadata.Uid == budget.Metadata.Uid
            ? known.Namespaces
            : budget.Status.Namespaces.Where(each => each.Gpus > 0).Select(each => each.Namespace);
    }
}
