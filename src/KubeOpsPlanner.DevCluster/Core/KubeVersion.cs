using System.Text.RegularExpressions;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>The order in which discovery prefers API versions: v2, v1, v1beta2, v1alpha1, then other names.</summary>
internal static partial class KubeVersion
{
    public static (int Maturity, int Major, int Minor) Priority(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success)
            return (0, 0, 0);
        var maturity = match.Groups[2].Value switch { "alpha" => 1, "beta" => 2, _ => 3 };
        return (maturity, int.Parse(match.Groups[1].Value), match.Groups[3].Success ? int.Parse(match.Groups[3].Value) : 0);
    }

    [GeneratedRegex(@"\Av(\d{1,6})(?:(alpha|beta)(\d{1,6}))?\z")]
    private static partial Regex Pattern();
}
