using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>Component deployments at the gate: 8 GPUs, of which inference/chat holds 2 in one component called worker.</summary>
public sealed class ComponentGateTests : IAsyncLifetime
{
    private const string Dynamo = "system:serviceaccount:dynamo:dynamo-operator";

    private static readonly ApiResource Api = GraphKinds.ComponentDeployments.Api;

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private readonly JsonElement _chat;
    private Replica? _replica;

    public ComponentGateTests()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 8, "inference"));
        _chat = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_replica is not null)
            await _replica.DisposeAsync();
    }

    [Theory]
    [InlineData("alone, with GPUs", "alone", 1, 1, false, "alice", "belongs to no graph")]
    [InlineData("alone, without replicas", "alone", 0, 1, false, "alice", null)]
    [InlineData("alone, without GPUs", "alone", 3, 0, false, "alice", null)]
    [InlineData("alone, of unknown shape", "alone", 1, null, false, "alice", "belongs to no graph")]
    [InlineData("alone, and not even for the Dynamo operator", "alone", 1, 1, false, Dynamo, "belongs to no graph")]
    [InlineData("of a graph, by the Dynamo operator", "chat-worker-7f", 5, 1, true, Dynamo, null)]
    [InlineData("of a graph, repeating it", "chat-worker", 2, 1, true, "alice", null)]
    [InlineData("of a graph, larger than it", "chat-worker", 3, 1, true, "alice", "belongs to graph inference/chat")]
    [InlineData("of a graph, of more GPUs per replica", "chat-worker", 1, 2, true, "alice", "belongs to graph inference/chat")]
    [InlineData("of a graph, under a second name", "chat-worker-2", 1, 1, true, "alice", "belongs to graph inference/chat")]
    public async Task A_creation(string why, string name, int replicas, int? gpus, bool isOfChat, string user, string? refusal)
    {
        var verdict = await ReviewAsync(Reviews.Create(
            Api, Samples.ComponentDeployment("inference", name, replicas, gpus, isOfChat ? _chat : null), user));

        Assert.True(verdict.IsAllowed == refusal is null, $"{why}: {verdict.Message}");
        Assert.Contains(refusal ?? "", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fewer replicas", 1, 2, true)]
    [InlineData("fewer GPUs per replica", 2, 1, true)]
    [InlineData("the same", 2, 2, true)]
    [InlineData("more replicas", 3, 2, false)]
    [InlineData("more GPUs per replica, fewer replicas", 1, 3, false)]
    [InlineData("a shape that nobody knows", 2, null, false)]
    public async Task An_update_of_one_that_stands_alone(string why, int replicas, int? gpus, bool isAllowed)
    {
        var stored = _cluster.Put(Api, Samples.ComponentDeployment("inference", "alone", 2, 2));
        var verdict = await ReviewAsync(Reviews.Update(Api, stored, WithMetaOf(stored, Samples.ComponentDeployment("inference", "alone", replicas, gpus))));

        Assert.True(verdict.IsAllowed == isAllowed, $"{why}: {verdict.Message}");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task The_scale_subresource(int replicas, bool isAllowed)
    {
        var stored = _cluster.Put(Api, Samples.ComponentDeployment("inference", "alone", 2, 2));
        var scale = Reviews.Scale(stored, 2, replicas);
        var verdict = await ReviewAsync(scale with { Resource = scale.Resource with { Resource = Api.Plural } });

        Assert.Equal(isAllowed, verdict.IsAllowed);
    }

    [Fact]
    public async Task A_reference_to_a_graph_does_not_take_GPUs_out_of_the_charge()
    {
        var stored = _cluster.Put(Api, Samples.ComponentDeployment("inference", "alone", 2, 2));
        var adopted = WithMetaOf(stored, Samples.ComponentDeployment("inference", "alone", 2, 2, _chat));

        Assert.Contains("belongs to graph inference/chat", (await ReviewAsync(Reviews.Update(Api, stored, adopted))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_graph_that_is_not_there_covers_nothing()
    {
        var forged = Samples.ComponentDeployment("inference", "chat-worker", 2, 1, _chat);
        forged["metadata"]!["ownerReferences"]![0]!["uid"] = "uid-of-another-life";

        Assert.Contains("belongs to no graph", (await ReviewAsync(Reviews.Create(Api, forged))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_alone_is_charged_and_what_belongs_to_a_graph_is_not_counted_twice()
    {
        _cluster.Put(Api, Samples.ComponentDeployment("inference", "alone", 2, 2));
        _cluster.Put(Api, Samples.ComponentDeployment("inference", "chat-worker", 2, 1, _chat));
        var gate = await GateAsync();
        await TotalsAsync(6);

        Assert.True((await gate.ReviewAsync(Growth(4), default)).IsAllowed);
        var refusal = await gate.ReviewAsync(Growth(5), default);
        Assert.Equal(
            "GlobalBudget \"fleet\" allows 8 GPUs; 8 are committed (inference/chat 4, inference/dcd/alone 4) and this change needs 1 more: "
            + "lower inference/dcd/alone/alone by 1 (2 GPUs per replica), or raise spec.maxGpus to 9",
            refusal.Message);
    }

    [Fact]
    public async Task Components_that_outlive_their_graph_stay_charged_until_they_are_gone()
    {
        _cluster.Put(Api, Samples.ComponentDeployment("inference", "chat-worker", 2, 1, _chat));
        await GateAsync();
        await TotalsAsync(2);

        _cluster.Remove(GraphKinds.Graphs.Api, new ObjectKey("inference", "chat"));
        await Eventually.True(() => _replica!.Ledger.Picture("fleet")?.Graphs is [{ Graph.Name: "dcd/chat-worker", Gpus: 2 }]);
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 3, 1)));
        await TotalsAsync(5);

        _cluster.Remove(Api, new ObjectKey("inference", "chat-worker"));
        await TotalsAsync(3);
    }

    [Fact]
    public async Task A_namespace_that_left_the_selector_is_let_go_with_its_last_component()
    {
        var budget = Samples.Budget("fleet", 8);
        budget["spec"]!.AsObject().Remove("namespaces");
        budget["spec"]!["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["pool"] = "gpu" } };
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        _cluster.Put(ForeignKinds.Namespaces.Api, Namespace("gpu"));
        _cluster.Put(Api, Samples.ComponentDeployment("leaving", "alone", 2, 2));
        await GateAsync();
        await TotalsAsync(4);

        _cluster.Put(ForeignKinds.Namespaces.Api, Namespace("none"));
        await Eventually.True(() => _replica!.Ledger.Catalog?.Find("fleet")?.HeldOver.Contains("leaving") == true);
        Assert.Equal(4, _replica!.Ledger.Picture("fleet")?.TotalGpus);

        _cluster.Remove(Api, new ObjectKey("leaving", "alone"));
        await Eventually.True(() => _replica.Ledger.Catalog?.Governing("leaving").IsEmpty == true);
        await TotalsAsync(0);

        static JsonObject Namespace(string pool) => new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = "leaving", ["labels"] = new JsonObject { ["pool"] = pool } },
        };
    }

    [Fact]
    public async Task An_advisory_budget_warns_and_records()
    {
        var budget = Samples.Budget("fleet", 8, "inference");
        budget["spec"]!["mode"] = "Advisory";
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var verdict = await ReviewAsync(Reviews.Create(Api, Samples.ComponentDeployment("inference", "alone", 1, 1)));

        Assert.True(verdict.IsAllowed);
        Assert.StartsWith("advisory, would be refused: DynamoComponentDeployment inference/alone", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
        Assert.Equal("ComponentWithoutGraph", Assert.Single(_replica!.Events.All).Reason);
    }

    [Fact]
    public async Task Where_nobody_governs_it_passes() => Assert.True((await ReviewAsync(Reviews.Create(
        Api, Samples.ComponentDeployment("elsewhere", "alone", 100, 8)))).IsAllowed);

    private AdmissionReview Growth(int replicas) =>
        Reviews.Update(GraphKinds.Graphs.Api, _chat, Samples.WithReplicas(_chat, "worker", replicas));

    private Task TotalsAsync(long gpus) => Eventually.True(() => _replica!.Ledger.Picture("fleet")?.TotalGpus == gpus);

    private async Task<AdmissionVerdict> ReviewAsync(AdmissionReview review) => await (await GateAsync()).ReviewAsync(review, default);

    private async Task<IAdmissionHandler> GateAsync()
    {
        _replica ??= await new Replica(_cluster, _time).StartAsync();
        return GateBench.Gate(_cluster, _replica, _time, Dynamo);
    }

    private static JsonObject WithMetaOf(JsonElement stored, JsonObject changed)
    {
        foreach (var name in new[] { "uid", "resourceVersion" })
            changed["metadata"]![name] = stored.GetProperty("metadata").GetProperty(name).GetString();

        return changed;
    }
}
