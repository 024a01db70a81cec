namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// Lists of built-in kinds that do not merge atomically, from the <c>patchMergeKey</c> and <c>listMapKey</c> tags of
/// k8s.io/api. Field names are nearly unambiguous; where one is not, the field above it decides.
/// </summary>
internal static class BuiltInLists
{
    private static readonly Dictionary<string, ListRule> ByField = new()
    {
        ["addresses"] = ListRule.Map("type"),
        ["conditions"] = ListRule.Map("type"),
        ["containers"] = ListRule.Map("name"),
        ["env"] = ListRule.Map("name"),
        ["ephemeralContainers"] = ListRule.Map("name"),
        ["finalizers"] = ListRule.Set,
        ["hostAliases"] = ListRule.Map("ip"),
        ["imagePullSecrets"] = ListRule.Map("name"),
        ["initContainers"] = ListRule.Map("name"),
        ["ownerReferences"] = ListRule.Map("uid"),
        ["podIPs"] = ListRule.Map("ip"),
        ["resourceClaims"] = ListRule.Map("name"),
        ["schedulingGates"] = ListRule.Map("name"),
        ["secrets"] = ListRule.Map("name"),
        ["topologySpreadConstraints"] = ListRule.Map("topologyKey", "whenUnsatisfiable"),
        ["volumeDevices"] = ListRule.Map("devicePath"),
        ["volumeMounts"] = ListRule.Map("mountPath"),
        ["volumes"] = ListRule.Map("name"),
        ["webhooks"] = ListRule.Map("name"),
    };

    private static readonly Dictionary<(string Parent, string Field), ListRule> ByParent = new()
    {
        [("containers", "ports")] = ListRule.Map("containerPort", "protocol"),
        [("ephemeralContainers", "ports")] = ListRule.Map("containerPort", "protocol"),
        [("initContainers", "ports")] = ListRule.Map("containerPort", "protocol"),
        // Of a Service; Endpoints and NetworkPolicies have theirs elsewhere, and atomic.
        [("spec", "ports")] = ListRule.Map("port", "protocol"),
        // Of a CustomResourceDefinition and a ServiceAccount's token status: plain lists under familiar names.
        [("names", "categories")] = ListRule.Atomic,
        [("addresses", "conditions")] = ListRule.Atomic,
    };

    public static ListRule Rule(string parent, string field) =>
        ByParent.GetValueOrDefault((parent, field)) ?? ByField.GetValueOrDefault(field) ?? ListRule.Atomic;

    /// <summary>What a key field is worth where an item leaves it out.</summary>
    public static string? KeyDefault(string key) => key switch
    {
        "protocol" => "TCP",
        "containerPort" or "port" => null,
        // A string that is required and left out is the empty one; validation says what is wrong with that.
        _ => "",
    };
}
