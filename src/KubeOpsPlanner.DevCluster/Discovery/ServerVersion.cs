using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Discovery;

/// <summary>What the server says it is: the release whose behaviour it follows, marked as embedded.</summary>
public static class ServerVersion
{
    public const string GitVersion = "v1.32.4+embedded";

    // In Go's words.
    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? "amd64"
        : RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    public static JsonObject Document() => new()
    {
        ["major"] = "1",
        ["minor"] = "32",
        ["gitVersion"] = GitVersion,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = RuntimeInformation.FrameworkDescription,
        ["platform"] = $"linux/{Architecture}",
    };
}
