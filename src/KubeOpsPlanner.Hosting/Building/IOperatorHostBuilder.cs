using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Reconciling;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.Hosting.Building;

/// <summary>
/// What an operator is made of. A host package offers <c>AddOperatorHost(...)</c>, which returns one of these, and
/// <c>MapOperatorHost(...)</c>, which serves webhooks, health and metrics; it registers <see cref="Clusters.ICluster"/>,
/// <see cref="IEventRecorder"/>, <see cref="IOwnership"/> and an <see cref="IStore{T}"/> for every stored kind.
/// </summary>
public interface IOperatorHostBuilder
{
    IServiceCollection Services { get; }

    OperatorHostOptions Options { get; }

    /// <summary>Watches a kind into a shared store. Registering a kind again adds its indexes to the same store.</summary>
    IOperatorHostBuilder AddStore<T>(Resource<T> resource, params StoreIndex<T>[] indexes) where T : class, IKubernetesObject;

    /// <summary>Runs a reconciler over the objects of a kind; it starts when all stores have synced.</summary>
    IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
        where TReconciler : class, IReconciler
        where T : class, IKubernetesObject;

    /// <summary>Serves a handler at a path below the webhook path's random segment.</summary>
    IOperatorHostBuilder AddAdmission<THandler>(AdmissionWebhook webhook) where THandler : class, IAdmissionHandler;
}

/// <param name="Values">Every value under which the object can be found; an object may have none or several.</param>
public sealed record StoreIndex<T>(string Name, Func<T, IEnumerable<string>> Values);
