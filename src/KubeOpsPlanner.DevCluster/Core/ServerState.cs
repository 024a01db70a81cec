using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What all parts of one server share. Everything in it is used under <see cref="Gate"/>.</summary>
internal sealed class ServerState
{
    public static readonly CollectionKey Namespaces = new("", "namespaces");
    public static readonly CollectionKey ClusterRoles = new(RbacResources.Group, RbacResources.ClusterRoles);
    public static readonly CollectionKey PriorityClasses = new("scheduling.k8s.io", "priorityclasses");
    public static readonly CollectionKey Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");

    public ServerState(ResourceRegistry registry, ApiServerOptions options)
    {
        Registry = registry;
        Options = options;
        Store = new ObjectStore(options.WatchHistoryLength);
        Identities = new IdentitySource(options.Seed);
        Lifecycle = new ObjectLifecycle(this);
    }

    public Lock Gate { get; } = new();

    public ResourceRegistry Registry { get; }

    public ApiServerOptions Options { get; }

    public ObjectStore Store { get; }

    public IdentitySource Identities { get; }

    public ObjectLifecycle Lifecycle { get; }

    /// <summary>Asked before validation of every creation and update.</summary>
    public Action<PendingWrite>? Writing { get; set; }
}
