using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Which table a kind prints as: the built-in kinds as the real server prints them, all others by their columns.</summary>
public static class TableDefinitions
{
    public static TableDefinition Of(ResourceType type) => type.IsBuiltIn ? BuiltIn(type) : CustomTable.Of(type);

    private static TableDefinition BuiltIn(ResourceType type) => type.Plural switch
    {
        "pods" => PodTable.Definition,
        "nodes" => NodeTable.Definition,
        "events" => EventTable.Definition,
        "namespaces" => ConfigurationTables.Namespaces,
        "configmaps" => ConfigurationTables.ConfigMaps,
        "secrets" => ConfigurationTables.Secrets,
        "serviceaccounts" => ConfigurationTables.ServiceAccounts,
        "persistentvolumeclaims" => StorageTables.Claims,
        "persistentvolumes" => StorageTables.Volumes,
        "storageclasses" => StorageTables.Classes,
        "runtimeclasses" => ConfigurationTables.RuntimeClasses,
        "resourcequotas" => ConfigurationTables.ResourceQuotas,
        "services" => NetworkTables.Services,
        "endpoints" => NetworkTables.Endpoints,
        "endpointslices" => NetworkTables.EndpointSlices,
        "ingresses" => NetworkTables.Ingresses,
        "ingressclasses" => NetworkTables.IngressClasses,
        "networkpolicies" => NetworkTables.NetworkPolicies,
        "deployments" => WorkloadTables.Deployments,
        "replicasets" or "replicationcontrollers" => WorkloadTables.ReplicaSets,
        "statefulsets" => WorkloadTables.StatefulSets,
        "daemonsets" => WorkloadTables.DaemonSets,
        "jobs" => WorkloadTables.Jobs,
        "cronjobs" => WorkloadTables.CronJobs,
        "controllerrevisions" => WorkloadTables.Revisions,
        "leases" => ConfigurationTables.Leases,
        "mutatingwebhookconfigurations" or "validatingwebhookconfigurations" => ConfigurationTables.WebhookConfigurations,
        "rolebindings" or "clusterrolebindings" => ConfigurationTables.Bindings,
        "roles" or "clusterroles" or "customresourcedefinitions" or "limitranges" => ConfigurationTables.CreatedAt,
        "poddisruptionbudgets" => ConfigurationTables.DisruptionBudgets,
        "horizontalpodautoscalers" => ConfigurationTables.Autoscalers,
        "priorityclasses" => ConfigurationTables.PriorityClasses,
        "flowschemas" => ConfigurationTables.FlowSchemas,
        "prioritylevelconfigurations" => ConfigurationTables.PriorityLevels,
        _ => CustomTable.Of(type),
    };
}
