using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Manifests.Crds;

/// <summary>Writes the CustomResourceDefinition of a kind.</summary>
internal static class CrdGenerator
{
    public static JsonObject Generate(KindDefinition kind)
    {
        var api = kind.Api;
        var version = new JsonObject { ["name"] = api.Version, ["served"] = true, ["storage"] = true };
        version["additionalPrinterColumns"] = new JsonArray([.. kind.Columns.Select(Column)]);
        if (kind.Status is not null)
        {
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        }

        version["schema"] = new JsonObject { ["openAPIV3Schema"] = Schema(kind) };
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = api.Collection },
            ["spec"] = new JsonObject
            {
                ["group"] = api.Group,
                ["names"] = new JsonObject
                {
                    ["categories"] = new JsonArray("planner"),
                    ["kind"] = api.Kind,
                    ["listKind"] = $"{api.Kind}List",
                    ["plural"] = api.Plural,
                    ["shortNames"] = new JsonArray(kind.ShortName),
                    ["singular"] = api.Kind.ToLowerInvariant(),
                },
                ["scope"] = api.IsNamespaced ? "Namespaced" : "Cluster",
                ["versions"] = new JsonArray(version),
            },
        };
    }

    private static JsonObject Schema(KindDefinition kind)
    {
        var properties = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = new JsonObject { ["type"] = "object" },
            ["spec"] = SchemaGenerator.OfType(kind.Spec, hasDefaults: true),
        };
        if (kind.Status is { } status)
        {
            properties["status"] = SchemaGenerator.OfType(status, hasDefaults: false);
        }

        return new JsonObject
        {
            ["description"] = kind.Description,
            ["type"] = "object",
            ["required"] = new JsonArray("spec"),
            ["properties"] = properties,
        };
    }

    private static JsonObject Column(PrinterColumn column)
    {
        var json = new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["jsonPath"] = column.JsonPath };
        if (column.IsWide)
        {
            json["priority"] = 1;
        }

        return json;
    }
}
