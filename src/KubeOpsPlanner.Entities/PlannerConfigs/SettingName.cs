using System.Text;

namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>The spellings of one name: <c>--min-endpoint</c>, <c>plannerMinEndpoint</c>, <c>min_endpoint</c>.</summary>
public static class SettingName
{
    private const string Prefix = "planner_";

    /// <returns>Words in small letters with <c>_</c> between them, whatever the spelling.</returns>
    public static string Canonical(string spelling)
    {
        var name = new StringBuilder(spelling.Length + 8);
        var letters = spelling.TrimStart('-');
        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[i];
            if (char.IsAsciiLetterUpper(letter) && i > 0 && (char.IsAsciiLetterLower(letters[i - 1]) || char.IsAsciiDigit(letters[i - 1])))
            {
                name.Append('_');
            }

            name.Append(letter is '-' or '.' ? '_' : char.ToLowerInvariant(letter));
        }

        // The load loop was "load-based" at first.
        return name.ToString().Replace("loadbased", "load", StringComparison.Ordinal);
    }

    /// <summary>Without the word that tells the planner's settings from the profiler's in one list of flags.</summary>
    public static string WithoutPrefix(string canonical) =>
        canonical.StartsWith(Prefix, StringComparison.Ordinal) ? canonical[Prefix.Length..] : canonical;
}
