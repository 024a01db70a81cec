using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Adapters;
using KubeOpsPlanner.DevCluster.Graphs.Deployments;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Graphs.Serving;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>The stand-in for the Dynamo operator: gives a graph its children and reports what became of them.</summary>
internal sealed class GraphReconciler(
    IStore<GraphObject> graphs,
    IStore<SimulatedPod> pods,
    IStore<DynamoGraphDeploymentScalingAdapter> adapters,
    IStore<Service> services,
    DeploymentUpkeep deployments,
    TrafficRegistry traffic,
    ICluster cluster,
    IEventRecorder events) : IReconciler
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(5);

    private static readonly ApiResource ServiceAccounts = new("", "v1", "ServiceAccount", "serviceaccounts", IsNamespaced: true);

    private readonly ConcurrentDictionary<string, bool> _namespacesWithAccount = new();

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var item = graphs.Get(key);
        var own = pods.ByIndex(PodIndex.ByGraph, key.ToString());
        var plan = PodSetPlan.Decide(item?.Graph, own);
        var workloads = deployments.Decide(key, item?.Graph);
        await RemoveAsync(key, item?.Graph, plan, workloads, cancellationToken);
        if (item is null || item.Metadata.IsBeingDeleted)
        {
            traffic.Remove(key);
            return ReconcileResult.Done;
        }

        var noTraffic = traffic.Update(item.Graph, () => pods.ByIndex(PodIndex.ByGraph, key.ToString()));
        var isComplete = await CreateAsync(item, plan, workloads, cancellationToken);
        if (GraphStatus.Patch(item, own, noTraffic, TimeProvider.System.GetUtcNow()) is { } status)
        {
            await IgnoringAbsence(cluster.PatchAsync(
                GraphObject.Resource.Api, key, new ClusterPatch(PatchKind.Merge, status, "status"), cancellationToken));
        }

        await deployments.KeepAsync(item.Graph, workloads, own, cancellationToken);
        return isComplete ? ReconcileResult.Done : ReconcileResult.After(AfterRefusal);
    }

    private async Task RemoveAsync(
        ObjectKey key, DynamoGraphDeployment? graph, PodSetPlan plan, GraphDeployments workloads, CancellationToken cancellationToken)
    {
        foreach (var pod in plan.Delete)
        {
            await DeleteAsync(ForeignKinds.Pods.Api, pod.Metadata, cancellationToken);
        }

        foreach (var adapter in AdapterSet.Decide(key, graph, LabelledAdapters(key)).Delete)
        {
            await DeleteAsync(GraphKinds.ScalingAdapters.Api, adapter.Metadata, cancellationToken);
            if (graph is not null)
            {
                events.Record(
                    GraphKinds.Graphs.Api, graph.Metadata, EventKind.Normal, "AdapterDeleted",
                    $"Deleted scaling adapter {adapter.Metadata.Name}: {adapter.ComponentName} opted out");
            }
        }

        foreach (var service in FrontendServices.Decide(key, graph, LabelledServices(key)).Delete)
        {
            await DeleteAsync(ForeignKinds.Services.Api, service.Metadata, cancellationToken);
        }

        foreach (var deployment in workloads.Delete)
        {
            await DeleteAsync(WorkloadKinds.Deployments.Api, deployment.Metadata, cancellationToken);
        }
    }

    /// <returns>False when something was refused.</returns>
    private async Task<bool> CreateAsync(
        GraphObject item, PodSetPlan plan, GraphDeployments workloads, CancellationToken cancellationToken)
    {
        var key = item.Metadata.Key;
        var bodies = AdapterSet.Decide(key, item.Graph, LabelledAdapters(key)).Create
            .Select(component => (Api: GraphKinds.ScalingAdapters.Api, Body: AdapterSet.Body(item, component)))
            .Concat(FrontendServices.Decide(key, item.Graph, LabelledServices(key)).Create
                .Select(component => (ForeignKinds.Services.Api, FrontendServices.Body(item.Graph, component))))
            .Concat(workloads.Create.Select(component => (WorkloadKinds.Deployments.Api, DeploymentBodies.Body(item.Graph, component))))
            .Concat(plan.Create.Select(slot => (ForeignKinds.Pods.Api, PodBodies.Pod(item.Graph, slot))))
            .ToList();
        if (plan.Create.Count > 0)
        {
            await EnsureAccountAsync(key.Namespace, cancellationToken);
        }

        var isComplete = true;
        foreach (var (api, body) in bodies)
        {
            isComplete &= await CreateAsync(item, api, body, cancellationToken);
        }

        return isComplete;
    }

    private async Task<bool> CreateAsync(GraphObject item, ApiResource api, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.CreateAsync(api, body, cancellationToken);
            return true;
        }
        catch (ClusterException error) when (error.IsConflict)
        {
            // Made already, and on its way through the watch.
            return true;
        }
        catch (ClusterException error) when (error.Code is HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity)
        {
            // The account may have gone with its namespace: look again before the next attempt.
            _namespacesWithAccount.TryRemove(item.Metadata.Namespace, out _);
            events.Record(
                GraphKinds.Graphs.Api, item.Metadata, EventKind.Warning, "FailedCreate",
                $"{api.Kind} {body["metadata"]?["name"]} was refused: {error.Message}");
            return false;
        }
    }

    /// <summary>kube-apiserver refuses pods of a namespace without this account, and without kube-controller-manager nobody makes it.</summary>
    private async Task EnsureAccountAsync(string @namespace, CancellationToken cancellationToken)
    {
        if (_namespacesWithAccount.ContainsKey(@namespace))
        {
            return;
        }

        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = @namespace },
        };
        try
        {
            await cluster.CreateAsync(ServiceAccounts, body, cancellationToken);
        }
        catch (ClusterException error) when (error.IsConflict || error.IsNotFound)
        {
            // It is there, or the server has no service accounts and asks for none.
        }

        _namespacesWithAccount[@namespace] = true;
    }

    private Task DeleteAsync(ApiResource api, ObjectMeta meta, CancellationToken cancellationToken) =>
        IgnoringAbsence(cluster.DeleteAsync(api, meta.Key, new DeleteOptions(meta.Uid), cancellationToken));

    /// <summary>A conflict is about the uid: the object is another one by now.</summary>
    private static async Task IgnoringAbsence(Task write)
    {
        try
        {
            await write;
        }
        catch (ClusterException error) when (error.IsNotFound || error.IsConflict)
        {
            // The change that made it so wakes us again.
        }
    }

    private List<DynamoGraphDeploymentScalingAdapter> LabelledAdapters(ObjectKey graph) =>
        [.. adapters.List().Where(adapter => GraphChildren.KeyOf(adapter) == graph)];

    private List<Service> LabelledServices(ObjectKey graph) =>
        [.. services.List().Where(service => GraphChildren.KeyOf(service) == graph)];
}
