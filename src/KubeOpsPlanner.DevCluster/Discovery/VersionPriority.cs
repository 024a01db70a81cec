using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeOpsPlanner.DevCluster.Discovery;

/// <summary>Orders API versions as Kubernetes prefers them: v2 before v1 before v2beta1 before v1alpha1, other names last.</summary>
public sealed partial class VersionPriority : IComparer<string>
{
    public static VersionPriority PreferredFirst { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x ?? ""), Rank(y ?? ""));
        var byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    // Stability first, then major, then minor; names that follow no pattern rank below all.
    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success)
            return (-1, 0, 0);
        var stability = match.Groups[2].Value switch { "" => 2, "beta" => 1, _ => 0 };
        return (stability, Number(match.Groups[1]), Number(match.Groups[3]));
    }

    private static int Number(Group group) =>
        int.TryParse(group.Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?$")]
    private static partial Regex Pattern();
}
