using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>Where a setting lives in the spec of one of our kinds, and how to get it there and back.</summary>
public abstract class Place
{
    /// <summary>The fields of the spec that the setting is kept in, e.g. <c>sla.ttftMs</c>. The first one is what messages name.</summary>
    public abstract IReadOnlyList<string> Paths { get; }

    /// <param name="value">The setting in its own type; null only where null says something.</param>
    public abstract void Put(JsonObject spec, JsonNode? value);

    /// <returns>Whether the spec holds the setting.</returns>
    public abstract bool TryTake(JsonObject spec, out JsonNode? value);

    /// <summary>The member at a path, made with what leads to it.</summary>
    protected static void Set(JsonObject spec, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var parent = spec;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            parent = child;
        }

        parent[names[^1]] = value?.DeepClone();
    }

    protected static JsonNode? Get(JsonObject spec, string path) =>
        path.Split('.').Aggregate((JsonNode?)spec, (parent, name) => (parent as JsonObject)?[name]);
}
