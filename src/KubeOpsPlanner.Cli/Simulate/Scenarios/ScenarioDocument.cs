namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>What a scenario file holds; the command line alone makes one with a single pool.</summary>
internal sealed record ScenarioDocument
{
    /// <summary>E.g. 1h; the longest trace where it is absent.</summary>
    public string? Duration { get; init; }

    public BudgetDocument? Budget { get; init; }

    public NodesDocument? Nodes { get; init; }

    public IReadOnlyList<PoolDocument> Pools { get; init; } = [];

    public IReadOnlyList<FailureDocument> Failures { get; init; } = [];

    /// <summary>Plans with settings of their own, compared like the built-in policies.</summary>
    public IReadOnlyList<PolicyDocument> Policies { get; init; } = [];

    /// <summary>One target instead of what the pools say also counts where rates are scaled; several are a sweep.</summary>
    public ScenarioDocument WithTargets(double[] ttftMs, double[] itlMs) => this with
    {
        Pools =
        [
            .. Pools.Select(pool => pool with
            {
                TtftMs = ttftMs is [var ttft] ? ttft : pool.TtftMs,
                ItlMs = itlMs is [var itl] ? itl : pool.ItlMs,
            }),
        ],
    };
}
