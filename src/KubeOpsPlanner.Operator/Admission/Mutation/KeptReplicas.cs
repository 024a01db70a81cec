using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Operator.Admission.Mutation;

/// <summary>
/// A manifest that leaves replicas out says nothing about them, so an update with it keeps what is stored. Without
/// this, everything that replaces a list or a whole object (client-side apply, PUT) would scale to the default of 1.
/// </summary>
/// <remarks>
/// Read from the raw JSON, because a typed view cannot tell an absent number from a default. An explicit null counts as
/// absent, as it does in a merge patch. Components are matched by name, never by position. One that is new, or had no
/// replicas before, gets none: what that means is for the graph's own controller to say. Nothing but replicas is
/// written, so the annotation in which kubectl remembers what was applied stays as its author wrote it.
/// </remarks>
public static class KeptReplicas
{
    /// <param name="before">A DynamoGraphDeployment of either version as stored.</param>
    /// <returns>A JSON patch of <paramref name="after"/>; empty when it names all replicas.</returns>
    public static JsonArray OfGraph(JsonElement before, JsonElement after)
    {
        var kept = ReplicasByComponent(before);
        return [.. Components(after)
            .Where(component => !NamesReplicas(component.Json) && kept.ContainsKey(component.Name))
            .Select(component => Add($"{component.Pointer}/replicas", kept[component.Name]))];
    }

    /// <param name="before">A DynamoGraphDeploymentScalingAdapter of either version as stored.</param>
    /// <inheritdoc cref="OfGraph" path="/returns"/>
    public static JsonArray OfAdapter(JsonElement before, JsonElement after) =>
        Member(after, "spec") is { } spec && !NamesReplicas(spec) && Replicas(Member(before, "spec")) is { } stored
            ? [Add("/spec/replicas", stored)]
            : [];

    private static Dictionary<string, JsonElement> ReplicasByComponent(JsonElement graph)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var component in Components(graph))
        {
            if (Replicas(component.Json) is { } replicas)
                found.TryAdd(component.Name, replicas);
        }

        return found;
    }

    /// <summary>List before map: where both are written, the list is what counts.</summary>
    private static IEnumerable<(string Name, string Pointer, JsonElement Json)> Components(JsonElement graph)
    {
        if (Member(graph, "spec") is not { } spec)
            yield break;

        if (spec.TryGetProperty("components", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in list.EnumerateArray().Index())
            {
                if (item.ValueKind == JsonValueKind.Object
                    && item.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
                    yield return (name.GetString()!, $"/spec/components/{index}", item);
            }
        }

        if (Member(spec, "services") is { } services)
        {
            foreach (var service in services.EnumerateObject().Where(service => service.Value.ValueKind == JsonValueKind.Object))
                yield return (service.Name, $"/spec/services/{Escape(service.Name)}", service.Value);
        }
    }

    private static bool NamesReplicas(JsonElement component) =>
        component.TryGetProperty("replicas", out var value) && value.ValueKind != JsonValueKind.Null;

    /// <returns>Null where there is no number: what the API server would not have stored is not passed on.</returns>
    private static JsonElement? Replicas(JsonElement? component) =>
        component is { } json && json.TryGetProperty("replicas", out var value) && value.ValueKind == JsonValueKind.Number ? value : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    private static JsonNode Add(string pointer, JsonElement value) => new JsonObject
    {
        ["op"] = "add",
        ["path"] = pointer,
        ["value"] = JsonValue.Create(value),
    };

    /// <summary>RFC 6901, section 3.</summary>
    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
