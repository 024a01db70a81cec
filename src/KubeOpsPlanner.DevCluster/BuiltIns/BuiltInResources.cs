using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>
/// The built-in kinds that the operator and everyday kubectl touch, named as Kubernetes 1.32 names them.
/// Events are served under both of their names, and three kinds also in the beta version that 1.20 has of them.
/// HorizontalPodAutoscaler is served in v1 too, which is another shape, not another name.
/// </summary>
public static class BuiltInResources
{
    private static readonly ScalePaths ReplicaScale = new(".spec.replicas", ".status.replicas", ".spec.selector");

    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Core("Binding", "bindings") with { Verbs = ["create"] },
        Core("ConfigMap", "configmaps", "cm"),
        Core("Endpoints", "endpoints", "ep") with { Singular = "endpoints" },
        Core("Event", "events", "ev"),
        Core("LimitRange", "limitranges", "limits"),
        Core("Namespace", "namespaces", "ns") with
        {
            IsNamespaced = false, HasStatus = true, Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
        },
        Core("Node", "nodes", "no") with { IsNamespaced = false, HasStatus = true },
        Core("PersistentVolume", "persistentvolumes", "pv") with { IsNamespaced = false, HasStatus = true },
        Core("PersistentVolumeClaim", "persistentvolumeclaims", "pvc") with { HasStatus = true },
        Everyday(Core("Pod", "pods", "po")),
        Everyday(Core("ReplicationController", "replicationcontrollers", "rc")) with { Scale = ReplicaScale },
        Core("ResourceQuota", "resourcequotas", "quota") with { HasStatus = true },
        Core("Secret", "secrets"),
        Core("ServiceAccount", "serviceaccounts", "sa"),
        Everyday(Core("Service", "services", "svc")),
        .. Kinds("admissionregistration.k8s.io", "v1", isNamespaced: false,
            Kind("MutatingWebhookConfiguration"), Kind("ValidatingWebhookConfiguration")).Select(InExtensions),
        .. Kinds("apiextensions.k8s.io", "v1", isNamespaced: false,
            Kind("CustomResourceDefinition", "crd", "crds")).Select(InExtensions).Select(WithStatus),
        .. Kinds("apps", "v1", isNamespaced: true, Kind("ControllerRevision")),
        .. Kinds("apps", "v1", isNamespaced: true,
            Kind("DaemonSet", "ds")).Select(Everyday),
        .. Kinds("apps", "v1", isNamespaced: true,
            Kind("Deployment", "deploy"), Kind("ReplicaSet", "rs"), Kind("StatefulSet", "sts"))
            .Select(Everyday).Select(type => type with { Scale = ReplicaScale }),
        Review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"),
        Review("authentication.k8s.io", "TokenReview", "tokenreviews"),
        Review("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews") with { IsNamespaced = true },
        Review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        Review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        Review("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews"),
        .. Kinds("autoscaling", "v2", isNamespaced: true, Kind("HorizontalPodAutoscaler", "hpa")).Select(Everyday)
            .SelectMany(type => new[] { type, type with { Version = "v1", StoredForm = AutoscalerForms.First } }),
        .. Kinds("batch", "v1", isNamespaced: true, Kind("CronJob", "cj")).Select(Everyday).SelectMany(AlsoBeta),
        .. Kinds("batch", "v1", isNamespaced: true, Kind("Job")).Select(Everyday),
        .. Kinds("coordination.k8s.io", "v1", isNamespaced: true, Kind("Lease")),
        .. Kinds("discovery.k8s.io", "v1", isNamespaced: true, Kind("EndpointSlice")),
        .. Kinds("events.k8s.io", "v1", isNamespaced: true, Kind("Event", "ev"))
            .Select(type => type with { StoredForm = EventForms.Newer }).SelectMany(AlsoBeta),
        .. Kinds("flowcontrol.apiserver.k8s.io", "v1", isNamespaced: false,
            Kind("FlowSchema"), Kind("PriorityLevelConfiguration")).Select(WithStatus),
        .. Kinds("networking.k8s.io", "v1", isNamespaced: true, Kind("Ingress", "ing")).Select(WithStatus),
        .. Kinds("networking.k8s.io", "v1", isNamespaced: false, Kind("IngressClass")),
        .. Kinds("networking.k8s.io", "v1", isNamespaced: true, Kind("NetworkPolicy", "netpol")),
        .. Kinds("node.k8s.io", "v1", isNamespaced: false, Kind("RuntimeClass")),
        .. Kinds("policy", "v1", isNamespaced: true, Kind("PodDisruptionBudget", "pdb")).Select(WithStatus)
            .SelectMany(type => AlsoBeta(type, BudgetForms.Beta)),
        .. Kinds("rbac.authorization.k8s.io", "v1", isNamespaced: false, Kind("ClusterRole"), Kind("ClusterRoleBinding")),
        .. Kinds("rbac.authorization.k8s.io", "v1", isNamespaced: true, Kind("Role"), Kind("RoleBinding")),
        .. Kinds("scheduling.k8s.io", "v1", isNamespaced: false, Kind("PriorityClass", "pc")),
        .. Kinds("storage.k8s.io", "v1", isNamespaced: false, Kind("StorageClass", "sc")),
    ];

    private static ResourceType Core(string kind, string plural, params string[] shortNames) =>
        Create("", "v1", kind, plural, isNamespaced: true, shortNames);

    private static (string Kind, string[] ShortNames) Kind(string kind, params string[] shortNames) => (kind, shortNames);

    private static IEnumerable<ResourceType> Kinds(
        string group, string version, bool isNamespaced, params (string Kind, string[] ShortNames)[] kinds) =>
        kinds.Select(entry => Create(group, version, entry.Kind, PluralOf(entry.Kind), isNamespaced, entry.ShortNames));

    private static ResourceType Review(string group, string kind, string plural) =>
        Create(group, "v1", kind, plural, isNamespaced: false, []) with { Verbs = ["create"] };

    private static ResourceType Create(
        string group, string version, string kind, string plural, bool isNamespaced, string[] shortNames) => new()
        {
            Group = group,
            Version = version,
            Kind = kind,
            ListKind = kind + "List",
            Plural = plural,
            Singular = kind.ToLowerInvariant(),
            ShortNames = shortNames,
            IsNamespaced = isNamespaced,
            IsBuiltIn = true,
        };

    // What `kubectl get all` lists also has a status.
    private static ResourceType Everyday(ResourceType type) => type with { Categories = ["all"], HasStatus = true };

    private static IEnumerable<ResourceType> AlsoBeta(ResourceType type) => AlsoBeta(type, type.StoredForm);

    // Clients as old as 1.20 know these kinds by their beta versions alone.
    private static IEnumerable<ResourceType> AlsoBeta(ResourceType type, StoredForm? form) =>
        [type, type with { Version = "v1beta1", StoredForm = form }];

    private static ResourceType WithStatus(ResourceType type) => type with { HasStatus = true };

    private static ResourceType InExtensions(ResourceType type) => type with { Categories = ["api-extensions"] };

    private static string PluralOf(string kind)
    {
        var lower = kind.ToLowerInvariant();
        return lower[^1] switch
        {
            's' => lower + "es",
            'y' => lower[..^1] + "ies",
            _ => lower + "s",
        };
    }
}
