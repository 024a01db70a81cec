using KubeOpsPlanner.Cli.Status;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Tests.Status;

public sealed class FleetStatusTests
{
    private static readonly Entity<GlobalBudgetSpec, GlobalBudgetStatus> Fleet = new(
        new ObjectMeta { Name = "fleet" },
        new GlobalBudgetSpec { MaxGpus = 16 },
        new GlobalBudgetStatus
        {
            TotalGpus = 14,
            ReservedGpus = 0,
            PoolCount = 2,
            Pools =
            [
                new BudgetedPool { Pool = "a/chat/decode", Replicas = 4, DesiredReplicas = 6, GrantedReplicas = 5, GpusPerReplica = 2, Gpus = 8, Reason = "GpuBudget" },
                new BudgetedPool { Pool = "ab/code/decode", Replicas = 6 },
            ],
            Conditions = [new Condition { Type = "ShapeKnown", Status = "False", Reason = "ShapeUnknown", Message = "ab/code/decode" }],
        });

    [Fact]
    public void Budgets_pools_and_what_is_wrong_are_shown()
    {
        var text = FleetStatusText.Of(FleetStatus.Of([Fleet], null));

        Assert.Matches("fleet +16 +-1 +14 +0 +2 +Active +- +- +False", text);
        Assert.Matches("a/chat/decode +fleet +4 +6 +5 +2 +8 +GpuBudget", text);
        Assert.Matches("ab/code/decode +fleet +6 +- +- +- +- +-", text);
        Assert.Contains("fleet: ShapeKnown=False ShapeUnknown: ab/code/decode", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_namespace_is_not_a_prefix() =>
        Assert.Equal("a/chat/decode", Assert.Single(FleetStatus.Of([Fleet], "a").Budgets[0].Pools).Pool);

    [Fact]
    public void Nothing_is_said_to_be_nothing() => Assert.StartsWith("no GlobalBudget exists", FleetStatusText.Of(FleetStatus.Of([], null)), StringComparison.Ordinal);
}
