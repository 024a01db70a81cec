using System.Collections.Immutable;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>What the arbiter is asked: pools from the stores, charges from the ledger.</summary>
public static class ArbitrationInput
{
    public static ArbitrationSnapshot Of(BudgetFacts facts, BudgetPicture picture, IReadOnlyList<PoolFacts> pools)
    {
        var read = pools.Select(pool => pool.State.Id.GraphId).ToHashSet();
        var (own, others) = Split(picture.Graphs, graph => read.Contains(IdOf(graph)));
        return new ArbitrationSnapshot
        {
            Limits = new GpuBand(facts.Spec.MinGpus, facts.Spec.MaxGpus),
            Pools = [.. pools.Select(pool => pool.State)],
            Charges = own.ToImmutableDictionary(IdOf, graph => Clamp(graph.Gpus)),

            // Whatever the ledger holds beyond the graphs that were read, e.g. for one that is about to be created.
            OtherChargedGpus = Clamp(Math.Max(0, picture.TotalGpus - own.Sum(graph => graph.Gpus))),
            OthersUnknown = others.Any(graph => !graph.IsShapeKnown),
            ProposalTtl = TimeSpan.FromSeconds(facts.Spec.IntentTtlSeconds),
        };
    }

    private static GraphId IdOf(GraphPicture graph) => new(graph.Graph.Namespace, graph.Graph.Name);

    private static int Clamp(long gpus) => (int)Math.Min(int.MaxValue, gpus);

    private static (List<T> Yes, List<T> No) Split<T>(IEnumerable<T> items, Func<T, bool> isYes)
    {
        var sides = items.ToLookup(isYes);
        return ([.. sides[true]], [.. sides[false]]);
    }
}
