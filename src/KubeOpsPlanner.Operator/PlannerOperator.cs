using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Actuation.ForeignWrites;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Controllers.BudgetLedgers;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator;

/// <summary>The product, put together: whichever program hosts it adds it with one call.</summary>
public static class PlannerOperator
{
    public static IOperatorHostBuilder AddPlanner(this IOperatorHostBuilder host, PlannerOptions options) => host
        .AddAdmission(options)
        .AddBudgetLedgers()
        .AddPoolPlans(options)
        .AddGlobalBudgets(options)
        .AddForeignWrites(options);
}
