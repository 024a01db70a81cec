using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Controllers;

public class DeploymentPlanTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Web = Deployments + "/web";

    private readonly WorkloadWorld _world = new();

    private TestCluster Cluster => _world.Cluster;

    private void Create(int replicas, string strategy = "{}") => Cluster.Post(Deployments, $$$$$$"""
        {"metadata": {"name": "web"}, "spec": {"replicas": {{{{{{replicas}}}}}}, "strategy": {{{{{{strategy}}}}}}, "selector": {"matchLabels": {"app": "web"}},
         "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "main", "image": "web:1"}]}}}}
        """).Is(201);

    private void SetImage(string image) => Cluster.Strategic(
        Web, $$$$$$"""{"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "{{{{{{image}}}}}}"}]}}}}""").Is(200);

    private string Condition(string type) => string.Join(' ', Cluster.Get(Web).Body["status"]!["conditions"]!.AsArray()
        .Where(condition => condition!["type"]!.GetValue<string>() == type)
        .Select(condition => $"{condition!["status"]} {condition["reason"]}"));

    [Fact]
    public void A_deployment_gets_its_pods_and_says_so()
    {
        Create(3);
        _world.Settle();

        var set = Assert.Single(_world.Sets);
        Assert.Equal(3, _world.Pods.Count);
        Assert.All(_world.Pods, pod => Assert.Equal(set.Metadata.Labels[DeploymentPlan.HashLabel], pod.Metadata.Labels[DeploymentPlan.HashLabel]));
        var stored = Cluster.Get(Web);
        Assert.Equal(("3", "3", "3", "", "1"), (
            stored.Text("status.replicas"), stored.Text("status.updatedReplicas"), stored.Text("status.availableReplicas"),
            stored.Text("status.unavailableReplicas"), stored.Text("status.observedGeneration")));
        Assert.Equal(("True MinimumReplicasAvailable", "True NewReplicaSetAvailable"), (Condition("Available"), Condition("Progressing")));
        Assert.Contains($"ScalingReplicaSet: Scaled up replica set {set.Metadata.Name} from 0 to 3", _world.Events);
    }

    [Theory]
    [InlineData("the default, a quarter each", 4, "{}", 3, 5)]
    [InlineData("one, which rounds down to none", 1, "{}", 1, 2)]
    [InlineData("no surge", 3, """{"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}""", 2, 3)]
    [InlineData("nothing missing", 3, """{"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}""", 3, 4)]
    [InlineData("neither once rounded, which would never move", 2, """{"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "10%"}}""", 1, 2)]
    [InlineData("all at once", 3, """{"type": "Recreate"}""", 0, 3)]
    public void A_new_template_rolls_out_within_its_limits(string what, int replicas, string strategy, int least, int most)
    {
        Create(replicas, strategy);
        _world.Settle();
        SetImage("web:2");
        List<int> ready = [], all = [];
        _world.Settle(() =>
        {
            ready.Add(_world.Pods.Count(pod => pod.IsReady));
            all.Add(_world.Pods.Count);
        });

        Assert.True(ready.Min() >= least && all.Max() <= most, $"{what}: {ready.Min()} ready at least, {all.Max()} pods at most");
        Assert.Equal(replicas, _world.Pods.Count);
        Assert.All(_world.Pods, pod => Assert.Equal("web:2", pod.Containers[0].Image));
        Assert.Equal("2", Cluster.Get(Web).Body["metadata"]!["annotations"]![DeploymentPlan.RevisionAnnotation]!.GetValue<string>());
    }

    [Fact]
    public void The_deployments_of_graphs_are_left_alone()
    {
        Create(3);
        Cluster.Merge(Web, """
            {"metadata": {"ownerReferences": [{"apiVersion": "nvidia.com/v1beta1", "kind": "DynamoGraphDeployment", "name": "chat", "uid": "u", "controller": true}]}}
            """).Is(200);
        _world.Settle();

        Assert.Equal((0, 0), (_world.Sets.Count, _world.Pods.Count));
        Assert.Null(Cluster.Get(Web).Body["status"]?["observedGeneration"]);
    }

    [Fact]
    public void A_rollout_that_does_not_start_keeps_the_old_pods()
    {
        Create(4);
        _world.Settle();
        SetImage("broken");
        _world.PodsStart = false;
        _world.Settle();

        Assert.Equal(3, _world.Pods.Count(pod => pod.IsReady));
        Assert.Equal(("True MinimumReplicasAvailable", "True ReplicaSetUpdated"), (Condition("Available"), Condition("Progressing")));
    }

    [Fact]
    public void Going_back_reuses_the_set_under_a_new_revision()
    {
        Create(2);
        _world.Settle();
        SetImage("web:2");
        _world.Settle();
        SetImage("web:1");
        _world.Settle();

        Assert.Equal(["2", "3"], _world.Sets.Select(set => set.Metadata.Annotations[DeploymentPlan.RevisionAnnotation]).Order());
        Assert.All(_world.Pods, pod => Assert.Equal("web:1", pod.Containers[0].Image));
    }

    [Fact]
    public void Old_sets_are_kept_as_history_allows()
    {
        Create(1);
        Cluster.Merge(Web, """{"spec": {"revisionHistoryLimit": 2}}""").Is(200);
        for (var version = 1; version <= 5; version++)
        {
            SetImage($"web:{version}");
            _world.Settle();
        }

        Assert.Equal(["3", "4", "5"], _world.Sets.Select(set => set.Metadata.Annotations[DeploymentPlan.RevisionAnnotation]).Order());
    }

    [Fact]
    public void While_paused_only_the_number_follows()
    {
        Create(2);
        _world.Settle();
        Cluster.Merge(Web, """{"spec": {"paused": true, "replicas": 5}}""").Is(200);
        SetImage("web:2");
        _world.Settle();

        Assert.Equal(5, _world.Pods.Count(pod => pod.Containers[0].Image == "web:1"));
        Assert.Equal("Unknown DeploymentPaused", Condition("Progressing"));
        Cluster.Merge(Web, """{"spec": {"paused": null}}""").Is(200);
        _world.Settle();
        Assert.Equal(5, _world.Pods.Count(pod => pod.Containers[0].Image == "web:2"));
    }

    [Fact]
    public void Scaling_down_takes_what_is_not_ready_first()
    {
        Create(2);
        _world.Settle();
        _world.PodsStart = false;
        Cluster.Merge(Web + "/scale", """{"spec": {"replicas": 4}}""").Is(200);
        _world.Settle();
        Cluster.Merge(Web + "/scale", """{"spec": {"replicas": 2}}""").Is(200);
        _world.Settle();

        Assert.Equal(2, _world.Pods.Count(pod => pod.IsReady));
    }

    [Fact]
    public void A_deleted_pod_is_replaced_and_a_deleted_deployment_takes_all_along()
    {
        Create(2);
        _world.Settle();
        Cluster.Delete(WorkloadWorld.Path(Entities.Foreign.ForeignKinds.Pods.Api, _world.Pods[0].Metadata.Key)).Is(200);
        _world.Settle();
        Assert.Equal(2, _world.Pods.Count);
        Cluster.Delete(Web).Is(200);
        _world.Settle();
        Assert.Empty(_world.Pods);
        Assert.Empty(_world.Sets);
    }
}
