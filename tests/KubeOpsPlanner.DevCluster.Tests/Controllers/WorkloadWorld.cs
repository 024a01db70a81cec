using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Tests.Core;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Tests.Controllers;

/// <summary>The controllers and a kubelet on an API server in memory, round by round, with a clock in hand.</summary>
internal sealed class WorkloadWorld
{
    private const int MaxRounds = 60;

    private readonly Dictionary<(string Uid, bool IsTerminating), DateTimeOffset> _since = [];

    public TestCluster Cluster { get; } = new();

    /// <summary>What was said in events, in order.</summary>
    public List<string> Events { get; } = [];

    /// <summary>Whether pods that start become ready.</summary>
    public bool PodsStart { get; set; } = true;

    public List<Deployment> Deployments => List("/apis/apps/v1/deployments", WorkloadKinds.Deployments);

    public List<ReplicaSet> Sets => List("/apis/apps/v1/replicasets", WorkloadKinds.ReplicaSets);

    public List<SimulatedPod> Pods => List("/api/v1/pods", SimulatedPod.Resource);

    public static string Path(ApiResource api, ObjectKey key) =>
        $"{(api.Group.Length == 0 ? "/api" : "/apis/" + api.Group)}/{api.Version}/namespaces/{key.Namespace}/{api.Plural}/{key.Name}";

    /// <summary>Everybody acts until nobody has anything left to do.</summary>
    /// <param name="watch">Called after every round.</param>
    public void Settle(Action? watch = null)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var acted = Round();
            watch?.Invoke();
            Cluster.Now += TimeSpan.FromSeconds(1);
            if (!acted)
                return;
        }

        Assert.Fail($"The controllers still act after {MaxRounds} rounds.");
    }

    private bool Round()
    {
        var acted = false;
        foreach (var deployment in Deployments)
            acted |= Run(DeploymentPlan.Decide(deployment, Owned(Sets, deployment), Cluster.Now));
        foreach (var set in Sets)
            acted |= Run(ReplicaSetPlan.Decide(set, Owned(Pods, set)));
        foreach (var job in List("/apis/batch/v1/jobs", WorkloadKinds.Jobs))
            acted |= Run(JobPlan.Decide(job, Owned(Pods, job), Cluster.Now));
        foreach (var budget in List("/apis/policy/v1/poddisruptionbudgets", WorkloadKinds.Budgets))
            acted |= Run(DisruptionPlan.Decide(budget, Pods, Sets, Deployments, Cluster.Now).Steps);
        foreach (var pod in Pods)
            acted |= RunPod(pod);
        return acted;
    }

    private bool RunPod(SimulatedPod pod)
    {
        var path = Path(ForeignKinds.Pods.Api, pod.Metadata.Key);
        if (pod.NodeName is null)
        {
            Cluster.Post(path + "/binding", $$$"""{"metadata": {"name": "{{{pod.Metadata.Name}}}"}, "target": {"kind": "Node", "name": "n1"}}""").Is(201);
            return true;
        }

        var state = (pod.Metadata.Uid, pod.IsTerminating);
        _since.TryAdd(state, Cluster.Now);
        var step = PlainPods.Decide(pod, Cluster.Now - _since[state]);
        if (step.Action == PodAction.Run && PodsStart)
            Cluster.Merge(path + "/status", PlainPods.Running(pod, "10.244.0.2", Cluster.Now).ToJsonString()).Is(200);
        else if (step.Action == PodAction.Finish)
            Cluster.Merge(path + "/status", PlainPods.Finished(pod, Cluster.Now).ToJsonString()).Is(200);
        else if (step.Action == PodAction.Release)
            Cluster.Delete(path + "?gracePeriodSeconds=0").Is(200);
        return step.Action == PodAction.Wait || (step.Action != PodAction.Nothing && PodsStart);
    }

    private bool Run(IReadOnlyList<WorkloadStep> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case WorkloadStep.Create create:
                    var path = Path(create.Api, new ObjectKey(create.Body["metadata"]!["namespace"]!.GetValue<string>(), ""));
                    Cluster.Post(path.TrimEnd('/') + "?fieldValidation=Strict", create.Body.ToJsonString()).Is(201);
                    break;
                case WorkloadStep.Patch patch:
                    Cluster.Merge(Path(patch.Api, patch.Key) + (patch.Subresource is null ? "" : "/" + patch.Subresource), patch.Body.ToJsonString()).Is(200);
                    break;
                case WorkloadStep.Delete delete:
                    Cluster.Delete(Path(delete.Api, delete.Object.Key)).Is(200);
                    break;
            }

            if (step.Event is { } said)
                Events.Add($"{said.Reason}: {said.Message}");
        }

        return steps.Count > 0;
    }

    private static List<T> Owned<T>(IEnumerable<T> all, IKubernetesObject owner) where T : IKubernetesObject =>
        [.. all.Where(item => item.Metadata.OwnerReferences.Any(reference => reference.Uid == owner.Metadata.Uid && reference.Controller == true))];

    private List<T> List<T>(string path, Resource<T> resource) where T : class, IKubernetesObject
    {
        var items = (JsonArray)Cluster.Get(path).Is(200).Body["items"]!;
        return [.. items.Select(item => resource.Read(JsonSerializer.SerializeToElement(item)))];
    }
}
