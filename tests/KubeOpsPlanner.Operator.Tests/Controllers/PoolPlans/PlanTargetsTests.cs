using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanTargetsTests
{
    [Theory]
    [InlineData("nobody tells", null, null)]
    [InlineData("the graph's own", "inference-chat", null)]
    [InlineData("of this generation of workers", "inference-chat-7f3a", "inference-chat-7f3a")]
    public void The_namespace_that_workers_register_in_is_what_the_graph_tells(string row, string? told, string? expected)
    {
        var roles = PlanAssessment.Of(PlanFixture.Facts).Roles!;
        roles = roles with { Decode = roles.Decode! with { Status = new ComponentStatus { RuntimeNamespace = told } } };
        Assert.Equal((row, expected), (row, PlanTargets.Series(PlanFixture.Facts, roles).RuntimeNamespace));
    }
}
