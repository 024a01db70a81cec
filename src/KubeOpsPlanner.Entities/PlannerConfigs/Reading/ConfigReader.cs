using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>Reads settings by the table of their schema: names, types, and the same thing said twice.</summary>
public static class ConfigReader
{
    /// <param name="root">Where the configuration stands in its document; empty where it is the document.</param>
    public static ConfigReading Read(ConfigSchema schema, IEnumerable<GivenSetting> given, string root = "")
    {
        var findings = new List<ConfigFinding>();
        var settings = new Dictionary<string, Setting>(StringComparer.Ordinal);
        // What is given goes before the environment, whichever comes first.
        foreach (var setting in given.OrderBy(setting => setting.Source == SettingSource.Variable))
        {
            if (Resolve(schema, setting) is not var (field, isOlder))
            {
                findings.Add(ConfigFinding.Error(setting.Path, schema.Refusal(SettingName.Canonical(setting.Name))));
                continue;
            }

            if (setting.Source == SettingSource.Variable && settings.ContainsKey(field.Name))
            {
                continue;
            }

            if (ReadValue(field, setting, findings) is not { } read)
            {
                continue;
            }

            read = read with { IsOlderName = isOlder };
            if (settings.TryGetValue(field.Name, out var other))
            {
                if (!JsonNode.DeepEquals(read.Value, other.Value))
                {
                    findings.Add(ConfigFinding.Error(
                        setting.Path,
                        $"says {ConfigValue.Shown(setting.Value)}, but {other.Given.Path} says {ConfigValue.Shown(other.Given.Value)}: "
                        + $"both are {field.Name}, give it once"));
                }

                continue;
            }

            settings.Add(field.Name, read);
            findings.AddRange(Remarks(field, setting, isOlder));
        }

        return new ConfigReading(schema, settings, findings, root);
    }

    private static (ConfigField Field, bool IsOlder)? Resolve(ConfigSchema schema, GivenSetting setting)
    {
        if (setting.Source == SettingSource.Variable)
        {
            return schema.Fields.FirstOrDefault(field => field.Variable == setting.Name) is { } named ? (named, false) : null;
        }

        var name = SettingName.Canonical(setting.Name);
        return (schema.Find(name) ?? schema.Find(SettingName.WithoutPrefix(name))) is var (field, isOlder)
            ? (field, isOlder || setting.Name.Contains("loadbased", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <returns>Null when it was an error, or says nothing.</returns>
    private static Setting? ReadValue(ConfigField field, GivenSetting setting, List<ConfigFinding> findings)
    {
        if (setting.Value is { } value)
        {
            return field.Value.Read(value, setting.Path, findings) is { } read ? new Setting(read, setting, false) : null;
        }

        if (field.Null == NullMeaning.Off)
        {
            return new Setting(null, setting, false);
        }

        if (field.Default is not null)
        {
            findings.Add(ConfigFinding.Error(setting.Path, $"must be {field.Value.Words}, was null"));
        }

        return null;
    }

    private static IEnumerable<ConfigFinding> Remarks(ConfigField field, GivenSetting setting, bool isOlder)
    {
        if (setting.Source == SettingSource.File)
        {
            if (setting.Name != SettingName.Canonical(setting.Name) && !setting.Name.Contains("loadbased", StringComparison.Ordinal))
            {
                yield return ConfigFinding.Warning(setting.Path, $"is read as {field.Name}; the upstream planner passes over this spelling");
            }
            else if (isOlder && !field.IsFirst)
            {
                yield return ConfigFinding.Warning(setting.Path, $"is an older name of {field.Name}");
            }
        }

        if (field.IsSecret)
        {
            yield return ConfigFinding.Warning(setting.Path, $"is a secret and is not copied into the plan: {field.Remark}");
        }
        else if (field.Remark is not null && IsUnusual(field, setting))
        {
            yield return ConfigFinding.Warning(setting.Path, $"has no effect here and is kept for export: {field.Remark}");
        }
    }

    /// <summary>A kept setting at its default says nothing that anybody could miss.</summary>
    private static bool IsUnusual(ConfigField field, GivenSetting setting) =>
        setting.Value is null
        || field.DefaultValue is not { } usual
        || !JsonNode.DeepEquals(field.Value.Read(setting.Value, setting.Path, []), usual);
}
