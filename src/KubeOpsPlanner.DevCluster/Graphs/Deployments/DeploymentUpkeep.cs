using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Graphs.Deployments;

/// <summary>Sets a graph's Deployments back to what the graph says, and reports its pods in their status.</summary>
internal sealed class DeploymentUpkeep(IStore<Deployment> deployments, ICluster cluster, IEventRecorder events)
{
    public GraphDeployments Decide(ObjectKey key, DynamoGraphDeployment? graph) => GraphDeployments.Decide(
        graph,
        deployments.ByIndex(DeploymentIndex.ByGraph, key.ToString()),
        name => deployments.Get(new ObjectKey(key.Namespace, name)) is not null);

    /// <param name="pods">All of the graph.</param>
    public async Task KeepAsync(
        DynamoGraphDeployment graph, GraphDeployments plan, IReadOnlyCollection<SimulatedPod> pods, CancellationToken cancellationToken)
    {
        foreach (var pair in plan.Replace)
        {
            if (await ReplaceAsync(graph, pair, cancellationToken) is { } replaced)
            {
                await ReportAsync(graph, pair with { Deployment = replaced }, pods, cancellationToken);
            }
        }

        foreach (var pair in plan.Keep)
        {
            await ReportAsync(graph, pair, pods, cancellationToken);
        }
    }

    /// <returns>As stored; null when it changed or went in between, which wakes us again.</returns>
    private async Task<Deployment?> ReplaceAsync(DynamoGraphDeployment graph, ComponentDeployment pair, CancellationToken cancellationToken)
    {
        var (deployment, component) = pair;
        var (api, key) = (WorkloadKinds.Deployments.Api, deployment.Metadata.Key);
        try
        {
            var stored = await cluster.ReplaceAsync(api, key, DeploymentBodies.Replacement(graph, pair), null, cancellationToken);
            if (!DeploymentBodies.IsUntouched(deployment))
            {
                events.Record(
                    api, deployment.Metadata, EventKind.Warning, "Reverted",
                    $"Set back what was changed here, since graph {graph.Metadata.Name} decides it: "
                    + (component.HasScalingAdapter
                        ? $"scale dgdsa/{graph.AdapterName(component)}, or edit dgd/{graph.Metadata.Name}"
                        : $"edit component {component.Name} of dgd/{graph.Metadata.Name}"));
            }

            return WorkloadKinds.Deployments.Read(stored);
        }
        catch (ClusterException error) when (error.IsNotFound || error.IsConflict)
        {
            return null;
        }
    }

    private async Task ReportAsync(
        DynamoGraphDeployment graph, ComponentDeployment pair, IEnumerable<SimulatedPod> pods, CancellationToken cancellationToken)
    {
        var count = ComponentCount.Of(graph, pair.Component, pods);
        var metadata = pair.Deployment.Metadata;
        if (DeploymentBodies.Status(pair.Deployment, count, TimeProvider.System.GetUtcNow()) is not { } status)
        {
            return;
        }

        // What is observed is what was seen, not what somebody made of it since.
        status["metadata"] = new JsonObject { ["resourceVersion"] = metadata.ResourceVersion };
        try
        {
            await cluster.PatchAsync(
                WorkloadKinds.Deployments.Api, metadata.Key, new ClusterPatch(PatchKind.Merge, status, "status"), cancellationToken);
        }
        catch (ClusterException error) when (error.IsNotFound || error.IsConflict)
        {
            // The change that made it so wakes us again.
        }
    }
}
