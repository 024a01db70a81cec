using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

public sealed class BudgetDeciderTests
{
    private static string Writes(IEnumerable<PlannedWrite> writes) => string.Join("; ", writes);

    private static string Reasons(BudgetPass pass) => string.Join(' ', PoolProjection.Of(pass, pass.Decision.Result!).Pools
        .OrderBy(pool => pool.Pool, StringComparer.Ordinal)
        .Select(pool => pool.Reason ?? "-"));

    [Theory]
    [InlineData("growth fits", -1, 8, "chat.prefill=2>3|chat.decode=3>4", "inference/chat prefill 2 to 3, decode 3 to 4", "Granted Granted")]
    [InlineData("what runs as wanted is left alone", -1, 8, "chat.prefill=2>2", "", "-")]
    [InlineData("part of the growth fits", -1, 4, "chat.decode=2>6", "inference/chat decode 2 to 4", "GpuBudget")]
    [InlineData("none of the growth fits", -1, 4, "chat.decode=2x2>3", "", "AtCeiling")]
    [InlineData("no ceiling", -1, -1, "chat.decode=2>40", "inference/chat decode 2 to 40", "Granted")]
    [InlineData("a ceiling of nothing", -1, 0, "chat.decode=0>3 _0", "", "AtCeiling")]
    [InlineData("the more important grows", -1, 6, "chat.decode=2>4 !10|code.decode=2>4 !900", "inference/code decode 2 to 4", "AtCeiling Granted")]
    [InlineData("a graph without a plan is charged", -1, 6, "chat.decode=2>6|code.decode=3 #", "inference/chat decode 2 to 3", "GpuBudget NotPlanned")]
    [InlineData("a charge above the spec counts", -1, 6, "chat.decode=2>6|code.decode=1 #|+code=3", "inference/chat decode 2 to 3", "GpuBudget NotPlanned")]
    [InlineData("a graph that only the ledger knows counts", -1, 6, "chat.decode=2>6|+new=3", "inference/chat decode 2 to 3", "GpuBudget")]
    [InlineData("an unknown charge elsewhere denies growth", -1, 6, "chat.decode=2>3|+new=?", "", "ShapeUnknown")]
    [InlineData("reduce first across graphs", -1, 8, "chat.decode=5>3|code.decode=3>5", "inference/chat decode 5 to 3", "Granted WaitingForRoom")]
    [InlineData("still charged, still waiting", -1, 8, "chat.decode=3>3|code.decode=3>5|+chat=5", "", "- WaitingForRoom")]
    [InlineData("released, so grow", -1, 8, "chat.decode=3>3|code.decode=3>5", "inference/code decode 3 to 5", "- Granted")]
    [InlineData("a swap inside one graph is one patch", 6, 6, "chat.prefill=3>2|chat.decode=3>4", "inference/chat prefill 3 to 2, decode 3 to 4", "Granted Granted")]
    [InlineData("over the ceiling, least important first", -1, 6, "chat.decode=4>4 !10|code.decode=4>4 !900", "inference/chat decode 4 to 2", "CeilingReduced -")]
    [InlineData("over the ceiling, only plans are written", -1, 6, "chat.decode=4>4|code.decode=4 #", "inference/chat decode 4 to 2", "CeilingReduced NotPlanned")]
    [InlineData("over the ceiling, down to endpoint floors", -1, 2, "chat.decode=4>4 _2|code.decode=4>4", "inference/code decode 4 to 1; inference/chat decode 4 to 2", "CeilingUnreachable CeilingUnreachable")]
    [InlineData("the floor holds a reduction", 6, -1, "chat.decode=4>1|code.decode=2>2", "", "FloorHeld -")]
    [InlineData("the floor raises what plans want", 6, 8, "chat.decode=2>2|code.decode=2>2", "inference/chat decode 2 to 3; inference/code decode 2 to 3", "FloorFill FloorFill")]
    [InlineData("the endpoint floor asks for growth", -1, 8, "chat.decode=0>0 _2", "inference/chat decode 0 to 2", "Granted")]
    [InlineData("a proposal at the end of its life", -1, 8, "chat.decode=2>5 @360", "inference/chat decode 2 to 5", "Granted")]
    [InlineData("an expired proposal changes nothing", -1, 8, "chat.decode=2>5 @361", "", "ProposalExpired")]
    [InlineData("no proposal changes nothing", -1, 8, "chat.decode=2", "", "NoProposal")]
    [InlineData("an unknown shape does not grow", -1, 8, "chat.decode=2x?>5", "", "ShapeUnknown")]
    [InlineData("an unknown shape shrinks", -1, 8, "chat.decode=4x?>2", "inference/chat decode 4 to 2", "Granted")]
    [InlineData("what does not serve yet does not grow", -1, 8, "chat.decode=2>3 ~|chat.prefill=1>2", "inference/chat prefill 1 to 2", "NotReady Granted")]
    [InlineData("what does not serve yet shrinks", -1, 8, "chat.decode=3>2 ~", "inference/chat decode 3 to 2", "Granted")]
    [InlineData("an adapter is written instead of the graph", -1, 8, "chat.prefill=2>3 ^2|chat.decode=2>3", "inference/chat prefill 2 to 3; inference/chat decode 2 to 3", "Granted Granted")]
    [InlineData("an adapter above its graph is charged and not ready", -1, 8, "chat.decode=2>6 ^4", "", "NotReady")]
    [InlineData("a missing adapter denies growth", -1, 8, "chat.decode=2>3 ^?", "", "AdapterMissing")]
    [InlineData("a missing adapter cannot reduce", -1, 8, "chat.decode=3>2 ^?", "", "AdapterMissing")]
    [InlineData("an unseen write is not repeated", -1, 8, "chat.decode=2>3 *", "", "Granted")]
    public void Writes_what_is_granted_and_says_why(string row, int min, int max, string pools, string writes, string reasons)
    {
        var pass = BudgetFleet.Of(min, max, pools.Split('|')).Pass();
        Assert.Equal((row, writes, reasons), (row, Writes(pass.Decision.Schedule.Now), Reasons(pass)));
    }

    [Fact]
    public void A_swap_over_two_objects_of_one_graph_waits_until_the_reduction_is_seen()
    {
        var pass = BudgetFleet.Of(-1, 6, "chat.prefill=3>2 ^3", "chat.decode=3>4").Pass();
        Assert.Equal("inference/chat prefill 3 to 2", Writes(pass.Decision.Schedule.Now));
        Assert.Equal("inference/chat decode 3 to 4", Writes(pass.Decision.Schedule.Later));
        Assert.Equal("WaitingForRoom Granted", Reasons(pass));

        var mirrored = BudgetFleet.Of(-1, 6, "chat.prefill=2>2 ^2", "chat.decode=3>4").Decide();
        Assert.Equal("inference/chat decode 3 to 4", Writes(mirrored.Schedule.Now));
    }

    [Fact]
    public void A_swap_over_two_objects_with_room_for_both_happens_at_once()
    {
        var schedule = BudgetFleet.Of(-1, 7, "chat.prefill=3>2 ^3", "chat.decode=3>4").Decide().Schedule;
        Assert.Equal(("inference/chat prefill 3 to 2; inference/chat decode 3 to 4", 0), (Writes(schedule.Now), schedule.Later.Count));
    }

    public static TheoryData<string, Func<BudgetFacts, BudgetFacts>> Holds => new()
    {
        { "OverlappingBudgets", facts => facts with { OverlappedNamespaces = new HashSet<string> { "inference" } } },
        { "LedgerNotReady", facts => facts with { Picture = facts.Picture! with { IsRebuilding = true } } },
        { "CeilingNotRecorded", facts => facts with { Picture = facts.Picture! with { BindingGeneration = 0 } } },
        { "CeilingNotRecorded", facts => facts with { Picture = facts.Picture! with { BindingGeneration = null } } },
    };

    [Theory]
    [MemberData(nameof(Holds))]
    public void While_the_budget_is_in_doubt_pools_shrink_and_none_grows(string reason, Func<BudgetFacts, BudgetFacts> doubt)
    {
        var facts = doubt(BudgetFleet.Of(-1, 20, "chat.decode=2>3", "code.decode=3>2").Facts());
        var decision = BudgetDecider.Decide(facts, "kubeops-planner");
        Assert.Equal("inference/code decode 3 to 2", Writes(decision.Schedule.Now));
        Assert.Equal($"{reason} Granted", Reasons(new BudgetPass(facts, decision, [])));
    }

    [Fact]
    public void An_overlap_in_one_namespace_leaves_the_others_alone()
    {
        var facts = BudgetFleet.Of(-1, 20, "a/chat.decode=2>3", "b/chat.decode=2>3").Facts() with { OverlappedNamespaces = new HashSet<string> { "a" } };
        Assert.Equal("b/chat decode 2 to 3", Writes(BudgetDecider.Decide(facts, "kubeops-planner").Schedule.Now));
    }

    [Fact]
    public void Until_the_ledger_has_counted_nothing_is_decided()
    {
        var decision = BudgetDecider.Decide(BudgetFleet.Of(-1, 8, "chat.decode=2>1").Facts() with { Picture = null }, "kubeops-planner");
        Assert.Null(decision.Result);
        Assert.Empty(decision.Schedule.Now);
    }

    [Fact]
    public void An_invalid_spec_that_slipped_past_admission_changes_nothing()
    {
        var decision = BudgetFleet.Of(9, 8, "chat.decode=2>1").Decide();
        Assert.Equal("spec.minGpus: must not exceed spec.maxGpus (8), was 9", Assert.Single(decision.Errors).ToString());
        Assert.Empty(decision.Schedule.Now);
    }

    [Fact]
    public void Of_two_plans_for_one_component_the_older_counts()
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2>3").Facts();
        var graph = facts.Graphs[0];
        var younger = graph.Plans[0] with { Status = graph.Plans[0].Status with { Desired = new() { Decode = 1 } } };
        facts = facts with { Graphs = [graph with { Plans = [graph.Plans[0], younger] }] };
        Assert.Equal("inference/chat decode 2 to 3", Writes(BudgetDecider.Decide(facts, "kubeops-planner").Schedule.Now));
    }

    [Fact]
    public void A_shape_that_only_the_ledger_remembers_is_used()
    {
        var facts = BudgetFleet.Of(-1, 8, "chat.decode=2x?>3").Facts();
        var remembered = facts.Picture! with
        {
            TotalGpus = 4,
            Graphs = [facts.Picture.Graphs[0] with { Gpus = 4, IsShapeKnown = true, Pools = [new PoolPicture("decode", 2, 2)] }],
        };
        Assert.Equal("inference/chat decode 2 to 3", Writes(BudgetDecider.Decide(facts with { Picture = remembered }, "kubeops-planner").Schedule.Now));
    }

    [Fact]
    public void A_grant_names_the_object_its_version_and_the_components_that_change()
    {
        var write = Assert.Single(BudgetFleet.Of(-1, 8, "chat.prefill=2>3", "chat.decode=2>2").Decide().Schedule.Now);
        var grant = write.Grant("fleet")!;
        Assert.Equal(("fleet", "inference/chat", "DynamoGraphDeployment", "g-chat", 10UL), (grant.Budget, grant.Base.ToString(), grant.BaseApi.Kind, grant.BaseUid, grant.BaseVersion));
        Assert.Equal([new KeyValuePair<string, int>("prefill", 3)], grant.Replicas);
    }
}
