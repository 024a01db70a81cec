using System.Text.Json.Nodes;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>A GlobalBudget that nobody else has, over namespaces that nobody else has. What is in them goes with it.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const string Budgets = "/apis/kubeopsplanner.io/v1alpha1/globalbudgets";

    private static int _count;

    private Fleet(IApiServerUnderTest server, string name, IReadOnlyList<string> namespaces)
    {
        Server = server;
        Name = name;
        Namespaces = namespaces;
        Admin = new Caller(server);
        Alice = new Caller(server, TestUser.Alice);
    }

    public IApiServerUnderTest Server { get; }

    /// <summary>Of the budget and, as it is a cohort of its own, of its ledger.</summary>
    public string Name { get; }

    /// <summary>The first one is meant where a method names none.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    public string Namespace => Namespaces[0];

    public Caller Admin { get; }

    /// <summary>An ordinary tenant.</summary>
    public Caller Alice { get; }

    public string BudgetPath => $"{Budgets}/{Name}";

    /// <summary>Returns when the budget is stored, which is before it binds.</summary>
    /// <param name="spec">More fields of the budget's spec, as JSON; NAMESPACE stands for the first namespace.</param>
    /// <param name="suffixes">One namespace for each.</param>
    public static async Task<Fleet> CreateAsync(IApiServerUnderTest server, int maxGpus, string spec = "{}", params string[] suffixes)
    {
        var name = $"fleet-{Interlocked.Increment(ref _count)}-{Guid.NewGuid().ToString("n")[..6]}";
        var namespaces = suffixes.DefaultIfEmpty("inference").Select(suffix => $"{name}-{suffix}").ToList();
        var fleet = new Fleet(server, name, namespaces);
        foreach (var (place, suffix) in namespaces.Zip(suffixes.DefaultIfEmpty("inference")))
        {
            var metadata = new JsonObject { ["name"] = place, ["labels"] = new JsonObject { [ServerAccess.TestNamespaceLabel] = suffix } };
            (await fleet.Admin.PostAsync(
                "/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = metadata })).IsAllowed();
        }

        var budget = JsonNode.Parse(spec.Replace("NAMESPACE", fleet.Namespace, StringComparison.Ordinal))!.AsObject();
        budget["maxGpus"] = maxGpus;
        budget["namespaces"] = new JsonArray([.. namespaces.Select(place => (JsonNode)place)]);
        // Another operator's webhook may be on its way out while this one's is on its way in.
        await Eventually.True(async () => (await fleet.Admin.ApplyAsync(fleet.BudgetPath, new JsonObject
        {
            ["apiVersion"] = "kubeopsplanner.io/v1alpha1",
            ["kind"] = "GlobalBudget",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = budget.DeepClone(),
        })).IsSuccess, $"GlobalBudget {name} is stored");
        return fleet;
    }

    /// <summary>Waits until a graph one GPU larger than the ceiling is refused with a sentence, in every namespace.</summary>
    public async Task BindsAsync()
    {
        foreach (var place in Namespaces)
        {
            Answer? last = null;
            await Eventually.True(
                async () => (last = await ProbeAsync(place)).Code == 403 && last.Sentence.Contains($"GlobalBudget \"{Name}\"", StringComparison.Ordinal),
                () => Task.FromResult($"budget {Name} binds in {place}; the last answer was HTTP {last?.Code} {last?.Sentence}"));
        }
    }

    public string GraphsPath(string version, string? place = null) =>
        $"/apis/nvidia.com/{version}/namespaces/{place ?? Namespace}/dynamographdeployments";

    public string AdaptersPath(string version, string? place = null) =>
        $"/apis/nvidia.com/{version}/namespaces/{place ?? Namespace}/dynamographdeploymentscalingadapters";

    public string ComponentsPath(string version, string? place = null) =>
        $"/apis/nvidia.com/{version}/namespaces/{place ?? Namespace}/dynamocomponentdeployments";

    public async Task AddGraphAsync(string version, string name, int prefill, int decode, int gpusPerReplica = 1, string? place = null) =>
        (await Admin.PostAsync(GraphsPath(version, place), GraphManifests.Graph(version, name, prefill, decode, gpusPerReplica))).IsAllowed();

    /// <summary>Sets replicas as <see cref="GraphManifests.ReplicasPatch"/> spells them.</summary>
    public Task<Answer> ScaleAsync(Caller caller, string version, string graph, params (string Component, int Replicas)[] changes) =>
        ScaleAsync(caller, version, graph, query: "", changes);

    public Task<Answer> ScaleAsync(
        Caller caller, string version, string graph, string query, params (string Component, int Replicas)[] changes)
    {
        var (path, patch) = ($"{GraphsPath(version)}/{graph}{query}", GraphManifests.ReplicasPatch(version, changes));
        return version == GraphManifests.V1Alpha1 ? caller.MergeAsync(path, patch) : caller.JsonPatchAsync(path, patch);
    }

    public async Task SetMaxGpusAsync(int maxGpus) =>
        (await Admin.MergeAsync(BudgetPath, $$$"""{"spec":{"maxGpus":{{{maxGpus}}}}}""")).IsAllowed();

    public async Task<JsonNode> BudgetAsync() => (await Admin.GetAsync(BudgetPath)).Body;

    public Task<Answer> LedgerAsync() => Admin.GetAsync($"/apis/kubeopsplanner.io/v1alpha1/budgetledgers/{Name}");

    /// <summary>Reservations that are in the ledger now.</summary>
    public async Task<int> ReservationsAsync() => (await LedgerAsync()).Body["spec"]?["reservations"]?.AsArray().Count ?? 0;

    /// <summary>GPUs that the graphs ask for now.</summary>
    public async Task<int> AskedGpusAsync()
    {
        var sum = 0;
        foreach (var place in Namespaces)
        {
            sum += (await Admin.GetAsync(GraphsPath(GraphManifests.V1Beta1, place))).Body["items"]!.AsArray().Sum(graph => GpuCount.Of(graph!));
        }

        return sum;
    }

    /// <summary>GPUs that graphs and their adapters ask for now: of both the larger, pool by pool.</summary>
    public async Task<int> ChargedGpusAsync()
    {
        var charged = new ChargedGraphs();
        foreach (var place in Namespaces)
        {
            foreach (var collection in new[] { GraphsPath(GraphManifests.V1Beta1, place), AdaptersPath(GraphManifests.V1Beta1, place) })
            {
                foreach (var item in (await Admin.GetAsync(collection)).Body["items"]!.AsArray())
                {
                    charged.Take("ADDED", item!);
                }
            }
        }

        return charged.Gpus;
    }

    public async Task<IReadOnlyList<JsonNode>> EventsAsync(string reason) =>
    [
        .. (await Admin.GetAsync("/api/v1/events?limit=5000")).Body["items"]!.AsArray().Select(item => item!)
            .Where(item => (string?)item["reason"] == reason && item.ToJsonString().Contains(Name, StringComparison.Ordinal)),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var place in Namespaces)
        {
            await Admin.DeleteAsync($"/apis/kubeopsplanner.io/v1alpha1/namespaces/{place}/poolplans");
            await Admin.DeleteAsync($"/apis/nvidia.com/v1beta1/namespaces/{place}/dynamographdeploymentscalingadapters");
            await Admin.DeleteAsync($"/apis/nvidia.com/v1beta1/namespaces/{place}/dynamographdeployments");
            await Admin.DeleteAsync($"/apis/nvidia.com/v1beta1/namespaces/{place}/dynamocomponentdeployments");
        }

        await Admin.DeleteAsync(BudgetPath);
        Admin.Dispose();
        Alice.Dispose();
    }

    /// <summary>Asks, as a dry run, for a graph one GPU larger than the ceiling.</summary>
    public async Task<Answer> ProbeAsync(string place)
    {
        var max = (int)(await BudgetAsync())["spec"]!["maxGpus"]!;
        return await Admin.ApplyAsync(
            $"{GraphsPath(GraphManifests.V1Beta1, place)}/probe?dryRun=All", GraphManifests.Graph(GraphManifests.V1Beta1, "probe", max + 1, 0));
    }
}
