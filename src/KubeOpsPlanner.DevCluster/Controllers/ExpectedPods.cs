using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>How many pods there should be, as their controllers are asked for them.</summary>
internal static class ExpectedPods
{
    /// <param name="pods">Those that a budget selects; one without a controller is expected by nobody.</param>
    /// <returns>The sum over their controllers, or why it cannot be told.</returns>
    public static (int Count, string? Problem) Of(
        IEnumerable<SimulatedPod> pods, IReadOnlyCollection<ReplicaSet> sets, IReadOnlyCollection<Deployment> deployments)
    {
        var scales = new Dictionary<string, int>();
        foreach (var owner in pods.Select(pod => Controller(pod.Metadata)).OfType<OwnerReference>())
        {
            if (owner is not { Kind: "ReplicaSet" })
                return (0, $"{Resource(owner)} does not implement the scale subresource");
            // A set that is gone takes its pods along.
            if (sets.FirstOrDefault(set => set.Metadata.Uid == owner.Uid) is not { } set)
                continue;
            var deployment = Controller(set.Metadata) is { } above ? deployments.FirstOrDefault(item => item.Metadata.Uid == above.Uid) : null;
            var (uid, json) = deployment is null ? (set.Metadata.Uid, set.Json) : (deployment.Metadata.Uid, deployment.Json);
            scales[uid] = json.Number("spec", "replicas") ?? 1;
        }

        return (scales.Values.Sum(), null);
    }

    private static OwnerReference? Controller(ObjectMeta metadata) => metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true);

    private static string Resource(OwnerReference owner) =>
        $"{owner.Kind.ToLowerInvariant()}s{(owner.ApiVersion.Split('/') is [var group, _] ? "." + group : "")}";
}
