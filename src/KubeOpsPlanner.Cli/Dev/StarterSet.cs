using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Manifests.Yaml;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>
/// Two graphs, one in each version of Dynamo's API, that compete for the GPUs of one budget; the budget's explicit mode
/// leaves everything else in its namespaces unmanaged.
/// </summary>
internal sealed record StarterSet
{
    public const string BudgetName = "fleet";

    public const int ChatGpusPerReplica = 1;

    public const int CodeGpusPerReplica = 2;

    public static readonly ObjectKey Chat = new(LocalNamespaces.Inference, "chat");

    public static readonly ObjectKey Code = new(LocalNamespaces.Inference, "code");

    public static readonly ObjectKey CodeDecodeAdapter = new(LocalNamespaces.Inference, "code-decode");

    public int MaxGpus { get; init; } = 16;

    public LatencyTargets Targets { get; init; } = new(500, 50);

    /// <summary>Domain time.</summary>
    public int IntervalSeconds { get; init; } = 60;

    /// <summary>Where the metrics of a graph's frontend are served.</summary>
    public required Func<ObjectKey, Uri> Metrics { get; init; }

    /// <summary>What one worker of a graph can do; the same documents are given to the planner.</summary>
    public static EngineProfile Engine(ObjectKey graph) =>
        SyntheticProfiles.Create(ModelShape.Llama8B, GpuModel.H200, GpusPerReplica(graph));

    public static int GpusPerReplica(ObjectKey graph) => graph == Code ? CodeGpusPerReplica : ChatGpusPerReplica;

    public async Task ApplyAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        foreach (var manifest in Manifests())
        {
            await ManifestApply.ApplyAsync(cluster, manifest, cancellationToken);
        }
    }

    public IEnumerable<JsonObject> Manifests() =>
        new[] { Budget, ChatGraph, CodeGraph }.SelectMany(YamlDocuments.Read).Select(document => document.AsObject())
            .Concat(new[] { Chat, Code }.SelectMany(graph => new[] { Profile(graph), Plan(graph) }));

    /// <summary>As a person would write it, with another ceiling.</summary>
    private string Budget => $$"""
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: GlobalBudget
        metadata: {name: "{{BudgetName}}"}
        spec:
          maxGpus: {{MaxGpus}}
          namespaces: [{{LocalNamespaces.Inference}}, {{LocalNamespaces.Tenant}}]
          managedDynamoNamespaces: [inference-chat, inference-code]
          intentTtlSeconds: {{IntervalSeconds * 3}}
          priority:
            default: 100
            pools: [{selector: "inference/chat/*", priority: 900}]
        """;

    private static string ChatGraph => $$"""
        apiVersion: nvidia.com/v1beta1
        kind: DynamoGraphDeployment
        metadata: {name: chat, namespace: inference}
        spec:
          backendFramework: vllm
          components:
          - {name: Frontend, type: frontend, replicas: 1}
          - name: prefill
            type: prefill
            replicas: 1
            podTemplate:
              spec:
                containers:
                - name: main
                  args: [--model, llama-3.1-8b, --is-prefill-worker]
                  resources:
                    limits:
                      nvidia.com/gpu: "{{ChatGpusPerReplica}}"
          - name: decode
            type: decode
            replicas: 1
            podTemplate:
              spec:
                containers:
                - name: main
                  args: [--model, llama-3.1-8b]
                  resources:
                    limits:
                      nvidia.com/gpu: "{{ChatGpusPerReplica}}"
        """;

    /// <summary>The older version, and a scaling adapter: what an HPA would scale.</summary>
    private static string CodeGraph => $$"""
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        metadata: {name: code, namespace: inference}
        spec:
          backendFramework: vllm
          services:
            Frontend: {componentType: frontend, replicas: 1}
            prefill:
              componentType: worker
              subComponentType: prefill
              replicas: 1
              resources:
                limits:
                  gpu: "{{CodeGpusPerReplica}}"
              extraPodSpec:
                mainContainer:
                  args: [--model, llama-3.1-8b, --tensor-parallel-size, "{{CodeGpusPerReplica}}", --is-prefill-worker]
            decode:
              componentType: worker
              subComponentType: decode
              replicas: 1
              scalingAdapter: {enabled: true}
              resources:
                limits:
                  gpu: "{{CodeGpusPerReplica}}"
              extraPodSpec:
                mainContainer:
                  args: [--model, llama-3.1-8b, --tensor-parallel-size, "{{CodeGpusPerReplica}}"]
        """;

    private JsonObject Plan(ObjectKey graph) => YamlDocuments.Read($$"""
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: PoolPlan
        metadata: {name: "{{graph.Name}}", namespace: "{{graph.Namespace}}"}
        spec:
          targetRef: {name: "{{graph.Name}}"}
          mode: disagg
          environment: global-planner
          budgetRef: {name: "{{BudgetName}}"}
          backend: vllm
          sla:
            ttftMs: {{Targets.TtftMs:0}}
            itlMs: {{Targets.ItlMs:0}}
          throughputScaling: {intervalSeconds: {{IntervalSeconds}}}
          predictor: {type: kalman}
          limits:
            minEndpoint: 1
            maxGpus: {{Math.Max(MaxGpus - 2, 4)}}
          profile:
            configMapRef: {name: "{{ProfileName(graph)}}"}
          metrics: {source: scrape, endpoint: "{{Metrics(graph)}}"}
        """)[0].AsObject();

    private static JsonObject Profile(ObjectKey graph)
    {
        var documents = SyntheticProfiles.Documents(ModelShape.Llama8B, GpuModel.H200, GpusPerReplica(graph));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = ProfileName(graph), ["namespace"] = graph.Namespace },
            ["data"] = new JsonObject
            {
                [ProfileDocuments.PrefillKey] = documents.Prefill,
                [ProfileDocuments.DecodeKey] = documents.Decode,
            },
        };
    }

    private static string ProfileName(ObjectKey graph) => $"planner-profile-{graph.Name}";
}
