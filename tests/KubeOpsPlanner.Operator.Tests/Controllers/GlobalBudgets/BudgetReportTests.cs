using System.Globalization;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

public sealed class BudgetReportTests
{
    private static readonly DateTimeOffset Later = BudgetFleet.Now.AddMinutes(1);

    private static GlobalBudgetStatus StatusOf(BudgetPass pass) => BudgetReport.ToStatus(pass, BudgetFleet.Now);

    private static string Condition(GlobalBudgetStatus status, string type)
    {
        var condition = status.Conditions.Single(condition => condition.Type == type);
        return $"{condition.Status} {condition.Reason}";
    }

    private static WriteResult Ended(BudgetFleet fleet, WriteEnd end, string message = "no") =>
        new(fleet.Decide().Schedule.Now[0], end, message);

    [Fact]
    public void A_pool_shows_what_runs_what_is_wanted_what_is_granted_and_why()
    {
        var status = StatusOf(BudgetFleet.Of(-1, 7, "chat.prefill=4>6", "code.decode=1x2 #").Pass());
        Assert.Equal(
            new BudgetedPool { Pool = "inference/chat/prefill", Replicas = 4, DesiredReplicas = 6, GrantedReplicas = 5, GpusPerReplica = 1, Gpus = 4, Reason = "GpuBudget" },
            status.Pools[0]);
        Assert.Equal(
            new BudgetedPool { Pool = "inference/code/decode", Replicas = 1, GpusPerReplica = 2, Gpus = 2, Reason = "NotPlanned" },
            status.Pools[1]);
        Assert.Equal((6, 0, 2, 1L), (status.TotalGpus, status.ReservedGpus, status.PoolCount, status.ObservedGeneration));
    }

    [Fact]
    public void At_most_a_hundred_pools_are_listed_pending_and_refused_first_then_the_largest()
    {
        var pools = Enumerable.Range(0, 150).Select(i => string.Create(CultureInfo.InvariantCulture, $"g{i:000}.decode={i + 1} #"));
        var status = StatusOf(BudgetFleet.Of(-1, 1, [.. pools, "small.prefill=1>2", "idle.decode=1>1"]).Pass());
        Assert.Equal((152, 100), (status.PoolCount, status.Pools.Count));
        Assert.Equal(["inference/small/prefill", "inference/g149/decode", "inference/g148/decode"], status.Pools.Take(3).Select(pool => pool.Pool));
        Assert.Equal("inference/g051/decode", status.Pools[^1].Pool);
    }

    [Fact]
    public void A_pool_of_unknown_shape_comes_first_because_it_holds_up_all_others()
    {
        var status = StatusOf(BudgetFleet.Of(-1, 9, "big.decode=8 #", "odd.decode=1x? #").Pass());
        Assert.Equal(new BudgetedPool { Pool = "inference/odd/decode", Replicas = 1, Reason = "NotPlanned" }, status.Pools[0]);
    }

    [Fact]
    public void Components_that_hold_no_GPUs_are_no_pools_unless_a_plan_sizes_them()
    {
        var status = StatusOf(BudgetFleet.Of(-1, 9, "chat.frontend=2x0 #", "chat.decode=1x0>1").Pass());
        Assert.Equal(["inference/chat/decode"], status.Pools.Select(pool => pool.Pool));
    }

    [Fact]
    public void Totals_are_given_per_namespace()
    {
        var status = StatusOf(BudgetFleet.Of(-1, 99, "b/chat.decode=2x2 #", "a/chat.decode=3 #", "b/code.decode=1 #", "+b/code=4").Pass());
        Assert.Equal(
            [new NamespaceGpus { Namespace = "a", Gpus = 3, Pools = 1 }, new NamespaceGpus { Namespace = "b", Gpus = 8, Pools = 2 }],
            status.Namespaces);
        Assert.Equal(11, status.TotalGpus);
    }

    [Theory]
    [InlineData(WriteEnd.GrantRefused, "GrantRefused", 2)]
    [InlineData(WriteEnd.GrantPostponed, "GrantPostponed", 2)]
    [InlineData(WriteEnd.Forbidden, "Forbidden", 2)]
    [InlineData(WriteEnd.Throttled, "Throttled", 2)]
    [InlineData(WriteEnd.Unanswered, "Unanswered", 2)]
    [InlineData(WriteEnd.WriteFailed, "WriteFailed", 2)]
    [InlineData(WriteEnd.Conflict, "Granted", 3)]
    [InlineData(WriteEnd.Written, "Granted", 3)]
    public void A_write_that_did_not_happen_grants_nothing(WriteEnd end, string reason, int granted)
    {
        var fleet = BudgetFleet.Of(-1, 9, "chat.decode=2>3");
        var pool = Assert.Single(StatusOf(fleet.Pass(Ended(fleet, end))).Pools);
        Assert.Equal((reason, granted), (pool.Reason, pool.GrantedReplicas));
    }

    [Theory]
    [InlineData("all is well", -1, 8, "chat.decode=2>2", "True Reconciled", "True WithinBudget", "True ShapeKnown")]
    [InlineData("at the ceiling", -1, 2, "chat.decode=2>3", "True Reconciled", "True WithinBudget", "True ShapeKnown")]
    [InlineData("no ceiling", -1, -1, "chat.decode=2>2", "True Reconciled", "True NoCeiling", "True ShapeKnown")]
    [InlineData("above, and on the way down", -1, 3, "chat.decode=4>4", "True Reconciled", "False OverCeiling", "True ShapeKnown")]
    [InlineData("above, and nothing to reduce", -1, 3, "chat.decode=4 #", "True Reconciled", "False CeilingUnreachable", "True ShapeKnown")]
    [InlineData("a floor that nothing can reach", 4, 8, "chat.decode=2 #", "True Reconciled", "True BelowFloor", "True ShapeKnown")]
    [InlineData("a shape that cannot be told", -1, 8, "chat.decode=2x?>2", "True Reconciled", "Unknown ShapeUnknown", "False ShapeUnknown")]
    [InlineData("above for certain", -1, 1, "chat.decode=2x?>2|code.decode=2>2 _2", "True Reconciled", "False CeilingUnreachable", "False ShapeUnknown")]
    [InlineData("a broken rule", 9, 8, "chat.decode=2>2", "False Invalid", "True WithinBudget", "True ShapeKnown")]
    public void Conditions_tell_the_truth(string row, int min, int max, string pools, string ready, string within, string shape)
    {
        var status = StatusOf(BudgetFleet.Of(min, max, pools.Split('|')).Pass());
        Assert.Equal((row, ready, within, shape), (row, Condition(status, "Ready"), Condition(status, "WithinBudget"), Condition(status, "ShapeKnown")));
    }

    [Fact]
    public void Numbers_and_remedies_are_in_the_message()
    {
        var status = StatusOf(BudgetFleet.Of(-1, 2, "chat.decode=4>4 _3", "code.decode=1x? #").Pass());
        Assert.Equal(
            "4 GPUs are committed, maxGpus is 2, and with every planned pool at its endpoint floor 3 remain: raise spec.maxGpus, or scale graphs without a plan down",
            status.Conditions.Single(condition => condition.Type == "WithinBudget").Message);
        Assert.Equal(
            "the GPUs per replica are unknown for inference/code/decode: declare nvidia.com/gpu limits there, growth is denied until then",
            status.Conditions.Single(condition => condition.Type == "ShapeKnown").Message);
    }

    [Theory]
    [InlineData("Ready", "chat.decode=2>2", "spec.mode is Advisory: what others grow beyond the budget is admitted with a warning")]
    [InlineData("WithinBudget", "chat.decode=9>9",
        "9 GPUs are committed, maxGpus is 8: growth is admitted with a warning, and planned pools are reduced by 1 GPUs")]
    [InlineData("ShapeKnown", "chat.decode=2x? #",
        "the GPUs per replica are unknown for inference/chat/decode: declare nvidia.com/gpu limits there, growth is admitted with a warning until then")]
    public void An_advisory_budget_claims_no_more_than_it_does(string type, string pool, string message)
    {
        var pass = Advisory(BudgetFleet.Of(-1, 8, pool).Facts());
        Assert.Equal(message, StatusOf(pass).Conditions.Single(condition => condition.Type == type).Message);
    }

    [Fact]
    public void An_advisory_budget_says_what_grows_while_it_cannot_judge()
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2>2").Facts();
        var rebuilding = Advisory(facts with { Picture = facts.Picture! with { IsRebuilding = true } });
        Assert.EndsWith("no plan grows until then, and what others grow is admitted and counted when it is stored", StatusOf(rebuilding).Conditions[0].Message);
        var overlapping = facts with { Picture = facts.Picture! with { OverlappingBudgets = ["other"] }, OverlappedNamespaces = new HashSet<string> { "inference" } };
        Assert.EndsWith(": nothing grows there until one budget is left", StatusOf(Advisory(overlapping)).Conditions[0].Message);
        Assert.EndsWith("and what others grow is admitted with a warning", StatusOf(Advisory(overlapping with { IsOverlapAdvisory = true })).Conditions[0].Message);
    }

    private static BudgetPass Advisory(BudgetFacts facts)
    {
        var budget = facts.Budget with { Spec = facts.Spec with { Mode = BudgetMode.Advisory } };
        return new BudgetPass(facts with { Budget = budget }, BudgetDecider.Decide(facts with { Budget = budget }, "x"), []);
    }

    [Theory]
    [InlineData(null, null, "True Reconciled")]
    [InlineData("fleet", null, "True Reconciled")]
    [InlineData("shared", "shared", "True Reconciled")]
    [InlineData("fleet", "shared", "False CohortIsFixed")]
    [InlineData("shared", null, "False CohortIsFixed")]
    public void A_cohort_that_was_changed_has_no_effect_and_Ready_says_so(string? held, string? asked, string ready)
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2>2").Facts();
        facts = facts with { Budget = facts.Budget with { Spec = facts.Spec with { Cohort = asked }, Status = new GlobalBudgetStatus { Cohort = held } } };
        Assert.Equal(ready, Condition(StatusOf(new BudgetPass(facts, BudgetDecider.Decide(facts, "x"), [])), "Ready"));
    }

    [Fact]
    public void Until_the_ledger_has_counted_nothing_is_claimed_and_old_numbers_stay()
    {
        var fleet = BudgetFleet.Of(-1, 8, "chat.decode=2>2");
        var facts = fleet.Facts() with { Picture = null, Budget = fleet.Budget(new GlobalBudgetStatus { TotalGpus = 7, PoolCount = 3 }) };
        var status = StatusOf(new BudgetPass(facts, BudgetDecider.Decide(facts, "x"), []));
        Assert.Equal(("False LedgerNotReady", "Unknown LedgerNotReady", 7, 3), (Condition(status, "Ready"), Condition(status, "WithinBudget"), status.TotalGpus, status.PoolCount));
    }

    [Fact]
    public void Ready_names_the_other_budget_and_where_they_meet()
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2>2").Facts();
        facts = facts with { Picture = facts.Picture! with { OverlappingBudgets = ["other"] }, OverlappedNamespaces = new HashSet<string> { "inference" } };
        var ready = StatusOf(new BudgetPass(facts, BudgetDecider.Decide(facts, "x"), [])).Conditions[0];
        Assert.Equal(
            ("False", "OverlappingBudgets", "GlobalBudget \"other\" also governs inference: nothing grows there until one budget is left"),
            (ready.Status, ready.Reason, ready.Message));
    }

    [Fact]
    public void A_write_that_the_API_server_refuses_makes_the_budget_not_ready_and_says_which()
    {
        var fleet = BudgetFleet.Of(-1, 9, "chat.decode=2>3");
        var ready = StatusOf(fleet.Pass(Ended(fleet, WriteEnd.Forbidden, "patching is forbidden"))).Conditions[0];
        Assert.Equal(("False", "WriteFailed", "inference/chat decode 2 to 3: patching is forbidden"), (ready.Status, ready.Reason, ready.Message));
    }

    [Fact]
    public void The_same_pass_a_minute_later_makes_the_same_status()
    {
        var fleet = BudgetFleet.Of(-1, 8, "chat.decode=2>3", "code.decode=1 #");
        var first = StatusOf(fleet.Pass());
        var facts = fleet.Facts() with { Budget = fleet.Budget(first) };
        var second = BudgetReport.ToStatus(new BudgetPass(facts, BudgetDecider.Decide(facts, "x"), []), Later);
        Assert.Null(StatusPatch.Between(first, second));
    }

    [Theory]
    [InlineData("", "False OverCeiling", "Warning OverCeiling")]
    [InlineData("True WithinBudget", "False CeilingUnreachable", "Warning CeilingUnreachable")]
    [InlineData("False OverCeiling", "False CeilingUnreachable", "Warning CeilingUnreachable")]
    [InlineData("False OverCeiling", "False OverCeiling", "")]
    [InlineData("False OverCeiling", "True WithinBudget", "Normal WithinBudget")]
    [InlineData("", "True WithinBudget", "")]
    [InlineData("True WithinBudget", "Unknown LedgerNotReady", "")]
    [InlineData("True WithinBudget", "False LedgerNotReady", "")]
    public void Events_follow_changes_of_a_condition(string before, string after, string announced)
    {
        var events = BudgetAnnouncements.OfConditions(new ObjectMeta(), Parse(before), Parse(after));
        Assert.Equal(announced, string.Join(' ', events.Select(said => $"{said.Kind} {said.Reason}")));

        static Condition[] Parse(string text) =>
            text.Split(' ') is [var status, var reason] ? [new Condition { Type = "WithinBudget", Status = status, Reason = reason }] : [];
    }

    [Theory]
    [InlineData(8, "chat.prefill=2>3|chat.decode=3>2", "ReplicasGranted", "inference/chat prefill 2 to 3, decode 3 to 2 (0 GPUs) by GlobalBudget \"fleet\"")]
    [InlineData(8, "chat.decode=3x2>1", "ReplicasReduced", "inference/chat decode 3 to 1 (-4 GPUs) by GlobalBudget \"fleet\"")]
    [InlineData(2, "chat.decode=3>3", "ReplicasReduced", "inference/chat decode 3 to 2 (-1 GPUs) by GlobalBudget \"fleet\": CeilingReduced")]
    public void A_write_is_announced_on_the_budget_and_on_each_plan_that_it_serves(int max, string pools, string reason, string message)
    {
        var fleet = BudgetFleet.Of(-1, max, pools.Split('|'));
        var events = BudgetAnnouncements.OfWrites(fleet.Pass(Ended(fleet, WriteEnd.Written))).ToList();
        Assert.All(events, said => Assert.Equal((reason, message), (said.Reason, said.Message)));
        Assert.Equal(["fleet", .. fleet.Plans(new ObjectKey("inference", "chat")).Select(plan => plan.Metadata.Name)], events.Select(said => said.About.Name));
    }

    [Theory]
    [InlineData("nothing to wait for", "chat.decode=2>2", null, null)]
    [InlineData("not ready waits for the graph", "chat.decode=2>3 ~", null, null)]
    [InlineData("a grant is on its way", "chat.decode=2>3", WriteEnd.Written, 1)]
    [InlineData("a conflict is decided anew", "chat.decode=2>3", WriteEnd.Conflict, 1)]
    [InlineData("a refused grant waits for others", "chat.decode=2>3", WriteEnd.GrantRefused, 2)]
    [InlineData("forbidden needs a person", "chat.decode=2>3", WriteEnd.Forbidden, 10)]
    [InlineData("an unseen write", "chat.decode=2>3 *", null, 1)]
    [InlineData("room that is being made", "chat.decode=5>3|code.decode=3>5", WriteEnd.Written, 1)]
    [InlineData("room that the ledger still holds", "chat.decode=3>3|code.decode=3>5|+chat=5", null, 1)]
    public void Looks_again_only_while_something_is_open(string row, string pools, WriteEnd? end, int? seconds)
    {
        var fleet = BudgetFleet.Of(-1, 8, pools.Split('|'));
        var pass = end is { } ended ? fleet.Pass(Ended(fleet, ended)) : fleet.Pass();
        Assert.Equal((row, (double?)seconds), (row, BudgetRequeue.After(pass)?.TotalSeconds));
    }

    [Fact]
    public void A_throttled_write_waits_as_long_as_it_was_told()
    {
        var fleet = BudgetFleet.Of(-1, 8, "chat.decode=2>3");
        var told = Ended(fleet, WriteEnd.Throttled) with { RetryAfter = TimeSpan.FromSeconds(7) };
        Assert.Equal(TimeSpan.FromSeconds(7), BudgetRequeue.After(fleet.Pass(told)));
    }

    [Fact]
    public void Looks_again_while_the_ledger_has_not_taken_in_what_the_stores_show()
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2>2").Facts();
        var behind = facts with { Picture = facts.Picture! with { Graphs = [] } };
        Assert.Equal(BudgetRequeue.Waiting, BudgetRequeue.After(new BudgetPass(behind, BudgetDecider.Decide(behind, "x"), [])));
    }
}
