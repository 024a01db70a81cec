using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Load;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>The load loop above a throughput loop that has learned how bursts are provided for.</summary>
public sealed class BurstRuleTests
{
    private static readonly LoadOptions Options = Sla(ttftMs: 2000);

    [Fact]
    public void A_shrink_goes_to_the_floor_at_once_where_that_covers_bursts()
    {
        var idle = Role(Times(10, i => Queued(0, i))) with { Model = Prefill(Options, 0.001, 0), PromptTokens = 1000, Floor = 4 };
        Assert.Equal(9, LoadSizing.OfPrefill(idle, Options).Wanted);
        Assert.Equal(9, LoadSizing.OfPrefill(idle with { Bursts = Rule(60) with { IsLearned = false } }, Options).Wanted);
        Assert.Equal(4, LoadSizing.OfPrefill(idle with { Bursts = Rule(60) }, Options).Wanted);
        Assert.Equal(9, LoadSizing.OfPrefill(idle with { Bursts = Rule(60), Floor = 12 }, Options).Wanted);
        Assert.Equal(9, LoadSizing.OfPrefill(idle with { Bursts = Rule(60), Floor = null }, Options).Wanted);
    }

    [Fact]
    public void A_shrink_stops_where_the_work_of_all_no_longer_fits()
    {
        var busy = Role(Times(10, i => Queued(190, i))) with { Model = Prefill(Options, 0.001, 0), PromptTokens = 1000, Floor = 1, Bursts = Rule(60) };

        // A prompt of 1500 tokens leaves half a second of its target, of which 0.8 may be used up; 1.9 s of work wait.
        var verdict = LoadSizing.OfPrefill(busy, Options);
        Assert.Equal((5, SizingReason.ScaleDown), (verdict.Wanted, verdict.Reason));
    }

    [Theory]
    [InlineData("gone in 100 s", 200, null, 4)]
    [InlineData("300 are left, which four work off in as long", 900, null, 4)]
    [InlineData("900 are left", 1500, null, 6)]
    [InlineData("bursts last: what waits now counts", 200, 60.0, 8)]
    public void A_queue_that_is_gone_before_replicas_serve_orders_none_where_bursts_end(string row, double waiting, double? hold, int wanted)
    {
        // Four carry a request a second each, and two come.
        var role = Role(Times(4, i => Queued(1000 * waiting / 4, i))) with
        {
            Model = Prefill(Options, 0.001, 0),
            PromptTokens = 1000,
            Outlook = new RoleOutlook(2, 1, waiting, ReadySeconds: 300, HeadStartSeconds: 0),
            Bursts = Rule(hold),
        };
        var verdict = LoadSizing.OfPrefill(role, Options);
        Assert.True(wanted == verdict.Wanted, $"{row}: {verdict.Wanted}, {verdict.Message}");
        Assert.Equal(wanted == 4, verdict.Message.Contains("were over before replicas served, and 4 work off the", StringComparison.Ordinal));
    }

    private static RoleRule Rule(double? holdSeconds) => new(new HoldRule(4, holdSeconds), new RateService(1, 0, 2), StartSeconds: 300, IsLearned: true);
}
