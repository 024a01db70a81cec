using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

/// <summary>What one ledger admitted counts when another would judge: 8 GPUs over namespace inference, 2 of them held.</summary>
public sealed class CohortTests
{
    private static readonly ObjectKey Fleet = ObjectKey.Cluster("fleet");

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private readonly JsonElement _chat;

    public CohortTests()
    {
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 8, "inference"));
        _chat = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
    }

    [Fact]
    public async Task A_budget_that_changes_its_cohort_stays_in_the_ledger_that_holds_what_it_admitted()
    {
        var code = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "code", ("worker", 0, 1)));
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        Assert.True((await JudgeAsync(replica, Growth(_chat, 8))).IsAllowed);

        Edit(budget => budget["spec"]!["cohort"] = "other");
        await Eventually.True(() => replica.Ledger.Catalog!.Find("fleet")!.Spec.Cohort == "other");

        Assert.Equal("fleet", replica.Ledger.Catalog!.Find("fleet")!.Cohort);
        Assert.Equal(VerdictReason.OverBudget, (await JudgeAsync(replica, Growth(code, 1))).Reason);
        await using var fresh = await new Replica(_cluster, _time, "replica-b").StartAsync();
        Assert.Equal(VerdictReason.OverBudget, (await JudgeAsync(fresh, Growth(code, 1))).Reason);
        Assert.Null(_cluster.Find(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("other")));
    }

    [Fact]
    public async Task A_replica_that_sees_the_edit_late_records_no_second_cohort()
    {
        var budget = Kinds.GlobalBudgets.Read(_cluster.Find(Kinds.GlobalBudgets.Api, Fleet)!.Value);
        Edit(stored => stored["spec"]!["cohort"] = "other");
        var record = new LedgerEffect.RecordLedger("fleet", budget.Metadata.Uid, "uid-ledger");
        var clock = new MonotonicClock(_time);

        Assert.IsType<LedgerEvent.LedgerRecordFailed>(await new FirstLedgerRecord("fleet", _cluster, clock).WriteAsync(record, default));
        Assert.IsType<LedgerEvent.LedgerRecorded>(await new FirstLedgerRecord("other", _cluster, clock).WriteAsync(record, default));
        Edit(stored => stored["spec"]!["cohort"] = "fleet");
        Assert.IsType<LedgerEvent.LedgerRecordFailed>(await new FirstLedgerRecord("fleet", _cluster, clock).WriteAsync(record, default));
    }

    [Fact]
    public async Task A_namespace_that_comes_from_another_budget_grows_when_its_open_changes_are_over()
    {
        var before = LedgerCell.Blank with
        {
            Sequence = 2,
            Reservations = [new Reservation(Growth(_chat, 7).Base, new GraphId("inference", "chat"), GpuVector.Of(("worker", 7, 1)), IsGrant: false)],
        };
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("before", before));
        await using var replica = await new Replica(_cluster, _time).StartAsync();

        var early = await JudgeAsync(replica, Growth(_chat, 3));
        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.HeldElsewhere), (early.Outcome, early.Reason));
        Assert.Equal("TooManyRequests", LedgerMessage.Of(early, new LedgerAudience("inference", MaySeeBudget: false)).Reason);
        Assert.True((await JudgeAsync(replica, Growth(_chat, 1))).IsAllowed);

        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("before", before with { Sequence = 3, Reservations = [] }));
        await Eventually.True(() => replica.Ledgers.Get(ObjectKey.Cluster("before"))!.Cell.Reservations.IsEmpty);
        Assert.Equal(VerdictReason.WithinBudget, (await JudgeAsync(replica, Growth(_chat, 3) with { Id = "later" })).Reason);
    }

    [Fact]
    public async Task An_advisory_budget_admits_meanwhile_and_says_so()
    {
        Edit(budget => budget["spec"]!["mode"] = "Advisory");
        var open = new Reservation(Growth(_chat, 7).Base, new GraphId("inference", "chat"), GpuVector.Of(("worker", 7, 1)), IsGrant: false);
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("before", LedgerCell.Blank with { Sequence = 2, Reservations = [open] }));
        await using var replica = await new Replica(_cluster, _time).StartAsync();

        var verdict = await GateBench.Gate(_cluster, replica, _time).ReviewAsync(
            Reviews.Update(GraphKinds.Graphs.Api, _chat, Samples.WithReplicas(_chat, "worker", 3)), default);

        Assert.True(verdict.IsAllowed);
        Assert.StartsWith("advisory, would be put off: changes that another GlobalBudget admitted", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    private static Task<LedgerVerdict> JudgeAsync(Replica replica, LedgerReview review) =>
        replica.Ledger.JudgeAsync("fleet", review, CancellationToken.None);

    private static LedgerReview Growth(JsonElement graph, int replicas) => GateQuestions
        .OfGraph(GraphKinds.ReadGraph(graph), GraphKinds.ReadGraph(Samples.Element(Samples.WithReplicas(graph, "worker", replicas))))
        .ToReview($"review-{replicas}", ReviewSource.Client, isDryRun: false);

    private void Edit(Action<JsonObject> change)
    {
        var budget = (JsonObject)JsonNode.Parse(_cluster.Find(Kinds.GlobalBudgets.Api, Fleet)!.Value.GetRawText())!;
        change(budget);
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
    }
}
