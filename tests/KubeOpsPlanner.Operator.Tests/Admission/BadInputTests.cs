using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>
/// Values that no client should send, one by one: 8 GPUs, 2 of them held by a graph of each version, 1 by an adapter's graph.
/// The API server's schema stops most of them earlier; the gate does not rely on that.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private readonly JsonElement _components;
    private readonly JsonElement _services;
    private readonly JsonElement _adapter;
    private Replica? _replica;

    public BadInputTests()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 8, "inference"));
        _components = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "beta", ("worker", 2, 1)));
        _services = _cluster.Put(GraphKinds.Graphs.Api, Samples.GraphOfServices("inference", "alpha", ("worker", 2, 1)));
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "scaled", ("worker", 1, 1)));
        _adapter = _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "scaled", "worker", 1));
    }

    public async Task InitializeAsync() => _replica = await new Replica(_cluster, _time).StartAsync();

    public async Task DisposeAsync() => await _replica!.DisposeAsync();

    [Theory]
    [InlineData("-1", 403, 400, 400)]
    [InlineData("-2147483649", 403, 400, 400)]
    [InlineData("2147483647", 403, 403, 403)]
    [InlineData("2147483648", 403, 400, 400)]
    [InlineData("99999999999999999999", 403, 400, 400)]
    [InlineData("1e308", 403, 400, 400)]
    [InlineData("2.5", 403, 400, 400)]
    [InlineData("\"2\"", 403, 400, 400)]
    [InlineData("true", 403, 400, 400)]
    [InlineData("[2]", 403, 400, 400)]
    [InlineData("{}", 403, 400, 400)]
    // Absent: 1 of a graph, which is less than the 2 before; 0 of a Scale.
    [InlineData("null", 200, 400, 200)]
    public async Task Replicas_that_are_no_count_are_growth_of_a_graph_and_nonsense_of_an_adapter(string replicas, int ofGraph, int ofAdapter, int ofScale)
    {
        await AssertAsync(ofGraph, Change(GraphKinds.Graphs.Api, _components, "spec/components/0", "replicas", replicas));
        await AssertAsync(ofGraph, Change(GraphKinds.Graphs.Api, _services, "spec/services/worker", "replicas", replicas));
        await AssertAsync(ofAdapter, Change(GraphKinds.ScalingAdapters.Api, _adapter, "spec", "replicas", replicas));
        var scale = Samples.Scale(_adapter, 1);
        scale["spec"]!["replicas"] = JsonNode.Parse(replicas);
        await AssertAsync(ofScale, Reviews.Scale(_adapter, 1, 1) with { Object = Samples.Element(scale) });
    }

    [Theory]
    [InlineData("\"-1\"", 403)]
    [InlineData("-1", 403)]
    [InlineData("\"99999999999999999999\"", 403)]
    [InlineData("\"1e9\"", 403)]
    [InlineData("\"2147483647\"", 403)]
    [InlineData("\"500m\"", 403)]
    [InlineData("\"eight\"", 403)]
    [InlineData("\"\"", 403)]
    [InlineData("{}", 403)]
    [InlineData("null", 200)]
    public async Task GPUs_that_are_no_count_are_growth(string gpus, int code)
    {
        const string Limits = "spec/components/0/podTemplate/spec/containers/0/resources/limits";
        await AssertAsync(code, Change(GraphKinds.Graphs.Api, _components, Limits, "nvidia.com/gpu", gpus));
        await AssertAsync(code, Change(GraphKinds.Graphs.Api, _services, "spec/services/worker/resources/limits", "gpu", gpus));
    }

    [Theory]
    [InlineData("", "more")]
    [InlineData("metadata", "more")]
    [InlineData("spec", "more")]
    [InlineData("spec/components/0", "more")]
    [InlineData("spec/components/0/podTemplate/spec/containers/0", "more")]
    public async Task Fields_that_nobody_knows_change_no_verdict(string holder, string field)
    {
        const string Nonsense = """{"replicas": -1, "gpu": [null, {"nvidia.com/gpu": "many"}]}""";
        await AssertAsync(200, Change(GraphKinds.Graphs.Api, _components, holder, field, Nonsense));
        var grown = Samples.Element(Samples.WithReplicas(_components, "worker", 20));
        await AssertAsync(403, Change(GraphKinds.Graphs.Api, grown, holder, field, Nonsense) with { OldObject = _components });
    }

    [Theory]
    [InlineData("nvidia.com/v9")]
    [InlineData("example.com/v1")]
    [InlineData("")]
    public async Task A_version_that_nobody_knows_is_read_by_what_it_holds(string version)
    {
        var grown = Samples.WithReplicas(_components, "worker", 20);
        grown["apiVersion"] = version;
        await AssertAsync(403, Reviews.Update(GraphKinds.Graphs.Api, _components, grown));
    }

    /// <summary>In a path such a name would ask for another object, with the operator's rights.</summary>
    [Theory]
    [InlineData("..", false)]
    [InlineData(".", false)]
    [InlineData("../../../../api/v1/namespaces/kube-system/secrets/admin", false)]
    [InlineData("dcd/alone", false)]
    [InlineData("..%2f..", false)]
    [InlineData("not-there", true)]
    public async Task Nothing_is_asked_for_under_a_name_that_no_graph_can_have(string graph, bool isAskedFor)
    {
        var asked = 0;
        _cluster.BeforeRead = api => asked += api == GraphKinds.Graphs.Api ? 1 : 0;
        var review = Reviews.Create(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", graph, "worker", 1));
        // Alone it runs nothing; the ledger holds it for the graph that may come.
        Assert.Equal(200, (await GateBench.Gate(_cluster, _replica!, _time).ReviewAsync(review, default)).Code);
        Assert.Equal(isAskedFor, asked > 0);
    }

    private static AdmissionReview Change(ApiResource api, JsonElement stored, string holder, string field, string value)
    {
        var changed = JsonNode.Parse(stored.GetRawText())!;
        var node = holder.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(changed, (json, step) => json is JsonArray list ? list[int.Parse(step)]! : json[step]!);
        node[field] = JsonNode.Parse(value);
        return Reviews.Update(api, stored, changed);
    }

    /// <summary>The verdict's code; and whatever is not allowed says why in one sentence, and holds nothing.</summary>
    private async Task AssertAsync(int code, AdmissionReview review)
    {
        var verdict = await GateBench.Gate(_cluster, _replica!, _time).ReviewAsync(review, default);

        Assert.True(verdict.Code == code, $"{verdict.Code} {verdict.Message}: {review.Object}");
        Assert.Equal(code != 200, verdict.Message.Length > 0);
        Assert.DoesNotContain('\n', verdict.Message);
        Assert.Empty(LedgerObject.Read(_cluster.Find(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("fleet"))!.Value).Cell.Reservations);
    }
}
