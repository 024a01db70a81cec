using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>The components that a plan sizes; a role that the mode does not manage is null.</summary>
public sealed record PlanRoles(GraphComponent? Prefill, GraphComponent? Decode)
{
    /// <summary>Replicas that graph and adapters ask for; without a graph those that the roles themselves do.</summary>
    public ReplicaPair Current(PlanFacts facts)
    {
        var vector = facts.Target?.Vector(facts.Adapters) ?? ReplicaVector.Of([.. new[] { Prefill, Decode }.OfType<GraphComponent>()]);
        return new ReplicaPair(Replicas(vector, Prefill), Replicas(vector, Decode));
    }

    /// <summary>Replicas that serve, as far as the graph says so.</summary>
    public ServingReplicas Ready => new(Of(Prefill), Of(Decode));

    public GpusPerReplica Gpus(PlanFacts facts) => new(
        facts.Spec.Engine.PrefillGpus ?? Prefill?.Shape.GpusPerReplica,
        facts.Spec.Engine.DecodeGpus ?? Decode?.Shape.GpusPerReplica);

    /// <summary>Wanted replicas by component name.</summary>
    public IReadOnlyDictionary<string, int> Wanted(ReplicaPair desired)
    {
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Prefill is not null)
        {
            wanted[Prefill.Name] = desired.Prefill;
        }

        if (Decode is not null)
        {
            wanted[Decode.Name] = desired.Decode;
        }

        return wanted;
    }

    private static int? Of(GraphComponent? component) => component is null ? 0 : component.Status?.Serving;

    private static int Replicas(ReplicaVector vector, GraphComponent? component) =>
        component is null ? 0 : vector[component.Name]?.Replicas ?? 0;
}
