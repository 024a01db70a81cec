using System.Net;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Actuation;

/// <summary>Carries out what a plan of <c>environment: kubernetes</c> decided. The gate judges these writes like anybody's.</summary>
public sealed class ReplicaWriter(ICluster cluster, OperatorHostOptions host)
{
    /// <returns>Null when nothing was to be written; a refusal is an answer, not an error.</returns>
    /// <exception cref="ClusterException">The API server could not be reached or failed.</exception>
    public async Task<Finding?> WriteAsync(
        DynamoGraphDeployment graph,
        IReadOnlyList<DynamoGraphDeploymentScalingAdapter> adapters,
        IReadOnlyDictionary<string, int> wanted,
        CancellationToken cancellationToken)
    {
        var plan = ReplicaWrites.Plan(graph, adapters, wanted, host.Name);
        foreach (var write in plan.Writes)
        {
            try
            {
                await cluster.PatchAsync(write.Api, write.Key, write.Patch, cancellationToken);
            }
            catch (ClusterException refused) when (refused.Code is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
            {
                return Finding.No("RefusedByBudget", refused.Message);
            }
            catch (ClusterException moved) when (moved.IsConflict)
            {
                return Finding.No("TargetMoved", $"{write.Key} changed while it was written to: the next interval decides anew");
            }
        }

        return (plan.Problems.Count, plan.Writes.Count) switch
        {
            ( > 0, _) => Finding.No("NotWritable", string.Join("; ", plan.Problems)),
            (_, > 0) => Finding.Yes("Written", string.Join("; ", plan.Writes.SelectMany(write => write.Changes))),
            _ => null,
        };
    }
}
