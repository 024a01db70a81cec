using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What users do while the planner works, and what the gate has to say to each of them.</summary>
internal sealed class DemoScenario(ApiCaller admin, ApiCaller tenant, ApiCaller autoscaler, FleetState fleet)
{
    private const string OverBudget = $"GlobalBudget \"{StarterSet.BudgetName}\" allows ";

    private static readonly ApiResource NewGraphs = GraphKinds.GraphsIn("v1beta1").Api;
    private static readonly ApiResource OldGraphs = GraphKinds.GraphsIn("v1alpha1").Api;

    public IReadOnlyList<ScenarioStep> Steps =>
    [
        // These two come before the plans can have taken all that is free.
        new(0, admin.User, "chat/decode +1", Expectation.Admitted("A change that fits is admitted"),
            cancellationToken => ScaleChatAsync("decode", current => current + 1, isDryRun: false, cancellationToken)),
        new(0.001, admin.User, "chat/decode +1, dry run", Expectation.Admitted("A dry run of a change that fits is admitted"),
            cancellationToken => ScaleChatAsync("decode", current => current + 1, isDryRun: true, cancellationToken)),
        new(0.10, admin.User, "a second PoolPlan for chat",
            new("A second plan for the same component is refused", [422], "planned by PoolPlan \"chat\" already"),
            cancellationToken => admin.CreateAsync(Kinds.PoolPlans.Api, SecondPlan(), cancellationToken)),
        new(0.20, admin.User, "chat/decode to 40, dry run",
            Expectation.Refused("A dry run beyond the budget is refused with the same words", OverBudget, "needs"),
            cancellationToken => ScaleChatAsync("decode", _ => 40, isDryRun: true, cancellationToken)),
        new(0.28, tenant.User, "create team-x/copilot with 2 GPUs",
            Expectation.Refused(
                "A graph that nobody manages gets no GPUs", $"namespace \"team-x-copilot\" is not managed by GlobalBudget \"{StarterSet.BudgetName}\""),
            cancellationToken => tenant.CreateAsync(NewGraphs, UnmanagedGraph(), cancellationToken)),
        new(0.36, admin.User, "chat/decode to 40 (v1beta1)",
            Expectation.Refused("A patch beyond the budget is refused, even to the cluster's administrator", OverBudget, "needs"),
            cancellationToken => ScaleChatAsync("decode", _ => 40, isDryRun: false, cancellationToken)),
        new(0.46, autoscaler.User, "code-decode /scale to 40",
            Expectation.Refused("An autoscaler's /scale beyond the budget is refused", OverBudget, "needs"),
            cancellationToken => ScaleAdapterAsync(40, cancellationToken)),
        new(0.56, admin.User, "code/prefill to 40 (v1alpha1)",
            Expectation.Refused("The older version of the API is no way around", OverBudget, "needs"),
            cancellationToken => admin.MergePatchAsync(OldGraphs, StarterSet.Code, CodePatch("prefill", 40), null, cancellationToken)),
        new(0.68, admin.User, "chat -1", Expectation.Admitted("Fewer GPUs are always admitted"),
            cancellationToken => ScaleChatAsync(Largest(), current => Math.Max(0, current - 1), isDryRun: false, cancellationToken)),
        new(0.82, "three clients at once", "more than all free GPUs, each",
            Expectation.Refused("Clients that race for more than is left are refused", OverBudget, "needs"), RaceAsync),
    ];

    private Task<ApiAnswer> ScaleChatAsync(string component, Func<int, int> replicas, bool isDryRun, CancellationToken cancellationToken)
    {
        var components = fleet.Graph(StarterSet.Chat)!.Components;
        var index = components.Index().Single(entry => entry.Item.Name == component).Index;
        var body = new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = $"/spec/components/{index}/name", ["value"] = component },
            new JsonObject { ["op"] = "add", ["path"] = $"/spec/components/{index}/replicas", ["value"] = replicas(components[index].Replicas) });
        return admin.JsonPatchAsync(NewGraphs, StarterSet.Chat, body, isDryRun, cancellationToken);
    }

    private Task<ApiAnswer> ScaleAdapterAsync(int replicas, CancellationToken cancellationToken) => autoscaler.MergePatchAsync(
        GraphKinds.ScalingAdapters.Api, StarterSet.CodeDecodeAdapter,
        new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, "scale", cancellationToken);

    private string Largest() => fleet.Vector(StarterSet.Chat).Entries.MaxBy(entry => entry.Gpus)!.Component;

    /// <summary>Each change takes more than what is left, so no order of them may let one through unless the plans free GPUs meanwhile.</summary>
    private async Task<ApiAnswer> RaceAsync(CancellationToken cancellationToken)
    {
        var free = (int)Math.Max(0, fleet.MaxGpus - fleet.TotalGpus);
        var code = fleet.Vector(StarterSet.Code);
        var more = (free / StarterSet.CodeGpusPerReplica) + 1;
        var answers = await Task.WhenAll(
            ScaleChatAsync("prefill", current => current + free + 1, isDryRun: false, cancellationToken),
            admin.MergePatchAsync(OldGraphs, StarterSet.Code, CodePatch("prefill", code["prefill"]!.Replicas + more), null, cancellationToken),
            ScaleAdapterAsync(code["decode"]!.Replicas + more, cancellationToken));
        return answers.FirstOrDefault(answer => answer.Code == 403) ?? answers[0];
    }

    private static JsonObject CodePatch(string component, int replicas) => new()
    {
        ["spec"] = new JsonObject { ["services"] = new JsonObject { [component] = new JsonObject { ["replicas"] = replicas } } },
    };

    private static JsonObject SecondPlan() => YamlDocuments.Read("""
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: PoolPlan
        metadata: {name: chat-again, namespace: inference}
        spec:
          targetRef: {name: chat}
          environment: global-planner
          budgetRef: {name: fleet}
          profile:
            configMapRef: {name: planner-profile-chat}
        """)[0].AsObject();

    private static JsonObject UnmanagedGraph() => YamlDocuments.Read("""
        apiVersion: nvidia.com/v1beta1
        kind: DynamoGraphDeployment
        metadata: {name: copilot, namespace: team-x}
        spec:
          components:
          - name: decode
            type: decode
            replicas: 2
            podTemplate:
              spec:
                containers:
                - name: main
                  resources:
                    limits:
                      nvidia.com/gpu: "1"
        """)[0].AsObject();
}
