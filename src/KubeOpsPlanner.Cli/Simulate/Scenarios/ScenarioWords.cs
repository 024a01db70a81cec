using KubeOpsPlanner.Cli.Verbs;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Words of scenario files.</summary>
internal static class ScenarioWords
{
    /// <exception cref="UserError">It is none.</exception>
    public static TimeSpan Time(string field, string words, int mostHours = 24) => CommonOptions.TryDuration(words, mostHours)
        ?? throw new UserError($"{field} {words} is not a time up to {mostHours}h: write for example 30s or 5m");

    /// <inheritdoc cref="Time"/>
    public static GraphId Graph(string name) => name.Split('/') is [{ Length: > 0 } space, { Length: > 0 } graph]
        ? new GraphId(space, graph)
        : throw new UserError($"pool {name} is not named as namespace/graph");

    /// <inheritdoc cref="Time"/>
    public static EngineRole Role(string name) => name switch
    {
        "prefill" => EngineRole.Prefill,
        "decode" => EngineRole.Decode,
        _ => throw new UserError($"failures.role {name} is not a role: use prefill or decode"),
    };
}
