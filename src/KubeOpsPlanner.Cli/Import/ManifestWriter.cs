using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>Manifests as people would write them: what is at its default is left out.</summary>
internal static class ManifestWriter
{
    public static JsonObject Write<TSpec>(ApiResource api, string name, string? @namespace, TSpec spec, IReadOnlyList<string> alwaysSaid)
        where TSpec : new()
    {
        var metadata = new JsonObject { ["name"] = name };
        if (api.IsNamespaced && @namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        var usual = JsonSerializer.SerializeToNode(new TSpec(), KubernetesJson.Options)!.AsObject();
        return new JsonObject
        {
            ["apiVersion"] = api.ApiVersion,
            ["kind"] = api.Kind,
            ["metadata"] = metadata,
            ["spec"] = Unusual(JsonSerializer.SerializeToNode(spec, KubernetesJson.Options)!.AsObject(), usual, alwaysSaid),
        };
    }

    private static JsonObject Unusual(JsonObject spec, JsonObject usual, IReadOnlyList<string> alwaysSaid)
    {
        var said = new JsonObject();
        foreach (var (name, value) in spec)
        {
            if (alwaysSaid.Contains(name))
            {
                said[name] = value?.DeepClone();
            }
            else if (value is JsonObject map && usual[name] is JsonObject usualMap)
            {
                if (Unusual(map, usualMap, []) is { Count: > 0 } part)
                {
                    said[name] = part;
                }
            }
            else if (!JsonNode.DeepEquals(value, usual[name]))
            {
                said[name] = value?.DeepClone();
            }
        }

        return said;
    }
}
