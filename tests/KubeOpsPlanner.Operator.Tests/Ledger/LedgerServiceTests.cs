using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

/// <summary>The ledger's shell over a cluster in memory that follows a script.</summary>
public sealed class LedgerServiceTests
{
    private static readonly ObjectKey Chat = new("inference", "chat");

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();

    private LedgerCell Stored => LedgerObject.Read(_cluster.Find(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("fleet"))!.Value).Cell;

    [Theory]
    [InlineData(4, VerdictOutcome.Allowed, VerdictReason.WithinBudget, 1)]
    [InlineData(8, VerdictOutcome.Allowed, VerdictReason.WithinBudget, 1)]
    [InlineData(9, VerdictOutcome.Refused, VerdictReason.OverBudget, 0)]
    [InlineData(1, VerdictOutcome.Allowed, VerdictReason.GrowsNothing, 0)]
    public async Task Growth_is_held_in_the_cluster_before_it_is_allowed(int replicas, VerdictOutcome outcome, VerdictReason reason, int held)
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var verdict = await replica.Ledger.JudgeAsync("fleet", Growth(graph, replicas), CancellationToken.None);
        Assert.Equal((outcome, reason), (verdict.Outcome, verdict.Reason));
        Assert.Equal(held, Stored.Reservations.Length);
    }

    [Fact]
    public async Task A_dry_run_holds_nothing()
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var verdict = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4) with { IsDryRun = true }, CancellationToken.None);
        Assert.True(verdict.IsAllowed);
        Assert.Empty(Stored.Reservations);
    }

    [Fact]
    public async Task A_lost_compare_and_set_is_judged_again_on_what_the_winner_wrote()
    {
        var graph = Arrange(maxGpus: 8);
        var other = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "code", ("worker", 1, 1)));
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        await Eventually.True(() => Stored.BudgetGenerations.Count == 1);
        var taken = new Reservation(
            Growth(other, 5).Base, new("inference", "code"), Growth(other, 5).Target, IsGrant: false);
        var hasRaced = false;
        _cluster.BeforeWrite = (verb, _, _) =>
        {
            if (verb != "replace" || hasRaced)
                return;

            hasRaced = true;
            var cell = Stored;
            _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("fleet", cell with { Sequence = cell.Sequence + 1, Reservations = [taken] }));
        };
        var verdict = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None);
        Assert.True(hasRaced);
        Assert.Equal(VerdictReason.OverBudget, verdict.Reason);
        Assert.Equal(5 + 2, verdict.Refusal!.CommittedGpus);
        Assert.Equal(taken, Assert.Single(Stored.Reservations));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_without_an_answer_is_looked_up_and_charged_once(bool hasHappened)
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        await Eventually.True(() => Stored.BudgetGenerations.Count == 1);
        var failures = 0;
        void FailOnce()
        {
            if (failures++ == 0)
                throw ClusterInMemory.Refusal(null);
        }

        _cluster.BeforeWrite = (verb, _, _) =>
        {
            if (!hasHappened && verb == "replace")
                FailOnce();
        };
        _cluster.AfterWrite = (verb, _) =>
        {
            if (hasHappened && verb == "replace")
                FailOnce();
        };
        var verdict = await WhileTimePasses(replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None));
        Assert.True(verdict.IsAllowed, verdict.Reason.ToString());
        Assert.Single(Stored.Reservations);
        Assert.True(failures > 0);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(null)]
    public async Task A_ledger_that_cannot_be_written_admits_no_growth(HttpStatusCode? code)
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        await Eventually.True(() => Stored.BudgetGenerations.Count == 1);
        _cluster.BeforeWrite = (_, _, _) => throw ClusterInMemory.Refusal(code);
        var verdict = await WhileTimePasses(replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None));
        Assert.Equal(VerdictOutcome.RetryLater, verdict.Outcome);
        var reduction = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 1), CancellationToken.None);
        Assert.True(reduction.IsAllowed);
    }

    [Fact]
    public async Task A_budget_that_was_never_counted_lost_nothing_and_grows_at_once()
    {
        var graph = Arrange(maxGpus: 8, isWarm: false, wasCounted: false);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var verdict = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None);
        Assert.Equal(VerdictReason.WithinBudget, verdict.Reason);
        Assert.Single(Stored.Reservations);
    }

    [Fact]
    public async Task A_budget_names_its_first_ledger_before_it_grows_so_that_its_loss_is_noticed_by_anybody()
    {
        var graph = Arrange(maxGpus: 8, isWarm: false, wasCounted: false);
        await using (var first = await new Replica(_cluster, _time).StartAsync())
            Assert.True((await first.Ledger.JudgeAsync("fleet", Growth(graph, 8), CancellationToken.None)).IsAllowed);

        var uid = KubernetesJson.ReadMeta(_cluster.Find(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("fleet"))!.Value).Uid;
        var budget = Kinds.GlobalBudgets.Read(_cluster.Find(Kinds.GlobalBudgets.Api, ObjectKey.Cluster("fleet"))!.Value);
        Assert.Equal((uid, null), (budget.Status.FirstLedger, budget.Status.TotalGpus));

        _cluster.Remove(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("fleet"));
        await using var fresh = await new Replica(_cluster, _time, "replica-b").StartAsync();
        var verdict = await fresh.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None);
        Assert.Equal(VerdictReason.LedgerRebuilding, verdict.Reason);
    }

    [Fact]
    public async Task A_list_older_than_what_its_store_had_seen_has_the_ledger_rebuilt()
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        Assert.True((await replica.Ledger.JudgeAsync("fleet", Growth(graph, 3), CancellationToken.None)).IsAllowed);

        replica.Graphs.Sync(_cluster.Version);
        Assert.Null(Stored.RebuildingSince);
        replica.Graphs.Sync(1);
        await Eventually.True(() => Stored.RebuildingSince is not null);
        var verdict = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None);
        Assert.Equal(VerdictReason.LedgerRebuilding, verdict.Reason);
    }

    [Theory]
    [InlineData(true, VerdictReason.WithinBudget)]
    [InlineData(false, VerdictReason.LedgerRebuilding)]
    public async Task After_a_restore_a_new_budget_waits_only_while_some_store_may_show_what_never_was(bool haveAllListed, VerdictReason reason)
    {
        Arrange(maxGpus: 8);
        var graph = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("fresh", "chat", ("worker", 2, 1)));
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        replica.Graphs.Sync(1);
        if (haveAllListed)
            ListOthers();

        await Eventually.True(() => Stored.RebuildingSince is not null);
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fresh", 8, "fresh"));
        await Eventually.True(() => replica.Ledger.Picture("fresh") is not null);
        if (!haveAllListed)
        {
            // Every ledger begins with the mark; this one is to get it again.
            await Eventually.True(() => replica.Ledger.Picture("fresh") is { IsRebuilding: false });
            ListOthers();
            await Eventually.True(() => replica.Ledger.Picture("fresh") is { IsRebuilding: true });
        }

        var verdict = await replica.Ledger.JudgeAsync("fresh", Growth(graph, 4), CancellationToken.None);
        Assert.Equal(reason, verdict.Reason);

        void ListOthers()
        {
            replica.Adapters.Sync(_cluster.Version);
            replica.Budgets.Sync(_cluster.Version);
            replica.Ledgers.Sync(_cluster.Version);
        }
    }

    [Fact]
    public async Task A_cold_ledger_denies_growth_until_what_was_under_way_is_over()
    {
        var graph = Arrange(maxGpus: 8, isWarm: false);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var early = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None);
        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.LedgerRebuilding), (early.Outcome, early.Reason));

        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Stored.RebuildingSince is null;
        });
        var later = await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4) with { Id = "later" }, CancellationToken.None);
        Assert.Equal(VerdictReason.WithinBudget, later.Reason);
        Assert.Empty(replica.Events.All);
    }

    [Fact]
    public async Task Tampering_is_reported_with_its_author_and_stops_growth()
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        await Eventually.True(() => Stored.BudgetGenerations.Count == 1);
        var forged = Samples.Ledger("fleet", LedgerCell.Blank);
        forged["metadata"]!["managedFields"] = JsonNode.Parse("""[{"manager": "kubectl-edit", "time": "2026-01-02T00:00:00Z"}]""");
        forged["spec"] = new JsonObject { ["sequence"] = "none" };
        _cluster.BeforeWrite = (_, _, _) => throw ClusterInMemory.Refusal(HttpStatusCode.Forbidden);
        _cluster.Put(Kinds.BudgetLedgers.Api, forged);
        await Eventually.True(() => replica.Events.All.Any());
        var (reason, message) = replica.Events.All[0];
        Assert.Equal("LedgerTampered", reason);
        Assert.Contains("\"kubectl-edit\"", message);
        _cluster.BeforeWrite = static (_, _, _) => { };
        var verdict = await WhileTimePasses(replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None));
        Assert.Equal(VerdictOutcome.RetryLater, verdict.Outcome);
    }

    [Fact]
    public async Task A_reservation_that_nobody_sees_settled_is_fenced_with_uid_and_version()
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        Assert.True((await replica.Ledger.JudgeAsync("fleet", Growth(graph, 4), CancellationToken.None)).IsAllowed);
        JsonObject? fence = null;
        _cluster.BeforeWrite = (verb, _, body) => fence = verb == "patch" ? body : fence;
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Stored.Reservations.IsEmpty;
        });
        var metadata = fence!["metadata"]!;
        Assert.Equal(graph.GetProperty("metadata").GetProperty("uid").GetString(), metadata["uid"]!.GetValue<string>());
        Assert.Equal(graph.GetProperty("metadata").GetProperty("resourceVersion").GetString(), metadata["resourceVersion"]!.GetValue<string>());
        Assert.Equal(["annotations", "resourceVersion", "uid"], ((JsonObject)metadata).Select(each => each.Key).Order());
        Assert.Single((JsonObject)fence!);
        Assert.Equal(2, GraphKinds.ReadGraph(_cluster.Find(GraphKinds.Graphs.Api, Chat)!.Value).Components[0].Replicas);
    }

    [Fact]
    public async Task The_operator_redeems_a_grant_without_another_write()
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var granted = await replica.Ledger.GrantAsync(Grant(graph, 6), CancellationToken.None);
        Assert.Equal(GrantOutcome.Granted, granted);
        Assert.True(Assert.Single(Stored.Reservations).IsGrant);
        var sequence = Stored.Sequence;
        var write = await replica.Ledger.JudgeAsync(
            "fleet", Growth(graph, 6) with { Source = ReviewSource.Operator }, CancellationToken.None);
        Assert.Equal(VerdictReason.AlreadyReserved, write.Reason);
        Assert.Equal(sequence, Stored.Sequence);
    }

    [Theory]
    [InlineData("fleet", 9, 0, false, "allows 8 GPUs")]
    [InlineData("fleet", 6, 1, true, "is no longer at version")]
    [InlineData("other", 6, 0, false, "does not govern namespace")]
    public async Task A_grant_that_cannot_be_given_says_why(string budget, int replicas, ulong versionsBehind, bool isRetriable, string says)
    {
        var graph = Arrange(maxGpus: 8);
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        var request = Grant(graph, replicas) with { Budget = budget };
        var outcome = await replica.Ledger.GrantAsync(
            request with { BaseVersion = request.BaseVersion - versionsBehind }, CancellationToken.None);
        Assert.Equal((false, isRetriable), (outcome.IsGranted, outcome.IsRetriable));
        Assert.Contains(says, outcome.Message);
        Assert.Empty(Stored.Reservations);
    }

    [Fact]
    public async Task The_picture_adds_up_spec_and_what_is_reserved()
    {
        var graph = Arrange(maxGpus: 8);
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "code", ("worker", 3, 1)));
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("elsewhere", "free", ("worker", 30, 1)));
        await using var replica = await new Replica(_cluster, _time).StartAsync();
        Assert.True((await replica.Ledger.JudgeAsync("fleet", Growth(graph, 5), CancellationToken.None)).IsAllowed);
        await Eventually.True(() => replica.Ledger.Picture("fleet") is { ReservedGpus: > 0 });
        var picture = replica.Ledger.Picture("fleet")!;
        Assert.Equal((8, 3, true, 1L), (picture.TotalGpus, picture.ReservedGpus, picture.IsShapeKnown, picture.BindingGeneration));
        Assert.Equal([("inference/chat", 5L), ("inference/code", 3L)], picture.Graphs.Select(each => (each.Graph.ToString(), each.Gpus)));
        Assert.Null(replica.Ledger.Picture("other"));
    }

    private JsonElement Arrange(int maxGpus, bool isWarm = true, bool wasCounted = true)
    {
        if (isWarm)
            _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));

        var budget = Samples.Budget("fleet", maxGpus, "inference");
        if (wasCounted)
            budget["status"] = new JsonObject { ["totalGpus"] = 2 };

        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        return _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
    }

    private static LedgerReview Growth(JsonElement graph, int replicas) => GateQuestions
        .OfGraph(GraphKinds.ReadGraph(graph), GraphKinds.ReadGraph(Samples.Element(Samples.WithReplicas(graph, "worker", replicas))))
        .ToReview($"review-{replicas}", ReviewSource.Client, isDryRun: false);

    private static GrantRequest Grant(JsonElement graph, int replicas)
    {
        var metadata = KubernetesJson.ReadMeta(graph);
        return new GrantRequest(
            "fleet", metadata.Key, GraphKinds.Graphs.Api, metadata.Key, metadata.Uid, metadata.Version!.Value,
            new Dictionary<string, int> { ["worker"] = replicas });
    }

    private async Task<T> WhileTimePasses<T>(Task<T> task)
    {
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            return task.IsCompleted;
        });
        return await task;
    }
}
