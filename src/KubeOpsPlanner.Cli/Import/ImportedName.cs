using System.Text.RegularExpressions;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>The name of an object whose document tells none: its file's, as far as an object may have it.</summary>
internal static partial class ImportedName
{
    private const int Longest = 63;

    public static string Of(string file)
    {
        var name = NotInNames().Replace(Path.GetFileNameWithoutExtension(file).ToLowerInvariant(), "-").Trim('-');
        return Regex.IsMatch(name, Patterns.DnsLabel) && name.Length <= Longest ? name : "imported";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
