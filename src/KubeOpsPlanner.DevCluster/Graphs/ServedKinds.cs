using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>Makes sure that the cluster knows the kinds that graphs consist of, instead of watching for them for ever.</summary>
internal static class ServedKinds
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="patience">A definition that was installed a moment ago is not served at once.</param>
    /// <exception cref="OperatorHostException">A kind is not served in time.</exception>
    public static async Task RequireAsync(ICluster cluster, TimeSpan patience, CancellationToken cancellationToken)
    {
        await RequireAsync(cluster, GraphKinds.Graphs, patience, cancellationToken);
        await RequireAsync(cluster, GraphKinds.ScalingAdapters, patience, cancellationToken);
    }

    private static async Task RequireAsync<T>(
        ICluster cluster, Resource<T> resource, TimeSpan patience, CancellationToken cancellationToken) where T : class, IKubernetesObject
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await cluster.ListAsync(resource, null, cancellationToken);
                return;
            }
            catch (ClusterException error) when (error.IsNotFound)
            {
                if (TimeProvider.System.GetElapsedTime(start) >= patience)
                {
                    throw new OperatorHostException(
                        $"The cluster does not serve {resource.Api.Kind} ({resource.Api.ApiVersion}): install the definitions in crds/upstream "
                        + "first, or Dynamo itself.",
                        error);
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
