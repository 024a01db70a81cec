using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string LegacyRole = "kubernetes.io/role";

    public static TableDefinition Definition { get; } = new(
        [
            TableColumn.NameOfObject, new("Status"), new("Roles"), TableColumn.Age, new("Version"),
            TableColumn.Wide("Internal-IP"), TableColumn.Wide("External-IP"), TableColumn.Wide("OS-Image"),
            TableColumn.Wide("Kernel-Version"), TableColumn.Wide("Container-Runtime"),
        ],
        (node, now) =>
        [
            node.Text("metadata", "name"),
            Status(node),
            Roles(node).Joined().OrNone(),
            HumanDuration.Since(node.Time("metadata", "creationTimestamp"), now),
            node.Text("status", "nodeInfo", "kubeletVersion"),
            Address(node, "InternalIP"),
            Address(node, "ExternalIP"),
            OrUnknown(node.Text("status", "nodeInfo", "osImage")),
            OrUnknown(node.Text("status", "nodeInfo", "kernelVersion")),
            OrUnknown(node.Text("status", "nodeInfo", "containerRuntimeVersion")),
        ]);

    private static string Status(JsonObject node)
    {
        var ready = node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
        var status = ready is null ? "Unknown" : ready.Text("status") == "True" ? "Ready" : "NotReady";
        return node.Flag("spec", "unschedulable") ? $"{status},SchedulingDisabled" : status;
    }

    private static IEnumerable<string> Roles(JsonObject node)
    {
        if (node.At("metadata", "labels") is not JsonObject labels)
            return [];
        return labels
            .Select(label => label.Key == LegacyRole ? label.Value.Text()
                : label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..] : "")
            .Where(role => role.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static string Address(JsonObject node, string type) => node.Items("status", "addresses")
        .FirstOrDefault(address => address.Text("type") == type).Text("address").OrNone();

    private static string OrUnknown(string text) => text.Length == 0 ? "<unknown>" : text;
}
