using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>
/// The one place that says how many GPUs a replica adds. Components of every type count when they hold GPUs.
/// </summary>
/// <remarks>
/// What the spec declares decides: container limits, else requests, over containers, sidecars and init containers,
/// times the nodes of a replica. A pod without a request and without a claim is given no GPU by the scheduler, so
/// silence is a known 0, unless parallelism arguments say that the engine expects some. Claims (DRA) do not tell their
/// size: there the reported <c>gpusPerReplica</c> is needed, and until it is current the shape is unknown. A report may
/// raise what the spec declares, never lower it, because tenants can write status.
/// </remarks>
internal static class GpuCounting
{
    public static GpuShape PerReplica(ComponentLayout component, ComponentStatus? status, bool isStatusCurrent)
    {
        if (component.InvalidReplicas is { } replicas)
        {
            return GpuShape.Unknown($"replicas is {Short(replicas)}, which is no whole number of 0 or more");
        }

        if (component.Json.At("multinode", "nodeCount") is { } nodes && component.Json.Int("multinode", "nodeCount") is not >= 1)
        {
            return GpuShape.Unknown($"multinode.nodeCount is {Short(nodes)}, which is no whole number of 1 or more");
        }

        var perNode = PodGpus.Of(component.PodSpec, component.MainGpus);
        var reported = isStatusCurrent && status?.GpusPerReplica is >= 0 ? status.GpusPerReplica : null;
        if (!perNode.IsKnown)
        {
            return perNode;
        }

        var declared = (long)perNode.GpusPerReplica!.Value * component.NodeCount;
        var computes = component.Role is not (ComponentRole.Frontend or ComponentRole.Planner or ComponentRole.Epp)
            && !component.Arguments.RunsMocker;
        var expected = computes && (declared == 0 || component.HasResourceClaims) ? component.Arguments.EngineGpus : null;
        if (expected is { IsKnown: false } unreadable)
        {
            return unreadable;
        }

        if (component.HasResourceClaims && reported is null)
        {
            return GpuShape.Unknown("it uses resource claims and its status does not report gpusPerReplica for this generation");
        }

        return ContainerGpus.Sum(Math.Max(Math.Max(declared, expected?.GpusPerReplica ?? 0), reported ?? 0));
    }

    private static string Short(JsonElement json) => json.GetRawText() is { Length: <= 40 } text ? text : "too long to show";
}
