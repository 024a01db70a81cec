using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>
/// A write that only repeats what an adapter asks for in its graph, or the graph in its adapter, is no wish of the one
/// who makes it.
/// </summary>
public sealed class MirrorsWhatIsStored : IGateCheck
{
    public GateFinding? Check(GateSnapshot snapshot)
    {
        var question = snapshot.Question;
        var isMirror = snapshot.IsMirrorPrincipal
            || (question.Base.Kind == GovernedKind.Graph ? RepeatsAdapters(snapshot) : RepeatsGraph(snapshot));
        return isMirror ? new GateFinding(GateOutcome.AskLedger, "Mirror") : null;
    }

    private static bool RepeatsAdapters(GateSnapshot snapshot) =>
        !snapshot.Question.Base.IsCreation
        && snapshot.Question.ChangedPools.All(component =>
            snapshot.Question.Old.Pools.TryGetValue(component, out var old)
            && snapshot.Question.Target.Pools.TryGetValue(component, out var target)
            && old.GpusPerReplica == target.GpusPerReplica
            && snapshot.StoredAdapters.Any(adapter =>
                adapter.Replicas == target.Replicas && FactProjection.ComponentOf(adapter, snapshot.StoredGraph) == component));

    private static bool RepeatsGraph(GateSnapshot snapshot)
    {
        var (component, target) = snapshot.Question.Target.Pools.Single();
        return snapshot.StoredGraph?.Component(component) is { } stored && stored.Replicas == target.Replicas;
    }
}
