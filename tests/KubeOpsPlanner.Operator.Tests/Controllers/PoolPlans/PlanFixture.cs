using System.Text.Json;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>A plan with everything that planning needs; tests take things away.</summary>
internal static class PlanFixture
{
    public static PlanFacts Facts { get; } = new(
        new Entity<PoolPlanSpec, PoolPlanStatus>(
            new ObjectMeta { Name = "chat", Namespace = "inference", Generation = 4 },
            new PoolPlanSpec
            {
                TargetRef = new NameReference { Name = "chat" },
                Profile = new ProfileSource { ConfigMapRef = new NameReference { Name = "profile" } },
            },
            new PoolPlanStatus()),
        Graph(prefill: 2, decode: 3),
        [],
        new ConfigMap
        {
            Metadata = new ObjectMeta { Name = "profile", Namespace = "inference" },
            Data = new Dictionary<string, string>
            {
                ["prefill_raw_data.json"] =
                    """{"prefill_isl": [100, 1000, 4000, 8000], "prefill_ttft": [20, 60, 200, 420], "prefill_thpt_per_gpu": [5000, 16000, 20000, 19000]}""",
                ["decode_raw_data.json"] =
                    """
                    {"x_kv_usage": [0.1, 0.5, 0.9, 0.1, 0.5, 0.9], "y_context_length": [1000, 1000, 1000, 4000, 4000, 4000],
                     "z_itl": [8, 14, 25, 9, 16, 30], "z_thpt_per_gpu": [900, 2500, 3600, 600, 1700, 2400], "max_kv_tokens": 400000}
                    """,
            },
        },
        Budget: null, Services: [], Pods: []);

    public static PlanFacts With(Func<PoolPlanSpec, PoolPlanSpec> change) =>
        Facts with { Plan = Facts.Plan with { Spec = change(Facts.Spec) } };

    public static DynamoGraphDeployment Graph(int prefill, int decode, int? readyDecode = null) => GraphKinds.ReadGraph(JsonDocument.Parse(
        $$"""
        {"metadata": {"name": "chat", "namespace": "inference", "generation": 1},
         "spec": {"components": [
           {"name": "frontend", "type": "frontend"},
           {"name": "prefill", "type": "prefill", "replicas": {{prefill}}, "podTemplate": {"spec": {"containers": [
              {"name": "main", "args": ["--model", "Qwen/Qwen3-32B"], "resources": {"limits": {"nvidia.com/gpu": "1"} } } ] } } },
           {"name": "decode", "type": "decode", "replicas": {{decode}}, "podTemplate": {"spec": {"containers": [
              {"name": "main", "args": ["--model", "Qwen/Qwen3-32B"], "resources": {"limits": {"nvidia.com/gpu": "1"} } } ] } } }]},
         "status": {"observedGeneration": 1, "components": {
           "prefill": {"replicas": {{prefill}}, "readyReplicas": {{prefill}} },
           "decode": {"replicas": {{decode}}, "readyReplicas": {{readyDecode ?? decode}} } } } }
        """).RootElement);

    public static Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget(params BudgetedPool[] pools) => new(
        new ObjectMeta { Name = "fleet" }, new GlobalBudgetSpec { MaxGpus = 16 }, new GlobalBudgetStatus { Pools = pools });
}
