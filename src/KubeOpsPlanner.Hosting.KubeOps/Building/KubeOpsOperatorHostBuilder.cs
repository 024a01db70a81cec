using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Controllers;
using KubeOpsPlanner.Hosting.KubeOps.Entities;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using IWatchedObject = KubeOpsPlanner.Entities.Meta.IKubernetesObject;

namespace KubeOpsPlanner.Hosting.KubeOps.Building;

/// <summary>Collects what the operator is made of and registers it with the container and with KubeOps.</summary>
internal sealed class KubeOpsOperatorHostBuilder(IServiceCollection services, IOperatorBuilder kubeOps, OperatorHostOptions options)
    : IOperatorHostBuilder
{
    private readonly HashSet<ApiResource> _controlled = [];

    public IServiceCollection Services { get; } = services;

    public OperatorHostOptions Options { get; } = options;

    public StoreSet Stores { get; } = new();

    public List<AdmissionWebhook> Webhooks { get; } = [];

    public Dictionary<string, (AdmissionWebhook Webhook, Type Handler)> Handlers { get; } = [];

    public IOperatorHostBuilder AddStore<T>(Resource<T> resource, params StoreIndex<T>[] indexes) where T : class, IWatchedObject
    {
        var (store, isNew) = Stores.GetOrAdd(resource, indexes);
        if (isNew)
        {
            Services.AddSingleton<IStore<T>>(store);
        }

        return this;
    }

    public IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
        where TReconciler : class, IReconciler
        where T : class, IWatchedObject
    {
        var kind = EntityKinds.Of(resource.Api);
        if (!_controlled.Add(resource.Api))
        {
            throw new ArgumentException(
                $"{resource.Api.Kind} already has a controller: KubeOps queues an object by its name, so one controller has to do both.",
                nameof(resource));
        }

        var chosen = new ControllerTriggers<T>();
        triggers?.Invoke(chosen);
        AddStore(resource);
        chosen.Bind(Stores.GetOrAdd(resource, []).Store);
        foreach (var mapped in chosen.Mapped)
        {
            mapped.Visit(new StoreAdder(this));
        }

        Services.TryAddSingleton<TReconciler>();
        kind.Accept(new Registration<TReconciler, T>(this, kubeOps, chosen));
        return this;
    }

    public IOperatorHostBuilder AddAdmission<THandler>(AdmissionWebhook webhook) where THandler : class, IAdmissionHandler
    {
        if (!webhook.Path.StartsWith('/') || webhook.TimeoutSeconds is < 1 or > 30 || !Handlers.TryAdd(webhook.Path, (webhook, typeof(THandler))))
        {
            throw new ArgumentException(
                $"Webhook {webhook.Name} needs a path of its own that begins with / and a timeout of 1 to 30 s, "
                + $"not {webhook.Path} and {webhook.TimeoutSeconds} s.",
                nameof(webhook));
        }

        Services.TryAddSingleton<THandler>();
        Webhooks.Add(webhook);
        return this;
    }

    private sealed class StoreAdder(KubeOpsOperatorHostBuilder builder) : IMappedTriggerVisitor
    {
        public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IWatchedObject =>
            builder.AddStore(trigger.Resource);
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
