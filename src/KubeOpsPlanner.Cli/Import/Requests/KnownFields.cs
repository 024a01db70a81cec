using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Cli.Import.Requests;

/// <summary>Of Dynamo's request what ours has fields for; what is left out is said.</summary>
internal static class KnownFields
{
    public static JsonObject Of(JsonObject spec, string path, List<ConfigFinding> findings) => Of(typeof(GraphRequestSpec), spec, path, findings);

    private static JsonObject Of(Type type, JsonObject json, string path, List<ConfigFinding> findings)
    {
        var properties = type.GetProperties().ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), StringComparer.Ordinal);
        var known = new JsonObject();
        foreach (var (name, value) in json)
        {
            if (!properties.TryGetValue(name, out var property))
            {
                findings.Add(ConfigFinding.Warning($"{path}.{name}", "has no field in the request of KubeOpsPlanner and is left out"));
            }
            else if (value is JsonObject map && HasFields(property))
            {
                known[name] = Of(property.PropertyType, map, $"{path}.{name}", findings);
            }
            else
            {
                known[name] = value?.DeepClone();
            }
        }

        return known;
    }

    private static bool HasFields(PropertyInfo property) =>
        property.GetCustomAttribute<PreserveUnknownAttribute>() is null
        && property.PropertyType is { IsClass: true, Namespace: "KubeOpsPlanner.Entities.GraphRequests" };
}
