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
