using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Which field managers own the replicas of a component, the one that wrote last first, as <c>metadata.managedFields</c> tells.</summary>
/// <remarks>
/// Paths follow the version that an entry was written in, so both spellings are looked for. Where the schema takes the
/// list for one atomic value, its owner owns the replicas of all components.
/// </remarks>
public sealed class ReplicaManagers
{
    private readonly Dictionary<string, List<string>> _byComponent = new(StringComparer.Ordinal);
    private readonly List<string> _ofAll = [];

    private ReplicaManagers()
    {
    }

    public static ReplicaManagers None { get; } = new();

    public IReadOnlyList<string> Of(string component) => _byComponent.GetValueOrDefault(component, _ofAll);

    /// <summary>Of a DynamoGraphDeployment.</summary>
    public static ReplicaManagers OfGraph(JsonElement json) => Read(json, static (spec, manager, found) =>
    {
        if (spec.At("f:components") is { } list)
        {
            var items = list.Entries().Where(entry => entry.Name.StartsWith("k:", StringComparison.Ordinal)).ToList();
            if (items.Count == 0)
            {
                found._ofAll.Add(manager);
            }

            found.Add(manager, items.Where(OwnsReplicas).Select(item => ComponentOf(item.Name)));
        }

        found.Add(manager, spec.Entries("f:services").Where(OwnsReplicas).Select(entry => entry.Name[2..]));
    });

    /// <summary>Of a DynamoGraphDeploymentScalingAdapter, which scales one component.</summary>
    public static ReplicaManagers OfAdapter(JsonElement json) => Read(json, static (spec, manager, found) =>
    {
        if (spec.At("f:replicas") is not null)
        {
            found._ofAll.Add(manager);
        }
    });

    private static ReplicaManagers Read(JsonElement json, Action<JsonElement, string, ReplicaManagers> collect)
    {
        var entries = json.Items("metadata", "managedFields")
            .Select(entry => (Spec: entry.At("fieldsV1", "f:spec"), Manager: entry.Text("manager"), Time: entry.Time("time")))
            .Where(entry => entry is { Spec: not null, Manager.Length: > 0 })
            .OrderByDescending(entry => entry.Time)
            .ToList();
        if (entries.Count == 0)
        {
            return None;
        }

        var found = new ReplicaManagers();
        foreach (var (spec, manager, _) in entries)
        {
            collect(spec!.Value, manager!, found);
        }

        return found;
    }

    private void Add(string manager, IEnumerable<string?> components)
    {
        foreach (var component in components.OfType<string>())
        {
            if (!_byComponent.TryGetValue(component, out var managers))
            {
                _byComponent.Add(component, managers = []);
            }

            managers.Add(manager);
        }
    }

    private static bool OwnsReplicas(JsonProperty entry) =>
        entry.Name.Length > 2 && entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty("f:replicas", out _);

    /// <param name="key">The item's key fields as JSON after <c>k:</c>.</param>
    private static string? ComponentOf(string key)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(key.AsSpan(2)).Text("name");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
