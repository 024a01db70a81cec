namespace KubeOpsPlanner.DevCluster.Tests.Core;

public class EvictionTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Ask = """{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "p"}}""";

    private readonly TestCluster _cluster = new();

    private void CreatePod(string phase)
    {
        _cluster.Post(Pods, """{"metadata": {"name": "p", "labels": {"app": "p"}}, "spec": {"containers": [{"name": "main", "image": "x"}]}}""").Is(201);
        _cluster.Merge(Pods + "/p/status", $$$"""{"status": {"phase": "{{{phase}}}", "conditions": [{"type": "Ready", "status": "True"}]} }""").Is(200);
    }

    private void CreateBudget(string name, string status)
    {
        _cluster.Post(Budgets, """{"metadata": {"name": "NAME"}, "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "p"}}}}""".Replace("NAME", name)).Is(201);
        _cluster.Merge($"{Budgets}/{name}/status", $$$"""{"status": {{{status}}} }""").Is(200);
    }

    [Theory]
    [InlineData("no budget", "Running", null, 201, "")]
    [InlineData("a budget that allows it", "Running", """{"observedGeneration": 1, "disruptionsAllowed": 1}""", 201, "")]
    [InlineData("a budget that does not", "Running", """{"observedGeneration": 1, "disruptionsAllowed": 0, "desiredHealthy": 1, "currentHealthy": 1}""", 429, "The disruption budget b needs 1 healthy pods and has 1 currently")]
    [InlineData("a budget that nobody has judged", "Running", "{}", 429, "The disruption budget b is still being processed by the server.")]
    [InlineData("a pod that has ended", "Succeeded", "{}", 201, "")]
    public void A_budget_may_be_in_the_way(string what, string phase, string? status, int code, string why)
    {
        CreatePod(phase);
        if (status is not null)
            CreateBudget("b", status);
        var answer = _cluster.Post(Pods + "/p/eviction", Ask).Is(code);
        Assert.Equal((what, why, code == 201 ? 404 : 200), (what, answer.Text("details.causes.0.message"), _cluster.Get(Pods + "/p").Code));
    }

    [Fact]
    public void Two_budgets_are_one_too_many()
    {
        CreatePod("Running");
        CreateBudget("a", "{}");
        CreateBudget("b", "{}");
        Assert.Contains("more than one PodDisruptionBudget", _cluster.Post(Pods + "/p/eviction", Ask).Is(500).Message);
    }

    [Fact]
    public void Bad_requests_delete_nothing()
    {
        CreatePod("Running");
        _cluster.Post(Pods + "/gone/eviction", Ask.Replace("\"p\"", "\"gone\"")).Is(404);
        _cluster.Post(Pods + "/p/eviction", Ask.Replace("\"p\"", "\"other\"")).Is(400);
        _cluster.Post(Pods + "/p/eviction", Ask.Replace("\"Eviction\"", "\"Pod\"")).Is(400);
        _cluster.Get(Pods + "/p/eviction").Is(405);
        _cluster.Post(Pods + "/p/eviction?dryRun=All", Ask).Is(201);
        _cluster.Get(Pods + "/p").Is(200);
    }
}
