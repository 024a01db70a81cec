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
            HasStatus = version.At("subresources", "status").IsPresent(),
            Scale = Scale(version.At("subresources", "scale")),
            Columns = columns.Count > 0 ? columns : [AgeColumn],
            Schema = (JsonObject?)Json.ThawNode(schema),
            Structural = StructuralSchema.Compile(schema),
        };
    }

    private static ScalePaths? Scale(JsonElement scale) => scale.IsPresent()
        ? new ScalePaths(
            scale.Text("specReplicasPath"), scale.Text("statusReplicasPath"),
            scale.Text("labelSelectorPath") is { Length: > 0 } selector ? selector : null)
        : null;

    private static PrinterColumn Column(JsonElement column) => new(
        column.Text("name"), column.Text("type"), column.Text("jsonPath"), column.Text("description"),
        column.At("priority").ValueKind == JsonValueKind.Number ? column.At("priority").GetInt32() : 0);

    private static List<string> Texts(JsonElement array) => [.. array.Items().Select(item => item.GetString() ?? "")];
}
