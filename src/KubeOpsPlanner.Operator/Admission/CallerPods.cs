using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Finds the pod that a token is bound to. The name alone proves nothing: a pod of the same name can be made anew.</summary>
public sealed class CallerPods(ICluster cluster)
{
    private const string PodName = "authentication.kubernetes.io/pod-name";
    private const string PodUid = "authentication.kubernetes.io/pod-uid";

    /// <returns>Null for a caller whose token is bound to no pod.</returns>
    /// <exception cref="ClusterException">The pod could not be read.</exception>
    public async Task<CallerPod?> FindAsync(UserInfo user, CancellationToken cancellationToken)
    {
        if (user.Username.Split(':') is not ["system", "serviceaccount", { Length: > 0 } @namespace, { Length: > 0 }]
            || Only(user, PodName) is not { } name)
        {
            return null;
        }

        var pod = await cluster.GetAsync(ForeignKinds.Pods, new ObjectKey(@namespace, name), cancellationToken);
        var isVerified = pod is not null && pod.Metadata.Uid == Only(user, PodUid);
        return new CallerPod(@namespace, name, isVerified ? pod!.Graph : null, isVerified);
    }

    private static string? Only(UserInfo user, string key) =>
        user.Extra.TryGetValue(key, out var values) && values is [{ Length: > 0 } only] ? only : null;
}
