using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs;

/// <summary>Simulated graphs on some API server, driven and watched from outside. Two nodes of four GPUs, a minute a second.</summary>
internal sealed class GraphScenario : IAsyncDisposable
{
    public static readonly ObjectKey Chat = new("inference", "chat");

    private static readonly ApiResource Definitions = new(
        "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", IsNamespaced: false);

    private static readonly GraphWorkload Workload = new(
        SyntheticProfiles.Llama8BOnH200(),
        () => SyntheticTrace.Generate(new SyntheticTraceOptions { Duration = TimeSpan.FromDays(1) }),
        new LatencyTargets(500, 50));

    private GraphScenario(KubernetesCluster cluster, SimulatedGraphs graphs)
    {
        Cluster = cluster;
        Graphs = graphs;
    }

    public KubernetesCluster Cluster { get; }

    public SimulatedGraphs Graphs { get; }

    public static async Task<GraphScenario> StartAsync(string kubeconfig)
    {
        var cluster = KubernetesCluster.Connect(ClusterConnection.Load(kubeconfig, null));
        foreach (var file in Directory.GetFiles(Path.Combine(Repository(), "crds", "upstream"), "*.yaml"))
        {
            var definition = YamlToJson.Convert(await File.ReadAllBytesAsync(file))!;
            var key = ObjectKey.Cluster(definition["metadata"]!["name"]!.GetValue<string>());
            await cluster.PatchAsync(
                Definitions, key, new ClusterPatch(PatchKind.Apply, definition, FieldManager: "tests"), CancellationToken.None);
        }

        var name = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = Chat.Namespace } };
        await cluster.CreateAsync(ForeignKinds.Namespaces.Api, name, CancellationToken.None);
        var graphs = await SimulatedGraphs.StartAsync(
            new SimulatedGraphsOptions
            {
                KubeconfigPath = kubeconfig,
                Nodes = 2,
                GpusPerNode = 4,
                Clock = new ScaledTimeProvider(TimeProvider.System, 60),
                DefaultWorkload = Workload,
            },
            CancellationToken.None);
        return new GraphScenario(cluster, graphs);
    }

    public Task CreateGraphAsync(string spec) => Cluster.CreateAsync(
        GraphKinds.Graphs.Api,
        JsonNode.Parse(
            $$"""
            {"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeployment",
             "metadata":{"name":"{{Chat.Name}}","namespace":"{{Chat.Namespace}}"},"spec":{{spec}} }
            """)!.AsObject(),
        CancellationToken.None);

    public async Task<DynamoGraphDeployment> GraphAsync() => (await Cluster.GetAsync(GraphKinds.Graphs, Chat, CancellationToken.None))!;

    public async Task<IReadOnlyList<Pod>> PodsAsync() =>
        (await Cluster.ListAsync(ForeignKinds.Pods, new ListScope(Chat.Namespace), CancellationToken.None)).Items;

    public Task PatchAsync(ApiResource api, ObjectKey key, PatchKind kind, string body) =>
        Cluster.PatchAsync(api, key, new ClusterPatch(kind, JsonNode.Parse(body)!), CancellationToken.None);

    public async Task<JsonElement> StatusAsync() =>
        (await Cluster.GetAsync(Raw, Chat, CancellationToken.None))!.Json.GetProperty("status");

    public async ValueTask DisposeAsync()
    {
        await Graphs.DisposeAsync();
        Cluster.Dispose();
    }

    private static Resource<RawObject> Raw { get; } =
        new(GraphKinds.Graphs.Api, json => new RawObject(KubernetesJson.ReadMeta(json), json.Clone()));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KubeOpsPlanner.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("KubeOpsPlanner.sln is not above the test's folder");
        }

        return folder.FullName;
    }

    private sealed record RawObject(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject;
}
