using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>
/// The Dynamo operator repeats in a graph what an adapter was admitted with. However little the budget allows by then,
/// that adds nothing to what is charged already.
/// </summary>
public sealed class MirrorWriteTests : IAsyncLifetime
{
    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private JsonElement _chat;
    private Replica? _replica;

    public async Task InitializeAsync()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 8, "inference"));
        var graph = Samples.Graph("inference", "chat", ("worker", 2, 1));
        graph["spec"]!["components"]![0]!["scalingAdapter"] = new JsonObject();
        _chat = _cluster.Put(GraphKinds.Graphs.Api, graph);
        _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "chat", "worker", 6));
        _replica = await new Replica(_cluster, _time).StartAsync();
    }

    public async Task DisposeAsync() => await _replica!.DisposeAsync();

    [Theory]
    [InlineData("within the ceiling", 8, 6, true)]
    [InlineData("over a lowered ceiling", 4, 6, true)]
    [InlineData("over a ceiling of nothing", 0, 6, true)]
    [InlineData("part of the way", 4, 5, true)]
    [InlineData("more than the adapter asks for", 4, 7, false)]
    public async Task A_graph_write_up_to_its_adapter_passes(string why, int maxGpus, int replicas, bool isAllowed)
    {
        await LowerAsync(maxGpus);
        var verdict = await GateBench.Gate(_cluster, _replica!, _time).ReviewAsync(
            Reviews.Update(GraphKinds.Graphs.Api, _chat, Samples.WithReplicas(_chat, "worker", replicas)), default);

        Assert.True(verdict.IsAllowed == isAllowed, $"{why}: {verdict.Message}");
    }

    [Fact]
    public async Task An_adapter_made_at_the_size_of_its_graph_passes_too()
    {
        var code = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "code", ("worker", 1, 1)));
        await LowerAsync(0);
        var made = Reviews.Create(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "code", "worker", 1));

        Assert.True((await GateBench.Gate(_cluster, _replica!, _time).ReviewAsync(made, default)).IsAllowed, code.ToString());
    }

    private async Task LowerAsync(int maxGpus)
    {
        var budget = Samples.Budget("fleet", maxGpus, "inference");
        budget["metadata"]!["generation"] = 2;
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        await Eventually.True(() => _replica!.Ledger.Picture("fleet") is { BindingGeneration: 2, TotalGpus: >= 6 });
    }
}
