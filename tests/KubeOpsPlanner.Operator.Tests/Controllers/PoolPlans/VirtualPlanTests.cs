using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

/// <summary>A plan without a graph: what runs is what was decided and acknowledged, and nothing else is known.</summary>
public sealed class VirtualPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly TrafficWindow Busy = new(180, 3600, 3000, 150, 250, 12);

    [Fact]
    public void It_begins_with_the_least_that_may_run()
    {
        var facts = Virtual(null, spec => spec with { Limits = spec.Limits with { PrefillMinEndpoint = 2 } });
        Assert.Equal((new ReplicaPair(2, 1), true), (Roles(facts).Current(facts), PlanAssessment.Of(facts).Target.IsGood));
        Assert.Equal((null, null), (Roles(facts).Ready.Prefill, Roles(facts).Ready.Decode));
    }

    [Fact]
    public void A_pending_decision_is_planned_from_and_serves_once_it_is_acknowledged()
    {
        var pending = Virtual(new VirtualDecision { Id = 1, Prefill = 3, Decode = 4, AcknowledgedId = 0 });
        Assert.Equal(new ReplicaPair(3, 4), Roles(pending).Current(pending));
        Assert.Null(Roles(pending).Ready.Decode);
        Assert.Equal("DecisionPending", PlanAssessment.Of(pending).Target.Reason);

        var done = Virtual(new VirtualDecision { Id = 1, Prefill = 3, Decode = 4, AcknowledgedId = 1 });
        Assert.Equal(4, Roles(done).Ready.Decode);
        Assert.Equal("DecisionsFollowed", PlanAssessment.Of(done).Target.Reason);
    }

    [Fact]
    public void A_mode_of_one_role_has_one_pool()
    {
        var facts = Virtual(null, spec => spec with { Mode = PlanMode.Agg });
        Assert.Null(Roles(facts).Prefill);
        Assert.Equal((null, (int?)2), (PlanInputs.Of(facts, Roles(facts), null, null, Memory(facts), TimeSpan.Zero).Ready.Decode, Roles(facts).Gpus(facts).Decode));
    }

    [Fact]
    public void Its_decision_is_told_in_its_status()
    {
        var facts = Virtual(null);
        var told = Tell(facts, Busy);
        Assert.True(told is { Id: 0, Prefill: > 1, AcknowledgedId: -1 }, told?.ToString());
    }

    [Fact]
    public void What_was_told_is_pending_in_the_same_breath()
    {
        var facts = Virtual(null);
        var pass = Pass(facts, Busy);
        var status = Report(facts, pass, DecisionRecord.None.Propose(pass.Decision.Desired, Now));
        Assert.Equal(("DecisionPending", PoolPlanPhase.Holding), (status.Conditions.Single(condition => condition.Type == "TargetReady").Reason, status.Phase));
    }

    [Theory]
    [InlineData(1799, 7)]
    [InlineData(1800, 8)]
    public void A_wait_goes_on_where_the_process_before_left_it(int waited, long id)
    {
        // Only the status is handed on.
        var facts = Virtual(new VirtualDecision { Id = 7, Prefill = 1, Decode = 1, AcknowledgedId = 6, WaitingSince = Now.AddSeconds(-waited) });
        var told = Tell(facts, Busy)!;
        Assert.Equal((id, id == 7 ? Now.AddSeconds(-waited) : null), (told.Id, told.WaitingSince));
    }

    [Fact]
    public void The_status_says_since_when_another_decision_waits()
    {
        var facts = Virtual(new VirtualDecision { Id = 7, Prefill = 1, Decode = 1, AcknowledgedId = 6 });
        Assert.Equal(new VirtualDecision { Id = 7, Prefill = 1, Decode = 1, AcknowledgedId = 6, WaitingSince = Now }, Tell(facts, Busy));
    }

    [Fact]
    public void What_goes_back_to_the_pending_decision_ends_the_wait()
    {
        var waiting = new VirtualDecision { Id = 7, Prefill = 1, Decode = 1, AcknowledgedId = 6, WaitingSince = Now.AddSeconds(-1000) };
        var quiet = new TrafficWindow(180, 36, 3000, 150, 250, 12);
        Assert.Null(Tell(Virtual(waiting), quiet)!.WaitingSince);
        Assert.Equal(waiting, Tell(Virtual(waiting), null));
    }

    [Fact]
    public void What_is_unknown_is_not_told_at_all() => Assert.Null(Tell(Virtual(null), null));

    [Fact]
    public void The_status_says_what_it_waits_for()
    {
        var facts = Virtual(new VirtualDecision { Id = 7, Prefill = 1, Decode = 1 });
        var status = Report(facts, Pass(facts, Busy), null);
        Assert.Equal(PoolPlanPhase.Holding, status.Phase);
        Assert.Equal(
            ("False", "DecisionPending", "nobody has reported yet that decision 7 is carried out"),
            status.Conditions.Where(condition => condition.Type == "TargetReady").Select(condition => (condition.Status, condition.Reason, condition.Message)).Single());
        Assert.Equal(facts.Plan.Status.Decision, status.Decision);
    }

    [Fact]
    public void Without_an_endpoint_it_says_that_there_is_no_graph_to_find_one_in()
    {
        var (endpoints, problem) = PlanTargets.Traffic(Virtual(null));
        Assert.Empty(endpoints);
        Assert.StartsWith("environment virtual has no graph to find a frontend in", problem, StringComparison.Ordinal);
        Assert.Equal("dynamo", PlanTargets.DynamoNamespace(Virtual(null)));
    }

    private static VirtualDecision? Tell(PlanFacts facts, TrafficWindow? window)
    {
        var pass = Pass(facts, window);
        var record = VirtualDecisions.Read(facts.Plan.Status.Decision);
        return Report(facts, pass, VirtualDecisions.IsNews(record, pass.Decision) ? record.Propose(pass.Decision.Desired, Now) : null).Decision;
    }

    private static PlanFacts Virtual(VirtualDecision? decision, Func<PoolPlanSpec, PoolPlanSpec>? change = null)
    {
        var facts = PlanFixture.With(spec => (change ?? (same => same))(spec with
        {
            Environment = PlanEnvironment.Virtual,
            TargetRef = null,
            ModelName = "Qwen/Qwen3-32B",
            Engine = new EngineSpec { PrefillGpus = 1, DecodeGpus = 2 },
        }));
        return facts with { Target = null, Plan = facts.Plan with { Status = new PoolPlanStatus { Decision = decision } } };
    }

    private static PlanRoles Roles(PlanFacts facts) => PlanAssessment.Of(facts).Roles!;

    private static PlanMemory Memory(PlanFacts facts) => new(4, TimeSpan.Zero, PlanInputs.NewState(facts.Spec), null, default);

    private static PlanPass Pass(PlanFacts facts, TrafficWindow? window)
    {
        var scrape = new PlanScrape(window is null ? null : new FrontendWindow(window, true, null), null, Finding.Yes("Scraped"));
        return PlanPass.Of(facts, Roles(facts), PlanAssessment.Of(facts).Profile, new PlanSight(scrape, null, null), Memory(facts), TimeSpan.FromSeconds(180));
    }

    private static PoolPlanStatus Report(PlanFacts facts, PlanPass pass, DecisionRecord? told) =>
        new PlanReport(facts, PlanAssessment.Of(facts), pass.Local, Finding.Yes("Scraped"), null, false) { Told = told }.ToStatus(Now, Now);
}
