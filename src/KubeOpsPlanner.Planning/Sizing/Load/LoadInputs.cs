using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>One load tick's view of one plan.</summary>
public sealed record LoadInputs
{
    public PlanMode Mode { get; init; } = PlanMode.Disagg;

    public LoadOptions Options { get; init; } = new();

    public SizingLimits Limits { get; init; } = SizingLimits.Default;

    /// <summary>Domain time since any fixed moment; only differences count.</summary>
    public required TimeSpan Now { get; init; }

    public required ReplicaPair Current { get; init; }

    /// <summary>Replicas that serve now.</summary>
    public ServingReplicas Ready { get; init; }

    public required GpusPerReplica Gpus { get; init; }

    public RoleEngines Prefill { get; init; } = RoleEngines.None;

    /// <summary>Of the decode pool, or of the aggregated one.</summary>
    public RoleEngines Decode { get; init; } = RoleEngines.None;

    /// <summary>Passes are first taken from it, so that the loop has a line before the engines have worked; null without one.</summary>
    public EngineProfile? Profile { get; init; }

    /// <summary>Length of a prompt where no pass tells; null while unknown.</summary>
    public double? PromptTokens { get; init; }

    /// <summary>Requests since the counter of them began; null while unknown.</summary>
    public double? StartedRequests { get; init; }

    /// <summary>How long replicas take to serve, and which are starting; observed up to <see cref="Now"/>.</summary>
    public StartupTimes Startup { get; init; } = StartupTimes.Unknown;

    /// <summary>Length of an answer; null while unknown.</summary>
    public double? OutputTokens { get; init; }

    /// <summary>Clamped to 0 to 0.95.</summary>
    public double CacheHitRate { get; init; }

    /// <summary>Tokens per decode step as last seen, see <see cref="SpeculativeDecoding"/>; null where nobody tells.</summary>
    public double? AcceptLength { get; init; }

    public int SpeculativeTokens { get; init; }

    /// <summary>What the throughput loop left as a floor: before it knows any, what runs, since nobody has said that less will do. Null where it does not run.</summary>
    public ReplicaPair? ThroughputFloor { get; init; }

    /// <summary>What the throughput loop knows about bursts; its rules are in the floor already.</summary>
    public BurstMemory Bursts { get; init; } = BurstMemory.Empty;

    public double StabilizationWindowSeconds { get; init; }
}

/// <summary>The engines of one role as a source shows them, and what they can hold.</summary>
/// <param name="Engines">One entry per rank; ranks of one worker share its name.</param>
public sealed record RoleEngines(IReadOnlyList<EngineLoad> Engines, EngineCapabilities Capabilities)
{
    public static RoleEngines None { get; } = new([], EngineCapabilities.Unknown);

    /// <summary>Requests that wait in front of this role's engines, in a router or frontend; null while unknown.</summary>
    public double? WaitingRequests { get; init; }
}
