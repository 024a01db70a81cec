using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;
using KubeOpsPlanner.Kubernetes.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Building;

/// <summary>Collects what the operator is made of and registers it with the container.</summary>
internal sealed class KubernetesOperatorHostBuilder(IServiceCollection services, OperatorHostOptions options) : IOperatorHostBuilder
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

    public IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
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
        Services.AddSingleton<IHostedService>(provider => new ControllerService(new Controller<T>(
            typeof(TReconciler).Name, provider.GetRequiredService<TReconciler>(), chosen, Stores,
            provider.GetRequiredService<IOwnership>(), TimeProvider.System, Random.Shared.NextDouble,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("KubeOpsPlanner.Kubernetes.Controllers.Controller"))));
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

    private sealed class StoreAdder(KubernetesOperatorHostBuilder builder) : IMappedTriggerVisitor
    {
        public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IKubernetesObject =>
            builder.AddStore(trigger.Resource);
    }
}
