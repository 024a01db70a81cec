using System.Text.Json;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs;

/// <summary>The whole stand-in on the embedded API server and, where there is one, on a real kube-apiserver.</summary>
[Collection(nameof(RealApiServer))]
public sealed class SimulatedGraphsTests(RealApiServer real)
{
    private const string Components =
        """
        {"components":[
          {"name":"Frontend","type":"frontend"},
          {"name":"prefill","type":"prefill","replicas":1,
           "podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}},
          {"name":"decode","type":"decode","replicas":2,"scalingAdapter":{},
           "podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"2"}}}]}}}]}
        """;

    private const string Services =
        """
        {"services":{
          "Frontend":{"componentType":"frontend"},
          "prefill":{"componentType":"worker","subComponentType":"prefill","replicas":1,"resources":{"limits":{"gpu":"1"}}},
          "decode":{"componentType":"worker","subComponentType":"decode","replicas":2,"scalingAdapter":{"enabled":true},
                    "resources":{"limits":{"gpu":"2"}}}}}
        """;

    private static readonly ObjectKey Adapter = new("inference", "chat-decode");
    private static readonly ObjectKey Decode = new("inference", "chat-decode");

    [Theory]
    [InlineData(Components, "components")]
    [InlineData(Services, "services")]
    public async Task A_graph_lives_on_the_embedded_server(string spec, string map)
    {
        var folder = Directory.CreateTempSubdirectory("simulated-graphs-");
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        await using var server = await DevApiServer.StartAsync(DevApiServerOptions.For(core));
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        server.WriteKubeconfig(kubeconfig);

        await LiveAsync(kubeconfig, spec, map);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_cluster_that_knows_no_graphs_is_refused_in_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("simulated-graphs-");
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        await using var server = await DevApiServer.StartAsync(DevApiServerOptions.For(core));
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        server.WriteKubeconfig(kubeconfig);
        using var cluster = KubernetesCluster.Connect(ClusterConnection.Load(kubeconfig, null));

        var refusal = await Assert.ThrowsAsync<OperatorHostException>(
            () => ServedKinds.RequireAsync(cluster, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(
            "The cluster does not serve DynamoGraphDeployment (nvidia.com/v1beta1): install the definitions in crds/upstream first, or Dynamo itself.",
            refusal.Message);
        folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task A_graph_lives_on_a_real_server()
    {
        Skip.If(real.Absence is not null, real.Absence);

        await LiveAsync(real.KubeconfigPath, Components, "components");
    }

    private static async Task LiveAsync(string kubeconfig, string spec, string map)
    {
        await using var scenario = await GraphScenario.StartAsync(kubeconfig);
        await scenario.CreateGraphAsync(spec);
        await BecomesAsync(scenario, "all_resources_are_ready");
        await CheckChildrenAsync(scenario, map);
        await CheckMetricsAsync(scenario);
        await CheckDeploymentsAsync(scenario);

        // 1 + 5 * 2 GPUs are more than two nodes of 4 hold: two replicas find no place.
        await scenario.PatchAsync(GraphKinds.ScalingAdapters.Api, Adapter, PatchKind.Merge, """{"spec":{"replicas":5}}""");
        await BecomesAsync(scenario, "insufficient_capacity");
        await Eventually.True(
            async () => (await scenario.PodsAsync()).Count(pod => pod is { Component: "decode", IsReady: true, NodeName: not null }) == 3
                && (await scenario.PodsAsync()).Count(pod => pod is { Component: "decode", NodeName: null }) == 2,
            () => DescribeAsync(scenario));
        Assert.Equal(5, (await scenario.GraphAsync()).Component("decode")!.Replicas);

        // The adapter rules: an edit of the graph is undone.
        var pointer = map == "services" ? "/spec/services/decode/replicas" : "/spec/components/2/replicas";
        await scenario.PatchAsync(
            GraphKinds.Graphs.Api, GraphScenario.Chat, PatchKind.Json, $$"""[{"op":"replace","path":"{{pointer}}","value":4}]""");
        await Eventually.True(
            async () => (await scenario.GraphAsync()).Component("decode")!.Replicas == 5, () => DescribeAsync(scenario));

        await scenario.PatchAsync(GraphKinds.ScalingAdapters.Api, Adapter, PatchKind.Merge, """{"spec":{"replicas":1}}""");
        await BecomesAsync(scenario, "all_resources_are_ready");
        await Eventually.True(() => Task.FromResult(scenario.Graphs.Snapshots() is [{ GpusInUse: 3 }]), () => DescribeAsync(scenario));

        await scenario.Cluster.DeleteAsync(GraphKinds.Graphs.Api, GraphScenario.Chat, null, CancellationToken.None);
        await Eventually.True(
            async () => (await scenario.PodsAsync()).Count == 0
                && await scenario.Cluster.GetAsync(GraphKinds.ScalingAdapters, Adapter, CancellationToken.None) is null
                && (await ServicesAsync(scenario)).Count == 0
                && (await DeploymentsAsync(scenario)).Count == 0,
            () => DescribeAsync(scenario));
        Assert.Empty(scenario.Graphs.Snapshots());
    }

    private static async Task CheckChildrenAsync(GraphScenario scenario, string map)
    {
        Assert.Equal(
            ["chat-decode-0", "chat-decode-1", "chat-frontend-0", "chat-prefill-0"],
            (await scenario.PodsAsync()).Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.Equal("chat-frontend", Assert.Single(await ServicesAsync(scenario)).Metadata.Name);
        var status = await scenario.StatusAsync();
        var decode = status.GetProperty(map).GetProperty("decode");
        Assert.Equal(
            (2, 2, 2), (decode.GetProperty("replicas").GetInt32(), decode.GetProperty("readyReplicas").GetInt32(), decode.GetProperty("gpusPerReplica").GetInt32()));
        var adapter = await scenario.Cluster.GetAsync(GraphKinds.ScalingAdapters, Adapter, CancellationToken.None);
        Assert.Equal((2, 2), (adapter!.Replicas, adapter.StatusReplicas));
        var snapshot = Assert.Single(scenario.Graphs.Snapshots());
        Assert.Equal((5, 2), (snapshot.GpusInUse, snapshot.Components.Single(component => component.Name == "decode").Ready));
    }

    /// <summary>They show the graph's pods, and neither a change nor a deletion lasts; nobody makes replica sets from them.</summary>
    private static async Task CheckDeploymentsAsync(GraphScenario scenario)
    {
        await Eventually.True(
            async () => (await DeploymentsAsync(scenario)).Select(Describe).Order(StringComparer.Ordinal)
                .SequenceEqual(["chat-decode 2 2/2", "chat-frontend 1 1/1", "chat-prefill 1 1/1"]),
            () => DescribeAsync(scenario));
        var api = WorkloadKinds.Deployments.Api;
        await scenario.PatchAsync(api, Decode, PatchKind.Merge, """{"spec":{"replicas":4,"paused":true}}""");
        await Eventually.True(
            async () => await DecodeAsync() is { } found && Describe(found) == "chat-decode 2 2/2" && !found.Json.Flag("spec", "paused")
                && found.Metadata.Generation == found.Json.Number("status", "observedGeneration"),
            () => DescribeAsync(scenario));

        var before = await DecodeAsync();
        await scenario.Cluster.DeleteAsync(api, Decode, null, CancellationToken.None);
        await Eventually.True(
            async () => await DecodeAsync() is { } found && found.Metadata.Uid != before!.Metadata.Uid && Describe(found) == "chat-decode 2 2/2",
            () => DescribeAsync(scenario));
        Assert.Empty((await scenario.Cluster.ListAsync(WorkloadKinds.ReplicaSets, new ListScope(Decode.Namespace), CancellationToken.None)).Items);

        static string Describe(Deployment deployment) =>
            $"{deployment.Metadata.Name} {deployment.Json.Number("spec", "replicas")} "
            + $"{deployment.Json.Number("status", "availableReplicas")}/{deployment.Json.Number("status", "replicas")}";

        Task<Deployment?> DecodeAsync() => scenario.Cluster.GetAsync(WorkloadKinds.Deployments, Decode, CancellationToken.None);
    }

    private static async Task CheckMetricsAsync(GraphScenario scenario)
    {
        using var http = new HttpClient();
        await Eventually.True(
            async () => (await http.GetStringAsync(scenario.Graphs.FrontendMetrics(GraphScenario.Chat)))
                .Contains("dynamo_frontend_time_to_first_token_seconds_count{"),
            () => DescribeAsync(scenario));
        await Eventually.True(
            () => Task.FromResult(scenario.Graphs.Snapshots() is [{ RequestsPerSecond: > 0, Total.Finished: > 0, Pool.Engines.ReadyDecode: 2 }]),
            () => DescribeAsync(scenario));
        var component = new Uri(scenario.Graphs.FrontendMetrics(GraphScenario.Chat), "decode/metrics");
        Assert.Contains("dynamo_component_inflight_requests{", await http.GetStringAsync(component));
        using var unknown = await http.GetAsync(scenario.Graphs.FrontendMetrics(new ObjectKey("inference", "nobody")));
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    private static Task BecomesAsync(GraphScenario scenario, string reason) => Eventually.True(
        async () =>
        {
            var graph = await scenario.GraphAsync();
            return graph.IsStatusCurrent && graph.Conditions.Any(condition => condition.Type == "Ready" && condition.Reason == reason);
        },
        () => DescribeAsync(scenario));

    private static async Task<IReadOnlyList<Service>> ServicesAsync(GraphScenario scenario) =>
        (await scenario.Cluster.ListAsync(ForeignKinds.Services, new ListScope("inference"), CancellationToken.None)).Items;

    private static async Task<IReadOnlyList<Deployment>> DeploymentsAsync(GraphScenario scenario) =>
        (await scenario.Cluster.ListAsync(WorkloadKinds.Deployments, new ListScope("inference"), CancellationToken.None)).Items;

    private static async Task<string> DescribeAsync(GraphScenario scenario) =>
        JsonSerializer.Serialize(new
        {
            Graph = await scenario.Cluster.GetAsync(GraphKinds.Graphs, GraphScenario.Chat, CancellationToken.None),
            Pods = await scenario.PodsAsync(),
            Deployments = await DeploymentsAsync(scenario),
            Snapshots = scenario.Graphs.Snapshots(),
            scenario.Graphs.Lag,
        });
}
