using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The served kinds that a CustomResourceDefinition declares.</summary>
internal static class CustomKinds
{
    private static readonly PrinterColumn AgeColumn = new("Age", "date", ".metadata.creationTimestamp",
        "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.");

    public static IEnumerable<ResourceType> From(JsonElement definition)
    {
        var spec = definition.At("spec");
        return spec.At("versions").Items()
            .Where(version => version.At("served").ValueKind == JsonValueKind.True)
            .OrderByDescending(version => KubeVersion.Priority(version.Text("name")))
            .Select(version => From(spec, version));
    }

    private static ResourceType From(JsonElement spec, JsonElement version)
    {
        var names = spec.At("names");
        var schema = version.At("schema", "openAPIV3Schema");
        var columns = version.At("additionalPrinterColumns").Items().Select(Column).ToList();
        return new ResourceType
        {
            Group = spec.Text("group"),
            Version = version.Text("name"),
            Kind = names.Text("kind"),
            Plural = names.Text("plural"),
            Singular = names.Text("singular"),
            ListKind = names.Text("listKind"),
            ShortNames = Texts(names.At("shortNames")),
            Categories = Texts(names.At("categories")),
            IsNamespaced = spec.Text("scope") == "Namespaced",
            IsBuiltIn = false,
            // In the order in which the real server lists them for custom kinds.
            Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
            HasStatus = version.At("subresources", "status").IsPresent(),
            Scale = Scale(version.At("subresources", "scale")),
            Columns = columns.Count > 0 ? columns : [AgeColumn],
            DeprecationWarning = DeprecationWarning(spec, version),
            Schema = (JsonObject?)Json.ThawNode(schema),
            Structural = StructuralSchema.Compile(schema),
            StoredStructural = version.At("storage").ValueKind == JsonValueKind.True ? null : spec.At("versions").Items()
                .Where(other => other.At("storage").ValueKind == JsonValueKind.True)
                .Select(other => StructuralSchema.Compile(other.At("schema", "openAPIV3Schema")))
                .FirstOrDefault(),
        };
    }

    private static string? DeprecationWarning(JsonElement spec, JsonElement version)
    {
        if (version.At("deprecated").ValueKind != JsonValueKind.True)
            return null;
        if (version.Text("deprecationWarning") is { Length: > 0 } own)
            return own;
        var (group, kind) = (spec.Text("group"), spec.At("names").Text("kind"));
        var successor = spec.At("versions").Items()
            .Where(other => other.At("served").ValueKind == JsonValueKind.True && other.At("deprecated").ValueKind != JsonValueKind.True)
            .Select(other => other.Text("name"))
            .OrderByDescending(KubeVersion.Priority)
            .FirstOrDefault(name => KubeVersion.Priority(name).CompareTo(KubeVersion.Priority(version.Text("name"))) > 0);
        return $"{group}/{version.Text("name")} {kind} is deprecated{(successor is null ? "" : $"; use {group}/{successor} {kind}")}";
    }

    private static ScalePaths? Scale(JsonElement scale) => scale.IsPresent()
        ? new ScalePaths(
            scale.Text("specReplicasPath"), scale.Text("statusReplicasPath"),
            scale.Text("labelSelectorPath") is { Length: > 0 } selector ? selector : null)
        : null;

    private static PrinterColumn Column(JsonElement column) => new(
        column.Text("name"), column.Text("type"), column.Text("jsonPath"),
        column.Text("description") is { Length: > 0 } given ? given : $"Custom resource definition column (in JSONPath format): {column.Text("jsonPath")}",
        column.At("priority").ValueKind == JsonValueKind.Number ? column.At("priority").GetInt32() : 0);

    private static List<string> Texts(JsonElement array) => [.. array.Items().Select(item => item.GetString() ?? "")];
}
