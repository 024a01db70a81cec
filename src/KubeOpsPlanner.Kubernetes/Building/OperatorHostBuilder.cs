using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KubeOpsPlanner.Kubernetes.Building;

/// <summary>Collects what the operator is made of, whichever host runs its controllers.</summary>
internal abstract class OperatorHostBuilder(IServiceCollection services, OperatorHostOptions options) : IOperatorHostBuilder
{
    public IServiceCollection Services { get; } = services;

    public OperatorHostOptions Options { get; } = options;

    public StoreSet Stores { get; } = new();

    public List<AdmissionWebhook> Webhooks { get; } = [];

    public Dictionary<string, (AdmissionWebhook Webhook, Type Handler)> Handlers { get; } = [];

    public IOperatorHostBuilder AddStore<T>(Resource<T> resource, params StoreIndex<T>[] indexes) where T : class, IKubernetesObject
    {
        var (store, isNew) = Stores.GetOrAdd(resource, indexes);
        if (isNew)
        {
            Services.AddSingleton<IStore<T>>(store);
        }

        return this;
    }

    public abstract IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
        where TReconciler : class, IReconciler
        where T : class, IKubernetesObject;

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

    /// <summary>Registers the reconciler and every store that its triggers read.</summary>
    protected ControllerTriggers<T> Prepare<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers)
        where TReconciler : class, IReconciler
        where T : class, IKubernetesObject
    {
        var chosen = new ControllerTriggers<T>();
        triggers?.Invoke(chosen);
        AddStore(resource);
        chosen.Bind(Stores.GetOrAdd(resource, []).Store);
        foreach (var mapped in chosen.Mapped)
        {
            mapped.Visit(new StoreAdder(this));
        }

        Services.TryAddSingleton<TReconciler>();
        return chosen;
    }

    private sealed class StoreAdder(OperatorHostBuilder builder) : IMappedTriggerVisitor
    {
        public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IKubernetesObject =>
            builder.AddStore(trigger.Resource);
    }
}
