using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KubeOpsPlanner.Operator.Actuation.ForeignWrites;

public static class ForeignWriteRegistration
{
    /// <summary>Rests on the stores that admission and plans have registered.</summary>
    public static IOperatorHostBuilder AddForeignWrites(this IOperatorHostBuilder host, PlannerOptions options)
    {
        host.Services.TryAddSingleton(options);
        host.Services.AddHostedService<ForeignWriteService>();
        return host;
    }
}
