using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class FloorAdviceTests
{
    private static readonly PoolPlanSpec Plain = PlanFixture.Facts.Spec;

    public static TheoryData<string, PoolPlanSpec, string?> Plans => new()
    {
        {
            "floors above the ceiling", Plain with { Limits = new PlanLimits { MinEndpoint = 50, MaxGpus = 99 } },
            "spec.limits.maxGpus 99 is below the 100 GPUs of the endpoint floors: replicas stay as they are until you raise it or lower spec.limits.minEndpoint"
        },
        { "floors at the ceiling", Plain with { Limits = new PlanLimits { MinEndpoint = 50, MaxGpus = 100 } }, null },
        { "floors without a ceiling", Plain with { Limits = new PlanLimits { MinEndpoint = 50, MaxGpus = -1 } }, null },
        {
            "floors of wide engines", Plain with { Mode = PlanMode.Decode, Engine = new EngineSpec { DecodeGpus = 8 }, Limits = new PlanLimits { DecodeMinEndpoint = 2, MaxGpus = 8 } },
            "spec.limits.maxGpus 8 is below the 16 GPUs of the endpoint floors: replicas stay as they are until you raise it or lower spec.limits.minEndpoint"
        },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Floors_that_the_ceiling_cannot_hold_are_said(string row, PoolPlanSpec spec, string? advice) =>
        Assert.Equal((row, advice), (row, FloorAdvice.Of(spec, PlanFixture.Facts.Target)));

    [Fact]
    public void Floors_of_a_graph_that_is_not_there_yet_are_not_judged() =>
        Assert.Null(FloorAdvice.Of(Plain with { Limits = new PlanLimits { MinEndpoint = 50 } }, null));
}
