using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>All settings of one upstream configuration.</summary>
/// <param name="Kind">What people call it, e.g. <c>PlannerConfig</c>.</param>
/// <param name="Retired">Names that are known and not taken, with a clause that says what to do instead.</param>
public sealed record ConfigSchema(string Kind, IReadOnlyList<ConfigField> Fields, IReadOnlyDictionary<string, string> Retired)
{
    private readonly Dictionary<string, (ConfigField Field, bool IsOlder)> _names = Index(Fields);

    public ConfigField this[string name] => _names[name].Field;

    /// <param name="spelling">As <see cref="SettingName"/> makes it.</param>
    /// <returns>The field, and whether only older planners called it so; null for a name that is not known.</returns>
    public (ConfigField Field, bool IsOlder)? Find(string spelling) => _names.TryGetValue(spelling, out var found) ? found : null;

    /// <summary>The clause about a name that is not taken.</summary>
    public string Refusal(string spelling)
    {
        var name = SettingName.WithoutPrefix(spelling);
        return Retired.TryGetValue(name, out var clause) ? clause
            : $"is not a field of {Kind}{(NearestName.Find(name, _names.Keys) is { } nearest ? $": did you mean {nearest}?" : "")}";
    }

    private static Dictionary<string, (ConfigField, bool)> Index(IReadOnlyList<ConfigField> fields)
    {
        var names = new Dictionary<string, (ConfigField, bool)>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            names.Add(field.Name, (field, field.IsFirst));
            foreach (var alias in field.Aliases)
            {
                names.Add(alias, (field, false));
            }

            foreach (var older in field.OlderNames)
            {
                names.Add(older, (field, true));
            }
        }

        return names;
    }
}
