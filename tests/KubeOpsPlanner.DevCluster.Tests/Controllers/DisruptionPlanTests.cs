using System.Text.Json;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Controllers;

/// <summary>Budgets over the pods of a deployment, with an API server, its controllers and a kubelet.</summary>
public sealed class DisruptionPlanTests
{
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly WorkloadWorld _world = new();

    private TestCluster Cluster => _world.Cluster;

    [Theory]
    [InlineData("minAvailable", "2", 4, 2, 2)]
    [InlineData("minAvailable", "\"50%\"", 5, 3, 2)]
    [InlineData("minAvailable", "9", 4, 9, 0)]
    [InlineData("maxUnavailable", "1", 4, 3, 1)]
    [InlineData("maxUnavailable", "\"25%\"", 5, 3, 2)]
    [InlineData("maxUnavailable", "0", 4, 4, 0)]
    [InlineData("maxUnavailable", "9", 4, 0, 4)]
    public void A_budget_says_how_many_pods_may_go(string field, string value, int replicas, int desired, int allowed)
    {
        Deploy(replicas);
        Guard($"\"{field}\": {value}");
        _world.Settle();
        Assert.Equal((replicas, replicas, desired, allowed, allowed > 0 ? "True SufficientPods" : "False InsufficientPods"), Status());
    }

    [Fact]
    public void Evictions_go_one_by_one_and_pods_that_come_again_allow_the_next()
    {
        Deploy(3);
        Guard("\"maxUnavailable\": 1");
        _world.Settle();
        var names = _world.Pods.Select(pod => pod.Metadata.Name).ToList();
        Evict(names[0]).Is(201);
        Assert.Contains("needs 2 healthy pods and has 3 currently", Evict(names[1]).Is(429).Text("details.causes.0.message"));
        Assert.NotEmpty(Cluster.Get(Budgets + "/b").Is(200).Text("status.disruptedPods." + names[0]));
        _world.Settle();
        Assert.Equal((3, 3, 2, 1, "True SufficientPods"), Status());
        Assert.Equal("", Cluster.Get(Budgets + "/b").Text("status.disruptedPods." + names[0]));
        Evict(names[1]).Is(201);
    }

    [Fact]
    public void An_eviction_that_nothing_came_of_is_forgotten()
    {
        Deploy(2);
        Guard("\"minAvailable\": 1");
        _world.Settle();
        var pod = _world.Pods[0].Metadata.Name;
        Cluster.Merge(Budgets + "/b/status", $$$"""{"status": {"disruptedPods": {"{{{pod}}}": "{{{Cluster.Now:yyyy-MM-ddTHH:mm:ssZ}}}"}} }""").Is(200);
        var plan = Decide();
        Assert.Equal(DisruptionPlan.DeletionTimeout, plan.RecheckAfter);
        _world.Settle();
        Assert.Equal((2, 1, 1, 0, "False InsufficientPods"), Status());
        Cluster.Now += DisruptionPlan.DeletionTimeout;
        _world.Settle();
        Assert.Equal((2, 2, 1, 1, "True SufficientPods"), Status());
        Assert.Null(Decide().RecheckAfter);
    }

    [Fact]
    public void Nothing_is_allowed_where_nobody_knows_how_many_pods_there_should_be()
    {
        Cluster.Post("/apis/batch/v1/namespaces/default/jobs", """
            {"metadata": {"name": "j"}, "spec": {"template": {"metadata": {"labels": {"app": "web"}}, "spec": {"restartPolicy": "OnFailure", "containers": [{"name": "main", "image": "x"}]}}}}
            """).Is(201);
        Guard("\"maxUnavailable\": 1");
        _world.PodsStart = false;
        _world.Settle();
        var budget = Cluster.Get(Budgets + "/b").Is(200);
        Assert.Equal(
            ("0", "False", "SyncFailed", "jobs.batch does not implement the scale subresource"),
            (budget.Text("status.disruptionsAllowed"), budget.Text("status.conditions.0.status"), budget.Text("status.conditions.0.reason"), budget.Text("status.conditions.0.message")));
    }

    [Fact]
    public void A_budget_for_no_pods_allows_nothing()
    {
        Guard("\"minAvailable\": 0");
        _world.Settle();
        Assert.Equal((0, 0, 0, 0, "False InsufficientPods"), Status());
    }

    private void Deploy(int replicas)
    {
        Cluster.Post(Deployments, """
            {"metadata": {"name": "web"}, "spec": {"replicas": REPLICAS, "selector": {"matchLabels": {"app": "web"}},
             "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "main", "image": "x"}]}}}}
            """.Replace("REPLICAS", replicas.ToString())).Is(201);
        _world.Settle();
    }

    private void Guard(string limit) =>
        Cluster.Post(Budgets, """{"metadata": {"name": "b"}, "spec": {LIMIT, "selector": {"matchLabels": {"app": "web"}}}}""".Replace("LIMIT", limit)).Is(201);

    private Answer Evict(string pod) =>
        Cluster.Post($"{Pods}/{pod}/eviction", $$$"""{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "{{{pod}}}"} }""");

    private DisruptionPlan Decide()
    {
        var budget = WorkloadKinds.Budgets.Read(JsonSerializer.SerializeToElement(Cluster.Get(Budgets + "/b").Is(200).Body));
        return DisruptionPlan.Decide(budget, _world.Pods, _world.Sets, _world.Deployments, Cluster.Now);
    }

    private (int Expected, int Healthy, int Desired, int Allowed, string Condition) Status()
    {
        var budget = Cluster.Get(Budgets + "/b").Is(200);
        int Number(string field) => int.Parse(budget.Text($"status.{field}"));
        Assert.Equal(budget.Text("metadata.generation"), budget.Text("status.observedGeneration"));
        return (
            Number("expectedPods"), Number("currentHealthy"), Number("desiredHealthy"), Number("disruptionsAllowed"),
            $"{budget.Text("status.conditions.0.status")} {budget.Text("status.conditions.0.reason")}");
    }
}
