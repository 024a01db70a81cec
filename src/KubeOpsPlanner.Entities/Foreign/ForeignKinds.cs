using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

/// <summary>Kubernetes' own kinds that the operator reads, trimmed to what it needs.</summary>
public static class ForeignKinds
{
    public static Resource<Pod> Pods { get; } = new(Core("Pod", "pods"), Pod.Read);

    public static Resource<Node> Nodes { get; } = new(Core("Node", "nodes", isNamespaced: false), Node.Read);

    public static Resource<Service> Services { get; } = new(Core("Service", "services"), Service.Read);

    public static Resource<ConfigMap> ConfigMaps { get; } = new(Core("ConfigMap", "configmaps"), ConfigMap.Read);

    public static Resource<Namespace> Namespaces { get; } =
        new(Core("Namespace", "namespaces", isNamespaced: false), Namespace.Read);

    public static Resource<Secret> Secrets { get; } = new(Core("Secret", "secrets"), Secret.Read);

    public static Resource<Event> Events { get; } = new(Core("Event", "events"), Event.Read);

    public static Resource<Lease> Leases { get; } =
        new(new ApiResource("coordination.k8s.io", "v1", "Lease", "leases", true), Lease.Read);

    private static ApiResource Core(string kind, string plural, bool isNamespaced = true) =>
        new("", "v1", kind, plural, isNamespaced);
}
