using KubeOpsPlanner.Hosting.Building;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.Operator.Actuation.Virtual;

public static class VirtualRegistration
{
    public static IOperatorHostBuilder AddVirtualDecisions(this IOperatorHostBuilder host)
    {
        host.Services.AddSingleton<Orchestrators>();
        host.Services.AddSingleton<Acknowledgements>();
        return host;
    }
}
