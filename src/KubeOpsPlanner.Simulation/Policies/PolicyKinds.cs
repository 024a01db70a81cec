using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Simulation.Policies.Dynamo;

namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>The policies that decide by what they see. A new one is a file and a line here.</summary>
public static class PolicyKinds
{
    public static IReadOnlyList<PolicyKind> All { get; } =
    [
        new("planner", "this project's PoolPlan, throughput loop only", pool => new PlannerPolicy(pool, new PlannerOptions())),
        new("planner-both", "this project's PoolPlan, both loops", pool => new PlannerPolicy(pool, new PlannerOptions { Load = new LoadOptions { Percentile = new PlannerOptions().Percentile } })),
        new("dynamo-throughput", "Dynamo's planner, throughput loop only", pool => new DynamoPolicy(pool, new DynamoOptions(), throughput: true, load: false)),
        new("dynamo-load", "Dynamo's planner, load loop only", pool => new DynamoPolicy(pool, new DynamoOptions(), throughput: false, load: true)),
        new("dynamo-both", "Dynamo's planner, both loops", pool => new DynamoPolicy(pool, new DynamoOptions(), throughput: true, load: true)),
        new("utilisation", "a HorizontalPodAutoscaler at 70 % busy prefill engines and 70 % KV cache", pool => new UtilisationPolicy(pool, new UtilisationOptions())),
    ];

    /// <summary>Null for a name that nobody has.</summary>
    public static PolicyKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
