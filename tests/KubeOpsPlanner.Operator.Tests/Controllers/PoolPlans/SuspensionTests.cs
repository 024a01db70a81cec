using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class SuspensionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData("2026-05-06T12:00:01Z", true)]
    [InlineData("2026-05-06T11:59:59Z", false)]
    [InlineData("until friday", true)]
    public void A_plan_stands_still_while_its_annotation_says_so(string? value, bool suspended)
    {
        var annotations = value is null ? [] : new Dictionary<string, string> { [PlannerNames.SuspendAnnotation] = value };
        Assert.Equal(suspended, Suspension.IsActive(new ObjectMeta { Annotations = annotations }, Now));
    }
}
