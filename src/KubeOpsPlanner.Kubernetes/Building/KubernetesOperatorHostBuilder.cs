using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Building;

/// <summary>Registers what the operator is made of with the container.</summary>
internal sealed class KubernetesOperatorHostBuilder(IServiceCollection services, OperatorHostOptions options)
    : OperatorHostBuilder(services, options)
{
    public override IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
    {
        var chosen = Prepare<TReconciler, T>(resource, triggers);
        Services.AddSingleton<IHostedService>(provider => new ControllerService(new Controller<T>(
            typeof(TReconciler).Name, provider.GetRequiredService<TReconciler>(), chosen, Stores,
            provider.GetRequiredService<IOwnership>(), TimeProvider.System, Random.Shared.NextDouble,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("KubeOpsPlanner.Kubernetes.Controllers.Controller"))));
        return this;
    }
}
