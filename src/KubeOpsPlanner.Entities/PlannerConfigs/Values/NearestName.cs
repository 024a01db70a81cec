namespace KubeOpsPlanner.Entities.PlannerConfigs.Values;

/// <summary>What somebody who mistyped a name most likely meant.</summary>
internal static class NearestName
{
    /// <summary>Beyond it, quadratic work and no likeness.</summary>
    private const int LongestCompared = 80;

    public static string Unknown(string name, IEnumerable<string> known) =>
        "is not known" + (Find(name, known) is { } nearest ? $": did you mean {nearest}?" : "");

    /// <returns>Null when nothing is near: more than a third of the letters differ.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestCompared)
        {
            return null;
        }

        var nearest = known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, name.Length / 3) ? nearest.Name : null;
    }

    /// <summary>Levenshtein: insertions, deletions and replacements from one to the other. A name cut short is near.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > 3 && right.StartsWith(left, StringComparison.Ordinal))
        {
            return 1;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
