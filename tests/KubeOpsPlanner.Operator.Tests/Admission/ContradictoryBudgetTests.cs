using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>Budgets that the webhook would have refused, stored while it was away: none of them opens the gate.</summary>
public sealed class ContradictoryBudgetTests : IAsyncLifetime
{
    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private readonly JsonElement _chat;
    private Replica? _replica;

    public ContradictoryBudgetTests()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _chat = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_replica is not null)
            await _replica.DisposeAsync();
    }

    [Theory]
    [InlineData("a floor above the ceiling", 4, 8, 5, false)]
    [InlineData("a floor above the ceiling, within the ceiling", 4, 8, 4, true)]
    [InlineData("nothing at all is allowed", 0, -1, 3, false)]
    [InlineData("nothing at all, and a floor", 0, 4, 3, false)]
    [InlineData("a floor without a ceiling", -1, 4, 300, true)]
    public async Task Floors_and_ceilings(string why, int maxGpus, int minGpus, int replicas, bool isAllowed)
    {
        var budget = Samples.Budget("fleet", maxGpus, "inference");
        budget["spec"]!["minGpus"] = minGpus;
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var verdict = await ReviewAsync(replicas);

        Assert.True(verdict.IsAllowed == isAllowed, $"{why}: {verdict.Message}");
        Assert.True((await ReviewAsync(1)).IsAllowed, $"{why}: shrinking");
    }

    [Fact]
    public async Task Two_budgets_over_one_namespace_let_nothing_grow_and_everything_shrink()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("other"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 100, "inference"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("other", -1, "inference"));
        var verdict = await ReviewAsync(3);

        Assert.False(verdict.IsAllowed);
        Assert.StartsWith("GlobalBudgets \"fleet\" and \"other\" all govern inference/chat", verdict.Message, StringComparison.Ordinal);
        Assert.True((await ReviewAsync(1)).IsAllowed);
    }

    [Fact]
    public async Task Thousands_of_components_are_refused_in_one_sentence()
    {
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", -1, "inference"));
        var pools = Enumerable.Range(0, 3000).Select(i => ($"worker-{i}", 1, (int?)1)).ToArray();
        var gate = await GateAsync();
        var verdict = await gate.ReviewAsync(Reviews.Create(GraphKinds.Graphs.Api, Samples.Graph("inference", "huge", pools)), default);

        Assert.Equal(
            "inference/huge would have 3000 components, and growth is judged for at most 100: split it into several graphs", verdict.Message);
    }

    private async Task<AdmissionVerdict> ReviewAsync(int replicas) => await (await GateAsync()).ReviewAsync(
        Reviews.Update(GraphKinds.Graphs.Api, _chat, Samples.WithReplicas(_chat, "worker", replicas)), default);

    private async Task<IAdmissionHandler> GateAsync()
    {
        _replica ??= await new Replica(_cluster, _time).StartAsync();
        return GateBench.Gate(_cluster, _replica, _time);
    }
}
