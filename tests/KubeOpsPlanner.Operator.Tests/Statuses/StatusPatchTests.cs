using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Tests.Statuses;

public sealed class StatusPatchTests
{
    private static readonly PoolPlanStatus Before = new()
    {
        Phase = PoolPlanPhase.Planning,
        Observed = new ObservedTraffic { RequestsPerSecond = 9.8, TtftMs = 200 },
        Conditions = [new Condition { Type = "Ready", Status = "True" }],
    };

    [Fact]
    public void An_unchanged_status_is_not_written() => Assert.Null(StatusPatch.Between(Before, Before with { }));

    [Fact]
    public void Only_what_differs_is_written_and_what_is_gone_is_removed()
    {
        var patch = StatusPatch.Between(Before, Before with { Observed = new ObservedTraffic { RequestsPerSecond = 10 }, Reason = "scale_up" });
        Assert.Equal("""{"status":{"observed":{"requestsPerSecond":10,"ttftMs":null},"reason":"scale_up"}}""", patch!.ToJsonString());
    }

    [Fact]
    public void Lists_are_written_whole_because_a_merge_patch_replaces_them()
    {
        var patch = StatusPatch.Between(Before, Before with { Conditions = [Before.Conditions[0], new Condition { Type = "TargetReady" }] });
        Assert.Equal(2, patch!["status"]!["conditions"]!.AsArray().Count);
    }

    [Fact]
    public void An_empty_message_is_left_out_because_some_api_servers_take_it_for_null()
    {
        var patch = StatusPatch.Between(Before, Before with { Conditions = [new Condition { Type = "Ready", Status = "False", Reason = "Because" }] });
        Assert.Equal("""{"status":{"conditions":[{"type":"Ready","status":"False","reason":"Because"}]}}""", patch!.ToJsonString());
    }
}
