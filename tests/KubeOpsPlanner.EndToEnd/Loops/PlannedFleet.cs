using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>
/// A fleet in a whole cluster: simulated GPUs and graphs, steady traffic on every graph, and the operator, all on one
/// domain clock. One graph, chat, of one prefill and one decode replica, wants more than that.
/// </summary>
internal sealed class PlannedFleet : IAsyncDisposable
{
    /// <summary>Domain seconds per second: an interval is a second and a half.</summary>
    private const double Scale = 40;
    private const int IntervalSeconds = 60;

    /// <summary>About four times what one prefill worker of the simulated engine can do.</summary>
    private const int RequestsPerSecond = 40;

    private const string Profile = "planner-profile-data-ab12";

    private readonly SimulatedGraphs _graphs;
    private readonly ScaledTimeProvider _clock;
    private RunningOperator _operator;

    private PlannedFleet(Fleet fleet, SimulatedGraphs graphs, RunningOperator running, ScaledTimeProvider clock)
    {
        Fleet = fleet;
        _graphs = graphs;
        _operator = running;
        _clock = clock;
    }

    public Fleet Fleet { get; }

    /// <summary>What the graph's frontend serves to Prometheus.</summary>
    public Uri FrontendPage => _graphs.FrontendMetrics(new ObjectKey(Fleet.Namespace, "chat"));

    public string PlanPath => $"/apis/kubeopsplanner.io/v1alpha1/namespaces/{Fleet.Namespace}/poolplans/chat";

    /// <param name="traffic">Null sends steady traffic.</param>
    /// <param name="graph">Null makes one with a frontend.</param>
    /// <param name="scale">Domain seconds per second; 1 where something outside takes part, which knows real time only.</param>
    public static async Task<PlannedFleet> StartAsync(
        IApiServerUnderTest server, string version, int maxGpus, Func<IEnumerable<TraceRequest>>? traffic = null, JsonObject? graph = null, double scale = Scale)
    {
        var clock = new ScaledTimeProvider(TimeProvider.System, scale);
        var running = await RunningOperator.StartAsync(server, clock);
        var graphs = await SimulatedGraphs.StartAsync(
            new SimulatedGraphsOptions
            {
                KubeconfigPath = server.KubeconfigPath,
                KubeconfigContext = TestUser.Admin.Name,
                Nodes = 2,
                GpusPerNode = 8,
                StartupDelay = TimeSpan.FromSeconds(10),
                DrainDeadline = TimeSpan.FromSeconds(10),
                Clock = clock,
                DefaultWorkload = new GraphWorkload(SyntheticProfiles.Llama8BOnH200(), traffic ?? (() => Traffic(RequestsPerSecond)), new LatencyTargets(500, 50)),
            },
            CancellationToken.None);
        var fleet = await Fleet.CreateAsync(server, maxGpus);
        await fleet.BindsAsync();
        (await fleet.Admin.PostAsync(fleet.GraphsPath(version), graph ?? GraphManifests.Graph(version, "chat", 1, 1))).IsAllowed();
        var planned = new PlannedFleet(fleet, graphs, running, clock);
        await planned.AddProfileAsync();
        return planned;
    }

    /// <summary>Another process, which remembers nothing.</summary>
    public async Task RestartOperatorAsync()
    {
        await _operator.DisposeAsync();
        _operator = await RunningOperator.StartAsync(Fleet.Server, _clock);
    }

    /// <param name="spec">Fields that differ, as a JSON merge patch.</param>
    public async Task AddPlanAsync(string spec)
    {
        var plan = new JsonObject
        {
            ["targetRef"] = new JsonObject { ["name"] = "chat" },
            ["mode"] = "disagg",
            ["environment"] = "kubernetes",
            ["backend"] = "vllm",
            ["sla"] = new JsonObject { ["ttftMs"] = 500, ["itlMs"] = 50 },
            ["throughputScaling"] = new JsonObject { ["intervalSeconds"] = IntervalSeconds, ["maxReplicaStep"] = 4 },
            ["predictor"] = new JsonObject { ["type"] = "constant" },
            ["limits"] = new JsonObject { ["minEndpoint"] = 1, ["maxGpus"] = 16 },
            ["profile"] = new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = Profile } },
            ["metrics"] = new JsonObject
            {
                ["source"] = "scrape",
                ["endpoint"] = FrontendPage.ToString(),
            },
        };
        foreach (var (field, value) in JsonNode.Parse(
            spec.Replace("FLEET", Fleet.Name, StringComparison.Ordinal).Replace("PAGES", Pages, StringComparison.Ordinal))!.AsObject())
        {
            plan[field] = value?.DeepClone();
        }

        (await Fleet.Admin.PostAsync(PlanPath[..PlanPath.LastIndexOf('/')], new JsonObject
        {
            ["apiVersion"] = "kubeopsplanner.io/v1alpha1",
            ["kind"] = "PoolPlan",
            ["metadata"] = new JsonObject { ["name"] = "chat" },
            ["spec"] = plan,
        })).IsAllowed();
    }

    /// <summary>What the operator serves to Prometheus.</summary>
    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(_operator.Address, "metrics"));
    }

    public async Task<JsonNode> PlanAsync() => (await Fleet.Admin.GetAsync(PlanPath)).Body;

    /// <summary>Waits for a state of the plan; a failure shows the last one.</summary>
    public async Task<JsonNode> PlanBecomesAsync(Func<JsonNode, bool> isWanted, string what)
    {
        JsonNode? last = null;
        await Eventually.True(
            async () => isWanted(last = await PlanAsync()), () => Task.FromResult($"{what}; the last status was {last?["status"]?.ToJsonString()}"));
        return last!;
    }

    /// <summary>Waits until the graph asks for as many GPUs.</summary>
    public async Task AsksForAsync(int gpus)
    {
        var last = 0;
        await Eventually.True(
            async () => (last = await Fleet.AskedGpusAsync()) == gpus,
            async () => $"the graph asks for {gpus} GPUs; it asked for {last}, with {(await PlanAsync())["status"]?.ToJsonString()} "
                + $"and {(await Fleet.BudgetAsync())["status"]?.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        var space = Fleet.Namespace;
        await Fleet.Admin.DeleteAsync($"{Fleet.GraphsPath(GraphManifests.V1Beta1)}/chat");
        await Eventually.True(
            async () => (await Fleet.Admin.GetAsync($"/api/v1/namespaces/{space}/pods")).Body["items"]!.AsArray().Count == 0, "the pods are gone");
        foreach (var node in (await Fleet.Admin.GetAsync("/api/v1/nodes")).Body["items"]!.AsArray())
        {
            await Fleet.Admin.DeleteAsync($"/api/v1/nodes/{node!["metadata"]!["name"]}");
        }

        await _graphs.DisposeAsync();
        await Fleet.DisposeAsync();
        await _operator.DisposeAsync();
    }

    /// <param name="burstAfterSeconds">From then on requests come as often as the constant says; null for never.</param>
    internal static IEnumerable<TraceRequest> Traffic(double requestsPerSecond, double? burstAfterSeconds = null)
    {
        for (var at = 0.0; ; at += 1 / (at >= burstAfterSeconds ? RequestsPerSecond : requestsPerSecond))
        {
            yield return new TraceRequest(TimeSpan.FromSeconds(at), InputTokens: 3000, OutputTokens: 150);
        }
    }

    /// <summary>Below this the pages of the graph and its components are.</summary>
    private string Pages => FrontendPage.ToString().Replace("/metrics", "", StringComparison.Ordinal);

    /// <summary>The numbers of the sample, so that what users copy is what is tested.</summary>
    private async Task AddProfileAsync()
    {
        var profile = Repository.Documents("config/samples/profile_config_map.yaml").Single();
        profile["metadata"]!["namespace"] = Fleet.Namespace;
        Assert.Equal(Profile, (string?)profile["metadata"]!["name"]);
        (await Fleet.Admin.PostAsync($"/api/v1/namespaces/{Fleet.Namespace}/configmaps", profile)).IsAllowed();
    }
}
