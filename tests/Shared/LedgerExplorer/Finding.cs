namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <param name="Broken">Null when every promise was kept.</param>
internal sealed record Finding(Schedule Schedule, string? Broken)
{
    /// <summary>Equal for two runs only when they begin alike and make the same moves, but for one chance in 2^64.</summary>
    public ulong Hash { get; init; }

    /// <summary>Taken by all machines together, to the rest that follows the schedule.</summary>
    public int Steps { get; init; }
}
