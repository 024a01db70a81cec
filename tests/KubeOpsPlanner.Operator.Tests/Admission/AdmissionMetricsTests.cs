using System.Diagnostics.Metrics;
using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>What is counted of each verdict: 8 GPUs, 2 of them held.</summary>
public sealed class AdmissionMetricsTests : IAsyncLifetime
{
    private static readonly AsyncLocal<bool> Asks = new();

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private Replica? _replica;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _replica!.DisposeAsync();

    [Theory]
    [InlineData("Active", 8, "allowed", "WithinBudget")]
    [InlineData("Active", 9, "refused", "OverBudget")]
    [InlineData("Active", 1, "allowed", "GrowsNothing")]
    [InlineData("Active", 2, "allowed", "Unchanged")]
    [InlineData("Advisory", 8, "allowed", "WithinBudget")]
    [InlineData("Advisory", 9, "advised", "OverBudget")]
    public Task Each_verdict_is_counted_by_what_became_of_it_and_why(string mode, int replicas, string verdict, string reason) =>
        CountsAsync(mode, LedgerCell.Blank with { Sequence = 2 }, replicas, verdict, reason);

    [Theory]
    [InlineData("Active", "retry")]
    [InlineData("Advisory", "advised")]
    public Task What_nobody_could_judge_is_not_counted_as_within_the_budget(string mode, string verdict) =>
        CountsAsync(mode, LedgerCell.Blank with { Sequence = 2, RebuildingSince = 2 }, 8, verdict, "LedgerRebuilding");

    private async Task CountsAsync(string mode, LedgerCell cell, int replicas, string verdict, string reason)
    {
        var budget = Samples.Budget("fleet", 8, "inference");
        budget["spec"]!["mode"] = mode;
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("fleet", cell));
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var chat = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
        _replica = await new Replica(_cluster, _time).StartAsync();

        var counted = await CountAsync(chat, replicas);

        Assert.Equal([$"verdict={verdict} reason={reason}"], counted);
    }

    /// <summary>Of this review alone: other tests are judged in the same process.</summary>
    private async Task<IReadOnlyList<string>> CountAsync(JsonElement chat, int replicas)
    {
        List<string> counted = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if ((instrument.Meter.Name, instrument.Name) == (MeterNames.Operator, "admission_verdicts_total"))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Asks.Value)
                counted.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        listener.Start();
        Asks.Value = true;
        await GateBench.Gate(_cluster, _replica!, _time).ReviewAsync(
            Reviews.Update(GraphKinds.Graphs.Api, chat, Samples.WithReplicas(chat, "worker", replicas)), default);
        return counted;
    }
}
