using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>What a router does with a request, by name.</summary>
internal static class RouterNames
{
    public const string Default = "held";

    private static readonly Dictionary<string, RouterMode> Modes = new(StringComparer.Ordinal)
    {
        [Default] = RouterMode.Held,
        ["round-robin"] = RouterMode.RoundRobin,
        ["random"] = RouterMode.Random,
        ["least-loaded"] = RouterMode.LeastLoaded,
        ["kv-aware"] = RouterMode.KvAware,
    };

    public static string All => string.Join(", ", Modes.Keys);

    /// <exception cref="UserError">Nobody knows the name.</exception>
    public static RouterMode Find(string name) => Modes.TryGetValue(name, out var mode)
        ? mode
        : throw new UserError($"router {name} is unknown: use {All}");
}
