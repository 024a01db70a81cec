using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly Finding Scraped = Finding.Yes("Scraped");

    private static PoolPlanStatus Report(
        PlanFacts facts, TrafficWindow? window, Finding? metrics, Finding? write = null, bool isSuspended = false)
    {
        var assessment = PlanAssessment.Of(facts);
        LocalPlan? local = null;
        if (assessment.Roles is { } roles)
        {
            var memory = new PlanMemory(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default);
            var seen = window is null ? null : new FrontendWindow(window, true, null);
            local = LocalPlanner.Plan(PlanInputs.Of(facts, roles, assessment.Profile, seen, memory, TimeSpan.Zero), memory.Local);
        }

        return new PlanReport(facts, assessment, local, metrics, write, isSuspended).ToStatus(Now, Now);
    }

    private static Condition Condition(PoolPlanStatus status, string type) => status.Conditions.Single(condition => condition.Type == type);

    [Fact]
    public void A_decision_is_reported_with_what_it_rests_on()
    {
        var status = Report(PlanFixture.Facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped);
        Assert.Equal(PoolPlanPhase.Planning, status.Phase);
        Assert.Equal(new ObservedTraffic { RequestsPerSecond = 20, Isl = 3000, Osl = 150, TtftMs = 250, ItlMs = 12 }, status.Observed);
        Assert.Equal(20, status.Predicted!.RequestsPerSecond);
        Assert.Equal(new PoolReplicas { Prefill = 2, Decode = 3 }, status.Replicas);
        Assert.True(status.Desired!.Prefill > 2, "60,000 prompt tokens per second exceed two prefill workers");
        Assert.Equal(Now, status.DecidedAt);
        Assert.Equal("True", Condition(status, "Ready").Status);
        Assert.Equal(4, status.ObservedGeneration);
    }

    [Fact]
    public void The_limits_that_acted_are_reported_in_their_order_with_what_they_changed()
    {
        var facts = PlanFixture.With(spec => spec with { Limits = spec.Limits with { MaxGpus = 9 } });
        var sizing = Report(facts, new TrafficWindow(180, 36000, 3000, 150, 250, 12), Scraped).Sizing!;
        Assert.Equal(200, sizing.DemandRequestsPerSecond);
        Assert.Equal((90, 180.0), (sizing.Percentile, sizing.HorizonSeconds));
        Assert.True(sizing.Raw!.Prefill > 10 && sizing.PrefillCapacity is > 1 and < 7, sizing.ToString());
        Assert.Equal(["StepStaysWithinTheCap", "CeilingFits"], sizing.Limits.Select(limit => limit.Name));
        Assert.Equal(new PoolReplicas { Prefill = 10, Decode = 11 }, sizing.Limits[0].To);
        Assert.Equal(sizing.Limits[0].To, sizing.Limits[1].From);
        Assert.Contains("limits.maxGpus 9", sizing.Limits[1].Message);
    }

    [Fact]
    public void Unknown_traffic_holds_and_says_so()
    {
        var status = Report(PlanFixture.Facts, null, Finding.No("ScrapeFailed", "http://x did not answer within 5 s"));
        Assert.Equal(PoolPlanPhase.Degraded, status.Phase);
        Assert.Equal("no_traffic_data", status.Reason);
        Assert.Equal(status.Replicas, status.Desired);
        Assert.Null(status.Observed);
        Assert.Equal(("False", "ScrapeFailed"), (Condition(status, "Ready").Status, Condition(status, "MetricsAvailable").Reason));
    }

    [Fact]
    public void A_missing_graph_is_pending()
    {
        var status = Report(PlanFixture.Facts with { Target = null }, null, null);
        Assert.Equal(PoolPlanPhase.Pending, status.Phase);
        Assert.Equal("TargetNotFound", Condition(status, "Ready").Reason);
    }

    [Fact]
    public void A_refusal_of_the_gate_is_holding_not_an_error()
    {
        var status = Report(
            PlanFixture.Facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped, Finding.No("RefusedByBudget", "GlobalBudget \"fleet\" allows 16 GPUs"));
        Assert.Equal(PoolPlanPhase.Holding, status.Phase);
        Assert.Equal(("False", "RefusedByBudget"), (Condition(status, "BudgetGranted").Status, Condition(status, "BudgetGranted").Reason));
    }

    [Fact]
    public void A_suspended_plan_is_suspended_whatever_it_sees() =>
        Assert.Equal(PoolPlanPhase.Suspended, Report(PlanFixture.Facts with { Target = null }, null, null, isSuspended: true).Phase);

    [Theory]
    [InlineData(PlanEnvironment.Kubernetes, false, "NothingWrittenYet")]
    [InlineData(PlanEnvironment.Kubernetes, true, "Advisory")]
    [InlineData(PlanEnvironment.GlobalPlanner, true, "Advisory")]
    public void Where_no_budget_was_asked_the_condition_says_why(PlanEnvironment environment, bool isAdvisory, string reason)
    {
        var facts = PlanFixture.With(spec => spec with { Environment = environment, Advisory = isAdvisory });
        var status = Report(facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped);
        Assert.Equal(("Unknown", reason), (Condition(status, "BudgetGranted").Status, Condition(status, "BudgetGranted").Reason));
        Assert.Equal(isAdvisory, Condition(status, "Ready").Message.StartsWith("advisory, nothing is written: 20 requests/s need (", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_written_before_says_nothing_of_an_advisory_plan()
    {
        var facts = PlanFixture.With(spec => spec with { Advisory = true });
        facts = facts with { Plan = facts.Plan with { Status = new PoolPlanStatus { Conditions = [new Condition { Type = "BudgetGranted", Status = "False", Reason = "RefusedByBudget" }] } } };
        var status = Report(facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped);
        Assert.Equal((PoolPlanPhase.Planning, "Advisory"), (status.Phase, Condition(status, "BudgetGranted").Reason));
    }

    [Theory]
    [InlineData(500, 50, "True", "Reachable", "")]
    [InlineData(100, 50, "False", "TargetsOutOfReach", "no number of replicas meets sla.ttftMs 100 (at the planned load the mean is about ")]
    [InlineData(500, 5, "False", "TargetsOutOfReach", "no number of replicas meets sla.itlMs 5 (at the planned load about ")]
    [InlineData(100, 5, "False", "TargetsOutOfReach", ", nor sla.itlMs 5 (at the planned load about ")]
    public void Targets_that_no_replica_meets_are_named(double ttftMs, double itlMs, string status, string reason, string says)
    {
        var facts = PlanFixture.With(spec => spec with { Sla = spec.Sla with { TtftMs = ttftMs, ItlMs = itlMs } });
        var condition = Condition(Report(facts, new TrafficWindow(180, 3600, 3000, 150), Scraped), "TargetsReachable");
        Assert.Equal((status, reason), (condition.Status, condition.Reason));
        Assert.Contains(says, condition.Message, StringComparison.Ordinal);
        if (status == "False") Assert.EndsWith(" for 90 % of the requests: raise spec.sla, shorten requests or take faster engines", condition.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_aggregated_pool_names_both_targets()
    {
        var facts = PlanFixture.With(spec => spec with { Mode = Entities.PoolPlans.PlanMode.Agg, Sla = spec.Sla with { ItlMs = 5 } });
        facts = facts with { Target = facts.Target! with { Components = [.. facts.Target.Components.Where(component => component.Name != "prefill")] } };
        var condition = Condition(Report(facts, new TrafficWindow(180, 3600, 3000, 150), Scraped), "TargetsReachable");
        Assert.StartsWith("no number of replicas meets sla.ttftMs 500 and sla.itlMs 5 (", condition.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_beyond_the_profile_are_told_and_stay_told_while_nothing_is_known()
    {
        var facts = PlanFixture.With(spec => spec with { Sla = spec.Sla with { TtftMs = 60_000 } });
        var status = Report(facts, new TrafficWindow(180, 36, 20_000, 150), Scraped);
        var condition = Condition(status, "TargetsReachable");
        Assert.Equal(
            ("True", "OutsideProfile", "requests of 20000 tokens in and 150 out lie outside of what was profiled, so capacities are carried on from its edge: profile such lengths"),
            (condition.Status, condition.Reason, condition.Message));
        var later = facts with { Plan = facts.Plan with { Status = status } };
        Assert.Equal(condition, Condition(Report(later, null, Finding.No("ScrapeFailed", "")), "TargetsReachable"));
    }

    [Fact]
    public void The_record_has_the_latencies_that_the_capacities_are_for()
    {
        var sizing = Report(PlanFixture.Facts, new TrafficWindow(180, 3600, 3000, 150), Scraped).Sizing!;
        Assert.InRange(sizing.PrefillLatencyMs!.Value, 100, 500);
        Assert.InRange(sizing.DecodeLatencyMs!.Value, 5, 50);
    }

    [Theory]
    [InlineData("inference", "Unknown", "NotKnownYet")]
    [InlineData("other", "False", "NamespaceNotGoverned")]
    public void A_budget_of_other_namespaces_grants_nothing(string governed, string status, string says)
    {
        var budget = PlanFixture.Budget();
        var facts = PlanFixture.With(spec => spec with
        {
            Environment = PlanEnvironment.GlobalPlanner,
            BudgetRef = new NameReference { Name = "fleet" },
        }) with
        {
            Budget = budget with { Spec = budget.Spec with { Namespaces = [governed] } },
        };
        var condition = Condition(Report(facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped), "BudgetGranted");
        Assert.Equal((status, says), (condition.Status, condition.Reason));
    }

    [Theory]
    [InlineData(5, 5, null, "True", "Granted")]
    [InlineData(5, 4, "GpuBudget", "False", "GpuBudget")]
    public void A_proposal_is_granted_when_the_budget_grants_all_of_it(int desired, int granted, string? reason, string status, string says)
    {
        var facts = PlanFixture.With(spec => spec with
        {
            Environment = PlanEnvironment.GlobalPlanner,
            BudgetRef = new NameReference { Name = "fleet" },
        }) with
        {
            Budget = PlanFixture.Budget(
                new BudgetedPool { Pool = "inference/chat/prefill", DesiredReplicas = desired, GrantedReplicas = granted, Reason = reason },
                new BudgetedPool { Pool = "inference/chat2/prefill", DesiredReplicas = 9, GrantedReplicas = 1, Reason = "Other" }),
        };
        var condition = Condition(Report(facts, new TrafficWindow(180, 3600, 3000, 150, 250, 12), Scraped), "BudgetGranted");
        Assert.Equal((status, says), (condition.Status, condition.Reason));
    }
}
