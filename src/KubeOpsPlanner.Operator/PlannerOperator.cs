using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Actuation.ForeignWrites;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Controllers.BudgetLedgers;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Options;
using Microsoft.AspNetCore.Builder;

namespace KubeOpsPlanner.Operator;

/// <summary>The product, put together: whichever program hosts it adds it with one call.</summary>
public static class PlannerOperator
{
    public static IOperatorHostBuilder AddPlanner(this IOperatorHostBuilder host, PlannerOptions options) => host
        .AddAdmission(options)
        .AddBudgetLedgers()
        .AddPoolPlans(options)
        .AddGlobalBudgets(options)
        .AddForeignWrites(options)
        .AddVirtualDecisions();

    /// <summary>What it serves besides the host's own: behind <c>MapOperatorHost</c>.</summary>
    public static WebApplication MapPlanner(this WebApplication app)
    {
        VirtualEndpoints.Map(app);
        return app;
    }
}
