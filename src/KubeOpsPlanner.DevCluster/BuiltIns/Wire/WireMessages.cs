namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>The tables of <see cref="WireFormats"/>, parsed: per message, e.g. <c>core.v1.PodSpec</c>, its fields by number.</summary>
internal static class WireMessages
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<int, WireField>> All { get; } = Parse();

    private static Dictionary<string, IReadOnlyDictionary<int, WireField>> Parse()
    {
        var messages = new Dictionary<string, IReadOnlyDictionary<int, WireField>>();
        Dictionary<int, WireField> current = [];
        foreach (var line in WireFormats.Tables.SelectMany(table => table.Split('\n')))
        {
            if (line.Split(" = ") is [var alias, var same])
            {
                messages[alias] = messages[same];
                continue;
            }

            if (!line.StartsWith(' '))
            {
                messages[line.Trim()] = current = [];
                continue;
            }

            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = word.Split(':', 3);
                var isMap = parts[2].StartsWith("map<", StringComparison.Ordinal);
                var type = isMap ? parts[2][4..^1] : parts[2].TrimEnd('*');
                current[int.Parse(parts[0])] = new WireField(parts[1], type, isMap, parts[2].EndsWith('*'));
            }
        }
        return messages;
    }
}

/// <param name="Name">As in JSON; <c>.</c> for a message whose fields JSON has in the parent.</param>
/// <param name="Type">Of the value, or of the values of a map or list.</param>
internal sealed record WireField(string Name, string Type, bool IsMap, bool IsRepeated)
{
    public bool IsInline => Name == ".";
}
