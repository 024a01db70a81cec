using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Replicas that serve, role by role: one role that is stuck says nothing about the other. Null where unknown.</summary>
public readonly record struct ServingReplicas(int? Prefill, int? Decode)
{
    public static ServingReplicas Of(ReplicaPair pair) => new(pair.Prefill, pair.Decode);

    /// <summary>The roles in which this many served then and now; null where that changed or is not known.</summary>
    public ServingReplicas Throughout(ServingReplicas before) =>
        new(Prefill == before.Prefill ? Prefill : null, Decode == before.Decode ? Decode : null);

    /// <summary>The roles in which exactly the wanted replicas serve.</summary>
    public ServingReplicas Settled(ReplicaPair wanted) =>
        new(Prefill == wanted.Prefill ? Prefill : null, Decode == wanted.Decode ? Decode : null);
}
