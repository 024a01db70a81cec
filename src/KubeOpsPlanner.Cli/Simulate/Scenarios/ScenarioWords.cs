using System.Text.RegularExpressions;
using KubeOpsPlanner.Cli.Verbs;
using KubeOpsPlanner.Entities.Schema;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Words of scenario files.</summary>
internal static partial class ScenarioWords
{
    /// <exception cref="UserError">It is none.</exception>
    public static TimeSpan Time(string field, string words, int mostHours = 24) => CommonOptions.TryDuration(words, mostHours)
        ?? throw new UserError($"{field} {words} is not a time up to {mostHours}h: write for example 30s or 5m");

    /// <inheritdoc cref="Time"/>
    public static GraphId Graph(string name) => name.Split('/') switch
    {
        [{ Length: > 0 and <= 63 } space, { Length: > 0 and <= 253 } graph] when Label().IsMatch(space) && Subdomain().IsMatch(graph) => new GraphId(space, graph),
        [{ Length: > 0 }, { Length: > 0 }] => throw new UserError(
            $"pool {name} cannot be in a cluster: namespace and graph have lower-case letters, digits and \"-\", a graph also \".\", with a letter or digit at both ends"),
        _ => throw new UserError($"pool {name} is not named as namespace/graph"),
    };

    /// <inheritdoc cref="Time"/>
    public static EngineRole Role(string name) => name switch
    {
        "prefill" => EngineRole.Prefill,
        "decode" => EngineRole.Decode,
        _ => throw new UserError($"failures.role {name} is not a role: use prefill or decode"),
    };

    [GeneratedRegex(Patterns.DnsLabel)]
    private static partial Regex Label();

    [GeneratedRegex(Patterns.DnsSubdomain)]
    private static partial Regex Subdomain();
}
