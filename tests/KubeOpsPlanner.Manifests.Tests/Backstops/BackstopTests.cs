using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Manifests.Backstops;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests.Backstops;

public sealed class BackstopTests
{
    /// <summary>Of the samples: both versions of the graph, one of them with a plan.</summary>
    [Fact]
    public void The_policy_of_the_samples_is_the_one_that_was_read_and_found_right() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests/KubeOpsPlanner.Manifests.Tests/Backstops/golden/admission_policy.yaml")),
            string.Join("---\n", AdmissionPolicyManifest.Render("fleet", PoolCeiling.Of(Budget(), Graphs(), Plans())).Select(YamlDocuments.Write)));

    [Theory]
    [InlineData(16, "inference/chat/decode 12, inference/chat/prefill 12, inference/code/VllmDecodeWorker 8, inference/code/VllmPrefillWorker 8")]
    [InlineData(5, "inference/chat/decode 5, inference/chat/prefill 5, inference/code/VllmDecodeWorker 2, inference/code/VllmPrefillWorker 2")]
    [InlineData(0, "inference/chat/decode 0, inference/chat/prefill 0, inference/code/VllmDecodeWorker 0, inference/code/VllmPrefillWorker 0")]
    [InlineData(-1, "inference/chat/decode 12, inference/chat/prefill 12")]
    public void A_ceiling_is_the_smaller_of_budget_and_plan_in_whole_replicas(int maxGpus, string expected)
    {
        var budget = Budget() with { Spec = Budget().Spec with { MaxGpus = maxGpus } };

        Assert.Equal(expected, string.Join(", ", PoolCeiling.Of(budget, Graphs(), Plans()).Select(ceiling => $"{ceiling.Pool} {ceiling.MaxReplicas}")));
    }

    [Fact]
    public void A_pool_of_unknown_shape_and_one_without_gpus_have_no_ceiling()
    {
        var json = JsonNode.Parse("""{"metadata":{"name":"x","namespace":"inference"},"spec":{"components":[{"name":"frontend","type":"frontend"},{"name":"d","type":"decode"}]}}""");
        var graph = GraphKinds.ReadGraph(JsonSerializer.SerializeToElement(json));

        Assert.DoesNotContain(PoolCeiling.Of(Budget(), [graph], []), ceiling => !graph.Component(ceiling.Component)!.Shape.IsKnown || ceiling.Component == "frontend");
    }

    [Fact]
    public void Every_governed_namespace_gets_a_quota_of_the_whole_budget_and_none_without_a_ceiling()
    {
        var quotas = ResourceQuotaManifest.Render(Budget(), ["b", "a"]);

        Assert.Equal(["a", "b"], quotas.Select(quota => (string)quota["metadata"]!["namespace"]!));
        Assert.All(quotas, quota => Assert.Equal("""{"requests.nvidia.com/gpu":"16"}""", quota["spec"]!["hard"]!.ToJsonString()));
        Assert.Empty(ResourceQuotaManifest.Render(Budget() with { Spec = Budget().Spec with { MaxGpus = -1 } }, ["a"]));
    }

    private static Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget() => Kinds.GlobalBudgets.Read(Sample("global_budget"));

    private static IEnumerable<DynamoGraphDeployment> Graphs() =>
        [GraphKinds.ReadGraph(Sample("graph_v1beta1")), GraphKinds.ReadGraph(Sample("graph_v1alpha1"))];

    private static List<Entity<PoolPlanSpec, PoolPlanStatus>> Plans() => [Kinds.PoolPlans.Read(Sample("pool_plan"))];

    private static JsonElement Sample(string name) => JsonSerializer.SerializeToElement(
        YamlDocuments.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, $"config/samples/{name}.yaml"))).Single());
}
