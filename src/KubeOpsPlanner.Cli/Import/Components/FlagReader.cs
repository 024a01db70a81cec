using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>Makes settings of the words behind a planner's program.</summary>
internal static class FlagReader
{
    /// <summary>What turns a flag off: <c>--no-advisory</c>, and <c>--disable-throughput-scaling</c> of <c>--enable-throughput-scaling</c>.</summary>
    private static readonly (string Off, string On)[] Negations = [("--no-", "--"), ("--disable-", "--enable-")];

    /// <param name="config">The value of <c>--config</c>, where there is one.</param>
    /// <param name="findings">Where errors go.</param>
    public static IReadOnlyList<GivenSetting> Read(
        ConfigSchema schema, IReadOnlyList<CommandWord> words, List<ConfigFinding> findings, out CommandWord? config)
    {
        config = null;
        var settings = new List<GivenSetting>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.Text.StartsWith("--", StringComparison.Ordinal))
            {
                findings.Add(ConfigFinding.Error(word.Path, $"\"{Short(word.Text)}\" is no flag of the {schema.Kind}"));
                continue;
            }

            var (flag, value) = word.Text.Split('=', 2) is [var before, var after] ? (before, after) : (word.Text, null);
            if (flag == "--config")
            {
                config = value is not null ? word with { Text = value } : Following(words, ref i);
                if (config is null)
                {
                    findings.Add(ConfigFinding.Error(word.Path, "--config has no value"));
                }

                continue;
            }

            var kind = Find(schema, flag)?.Value;
            if (kind is null && value is null && TurnedOff(schema, flag) is { } off)
            {
                settings.Add(new GivenSetting(off, JsonValue.Create(false), $"{word.Path} {flag}", SettingSource.Flag));
                continue;
            }

            JsonNode? read = kind switch
            {
                ListValue when value is not null => new JsonArray([.. value.Split(',').Select(item => (JsonNode)item)]),
                _ when value is not null => value,
                ListValue => List(words, ref i),
                FlagValue when i + 1 < words.Count && bool.TryParse(words[i + 1].Text, out _) => words[++i].Text,
                FlagValue => true,
                // Of a flag that is not known what follows may be its value; the error is about its name.
                null => Following(words, ref i)?.Text ?? "",
                _ => Following(words, ref i)?.Text,
            };
            if (read is null)
            {
                findings.Add(ConfigFinding.Error(word.Path, $"{flag} has no value: it must be {kind!.Words}"));
                continue;
            }

            settings.Add(new GivenSetting(flag, read, $"{word.Path} {flag}", SettingSource.Flag));
        }

        return settings;
    }

    private static ConfigField? Find(ConfigSchema schema, string flag) =>
        (schema.Find(SettingName.Canonical(flag)) ?? schema.Find(SettingName.WithoutPrefix(SettingName.Canonical(flag))))?.Field;

    /// <returns>The flag that this one turns off; null when it is something else.</returns>
    private static string? TurnedOff(ConfigSchema schema, string flag) => Negations
        .Where(each => flag.StartsWith(each.Off, StringComparison.Ordinal))
        .Select(each => each.On + flag[each.Off.Length..])
        .FirstOrDefault(on => Find(schema, on)?.Value is FlagValue);

    /// <summary>A value may begin with one dash: -1.</summary>
    private static CommandWord? Following(IReadOnlyList<CommandWord> words, ref int i) =>
        i + 1 < words.Count && !words[i + 1].Text.StartsWith("--", StringComparison.Ordinal) ? words[++i] : null;

    private static JsonArray List(IReadOnlyList<CommandWord> words, ref int i)
    {
        var list = new JsonArray();
        while (Following(words, ref i) is { } item)
        {
            list.Add(item.Text);
        }

        return list;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
