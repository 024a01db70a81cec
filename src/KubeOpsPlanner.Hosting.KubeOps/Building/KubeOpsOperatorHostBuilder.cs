using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Controllers;
using KubeOpsPlanner.Hosting.KubeOps.Entities;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Building;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using IWatchedObject = KubeOpsPlanner.Entities.Meta.IKubernetesObject;

namespace KubeOpsPlanner.Hosting.KubeOps.Building;

/// <summary>Registers what the operator is made of with the container and with KubeOps.</summary>
internal sealed class KubeOpsOperatorHostBuilder(IServiceCollection services, IOperatorBuilder kubeOps, OperatorHostOptions options)
    : OperatorHostBuilder(services, options)
{
    private readonly HashSet<ApiResource> _controlled = [];

    public override IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
    {
        var kind = EntityKinds.Of(resource.Api);
        if (!_controlled.Add(resource.Api))
        {
            throw new ArgumentException(
                $"{resource.Api.Kind} already has a controller: KubeOps queues an object by its name, so one controller has to do both.",
                nameof(resource));
        }

        var chosen = Prepare<TReconciler, T>(resource, triggers);
        kind.Accept(new Registration<TReconciler, T>(this, kubeOps, chosen));
        return this;
    }

    /// <summary>The entity class is known to its kind alone, the stored type to whoever asked: this brings them together.</summary>
    private sealed class Registration<TReconciler, T>(
        KubeOpsOperatorHostBuilder host, IOperatorBuilder kubeOps, ControllerTriggers<T> triggers) : IEntityKindVisitor
        where TReconciler : class, IReconciler
        where T : class, IWatchedObject
    {
        public void Visit<TEntity>(EntityKind<TEntity> kind) where TEntity : class, IKubernetesObject<V1ObjectMeta>, new()
        {
            var store = host.Stores.Of<T>();
            host.Services.AddSingleton(provider => new EntityLoop<TEntity>(kind, new ReconcileLoop(
                typeof(TReconciler).Name, provider.GetRequiredService<TReconciler>,
                new ReconcileLimits(triggers.MaxConcurrency, triggers.Resync),
                key => store.Get(key)?.Metadata, host.Stores, provider.GetRequiredService<IOwnership>(), TimeProvider.System,
                Random.Shared.NextDouble, provider.GetRequiredService<ILoggerFactory>().CreateLogger<ReconcileLoop>())));
            kubeOps.AddController<EntityController<TEntity>, TEntity>();
            host.Services.AddSingleton<IHostedService>(provider => new EntityFeed<TEntity, T>(
                provider.GetRequiredService<EntityLoop<TEntity>>(), provider.GetRequiredService<EntityQueue<TEntity>>(), triggers,
                host.Stores, provider.GetRequiredService<IOwnership>(), TimeProvider.System));
        }
    }
}
