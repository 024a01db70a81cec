using System.Diagnostics.Metrics;
using System.Net;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

public sealed class GlobalBudgetReconcilerTests
{
    private const string Chat = "chat.decode=5>3";
    private const string Code = "code.decode=3>4";

    [Fact]
    public async Task Asks_for_a_grant_writes_announces_and_reports_in_that_order()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, Chat, Code));
        Assert.Equal(1, await bench.ReconcileAsync());
        Assert.Equal(
            [
                "grant chat@10 decode=3", "patch chat", "grant code@10 decode=4", "patch code",
                "event fleet ReplicasReduced", "event chat-decode ReplicasReduced",
                "event fleet ReplicasGranted", "event code-decode ReplicasGranted", "status",
            ],
            bench.Log);
    }

    [Fact]
    public async Task Growth_waits_until_the_ledger_no_longer_charges_what_another_graph_releases()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 8, Chat, Code));
        Assert.Equal(1, await bench.ReconcileAsync());
        Assert.Equal(["grant chat@10 decode=3", "patch chat"], bench.Log[..2]);
        Assert.DoesNotContain("patch code", bench.Log);

        bench.Log.Clear();
        bench.Show(BudgetFleet.Of(-1, 8, "chat.decode=3>3", Code, "+chat=5"));
        await bench.ReconcileAsync();
        Assert.DoesNotContain("patch code", bench.Log);

        bench.Show(BudgetFleet.Of(-1, 8, "chat.decode=3>3", Code));
        await bench.ReconcileAsync();
        Assert.Contains("patch code", bench.Log);
    }

    [Fact]
    public async Task A_write_that_the_watch_has_not_shown_is_not_made_again()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, "chat.decode=3>4 ^3"));
        await bench.ReconcileAsync();
        Assert.Equal(["grant chat-decode@20 decode=4", "patch chat-decode/scale"], bench.Log[..2]);

        bench.Log.Clear();
        await bench.ReconcileAsync();
        Assert.DoesNotContain("patch chat-decode/scale", bench.Log);

        var seen = bench.Adapters.List().Single();
        bench.Adapters.Put(seen with { Metadata = seen.Metadata with { ResourceVersion = "31" } });
        await bench.ReconcileAsync();
        Assert.Contains("patch chat-decode/scale", bench.Log);
    }

    [Theory]
    [InlineData(false, "GrantRefused", 2)]
    [InlineData(true, "GrantPostponed", 1)]
    public async Task Without_a_grant_nothing_is_written(bool isRetriable, string reason, double seconds)
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 8, "code.decode=3>4"));
        bench.Judge = _ => new GrantOutcome(false, isRetriable, "no room");
        Assert.Equal(seconds, await bench.ReconcileAsync());
        Assert.Equal(["grant code@10 decode=4", "status"], bench.Log);
        Assert.Equal(reason, (string?)bench.StatusPatches[0]["status"]!["pools"]![0]!["reason"]);
    }

    public static TheoryData<string, Exception> Answers => new()
    {
        { "Granted", ReconcilerBench.Answer(HttpStatusCode.Conflict) },
        { "Granted", ReconcilerBench.Answer(HttpStatusCode.NotFound) },
        { "Forbidden", ReconcilerBench.Answer(HttpStatusCode.Forbidden) },
        { "Throttled", ReconcilerBench.Answer(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(5)) },
        { "Unanswered", ReconcilerBench.Answer(null) },
        { "Unanswered", ReconcilerBench.Answer(HttpStatusCode.GatewayTimeout) },
        { "Unanswered", new TaskCanceledException("the request timed out") },
        { "WriteFailed", ReconcilerBench.Answer(HttpStatusCode.UnprocessableEntity) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_write_that_fails_is_recorded_and_stops_none_of_the_others(string reason, Exception answer)
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, Chat, "code.decode=4>2"));
        bench.Refusals["chat"] = answer;
        Assert.Equal(1, await bench.ReconcileAsync());
        Assert.Contains("patch code", bench.Log);
        Assert.DoesNotContain("event chat-decode ReplicasReduced", bench.Log);
        var pools = bench.StatusPatches[0]["status"]!["pools"]!.AsArray();
        Assert.Equal(reason, (string?)pools.Single(pool => (string?)pool!["pool"] == "inference/chat/decode")!["reason"]);
    }

    [Fact]
    public async Task A_cancelled_pass_is_not_taken_for_an_answer()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, Chat));
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();
        var actuator = new BudgetActuator(bench, bench, new UnseenWrites());
        bench.Refusals["chat"] = new OperationCanceledException(stopping.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => actuator.ApplyAsync("fleet", BudgetFleet.Of(-1, 9, Chat).Decide().Schedule.Now, stopping.Token));
    }

    [Fact]
    public async Task The_status_is_written_on_change_and_at_most_once_a_second()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, "chat.decode=2>2"));
        Assert.Null(await bench.ReconcileAsync());
        Assert.Single(bench.StatusPatches);

        // The store still shows the budget without its status: there is something to write, but not yet.
        bench.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal(0.6, await bench.ReconcileAtOnceAsync());
        Assert.Single(bench.StatusPatches);

        bench.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Null(await bench.ReconcileAtOnceAsync());
        Assert.Equal(2, bench.StatusPatches.Count);

        var facts = BudgetFleet.Of(-1, 9, "chat.decode=2>2");
        bench.Budgets.Put(facts.Budget(BudgetReport.ToStatus(facts.Pass(), BudgetFleet.Now)));
        bench.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await bench.ReconcileAsync());
        Assert.Equal(2, bench.StatusPatches.Count);
    }

    [Fact]
    public async Task Changes_that_come_one_after_the_other_are_weighed_together()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, "chat.decode=2>2"));
        await bench.ReconcileAsync();
        bench.Show(BudgetFleet.Of(-1, 9, Chat));
        bench.Log.Clear();
        bench.Advance(TimeSpan.FromSeconds(0.04));
        Assert.Equal(0.06, await bench.ReconcileAtOnceAsync());
        Assert.Empty(bench.Log);

        bench.Advance(TimeSpan.FromSeconds(0.06));
        await bench.ReconcileAtOnceAsync();
        Assert.Contains("patch chat", bench.Log);
    }

    [Fact]
    public async Task A_ceiling_that_cannot_be_reached_is_a_warning()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 2, "chat.decode=4 #"));
        await bench.ReconcileAsync();
        Assert.Equal(["status", "event fleet CeilingUnreachable"], bench.Log);
    }

    [Theory]
    [InlineData("advisory")]
    [InlineData("suspended")]
    [InlineData("deleted")]
    [InlineData("another budget")]
    [InlineData("writes itself")]
    public async Task A_plan_that_is_not_in_force_changes_nothing(string why)
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 2, "chat.decode=5>3"));
        var plan = bench.PoolPlans.List().Single();
        bench.PoolPlans.Put(why switch
        {
            "advisory" => plan with { Spec = plan.Spec with { Advisory = true } },
            "suspended" => plan with { Metadata = plan.Metadata with { Annotations = new Dictionary<string, string> { [PlannerNames.SuspendAnnotation] = "true" } } },
            "deleted" => plan with { Metadata = plan.Metadata with { DeletionTimestamp = BudgetFleet.Now } },
            "another budget" => plan with { Spec = plan.Spec with { BudgetRef = new NameReference { Name = "other" } } },
            _ => plan with { Spec = plan.Spec with { Environment = Entities.PoolPlans.PlanEnvironment.Kubernetes } },
        });
        await bench.ReconcileAsync();
        Assert.DoesNotContain("patch chat", bench.Log);
        Assert.Equal("NotPlanned", (string?)bench.StatusPatches[0]["status"]!["pools"]![0]!["reason"]);
    }

    [Fact]
    public async Task An_overlapping_budget_is_found_where_it_is()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 20, "a/chat.decode=2>3", "b/code.decode=2>3"));
        bench.Budgets.Put(new Entity<GlobalBudgetSpec, GlobalBudgetStatus>(
            new ObjectMeta { Name = "other" }, new GlobalBudgetSpec { Namespaces = ["a"] }, new GlobalBudgetStatus()));
        bench.Counted = bench.Counted! with { OverlappingBudgets = ["other"] };
        await bench.ReconcileAsync();
        Assert.Contains("patch code", bench.Log);
        Assert.DoesNotContain("patch chat", bench.Log);
    }

    [Fact]
    public async Task Before_the_ledger_has_counted_it_says_so_and_looks_again()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, Chat)) { Counted = null };
        Assert.Equal(1, await bench.ReconcileAsync());
        Assert.Equal(["status"], bench.Log);
    }

    [Fact]
    public async Task A_budget_that_is_gone_leaves_nothing_behind()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, "chat.decode=2>2", "code.decode=1 #"));
        await bench.ReconcileAsync();
        Assert.Equal(["committed 3", "max 9", "reserved 0"], Levels());

        bench.Budgets.Remove(ObjectKey.Cluster("fleet"));
        Assert.Null(await bench.ReconcileAsync());
        Assert.Empty(Levels());
    }

    [Fact]
    public async Task A_status_of_a_budget_that_vanished_meanwhile_is_no_error()
    {
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 9, "chat.decode=2>2"));
        bench.Refusals["status"] = ReconcilerBench.Answer(HttpStatusCode.NotFound);
        Assert.Null(await bench.ReconcileAsync());
        bench.Refusals["status"] = ReconcilerBench.Answer(HttpStatusCode.InternalServerError);
        await Assert.ThrowsAsync<ClusterException>(bench.ReconcileAsync);
    }

    private static IEnumerable<string> Levels()
    {
        var levels = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "budget_gpus")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, gpus, tags, _) => levels.Add($"{tags[1].Value} {gpus}"));
        listener.Start();
        listener.RecordObservableInstruments();
        return levels.Order(StringComparer.Ordinal);
    }
}
