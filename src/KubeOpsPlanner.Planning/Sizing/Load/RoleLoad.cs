using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Bursts;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>One role's part of what the load loop decides on.</summary>
public sealed record RoleLoad
{
    /// <summary>Replicas in the spec.</summary>
    public required int Current { get; init; }

    /// <summary>Replicas that serve; null while unknown.</summary>
    public int? Ready { get; init; }

    /// <summary>Engines that reported lately, ranks merged.</summary>
    public ValueList<EngineLoad> Engines { get; init; } = [];

    /// <summary>Engines that fell silent. They are left out and named.</summary>
    public ValueList<string> Stale { get; init; } = [];

    public EngineCapabilities Capabilities { get; init; } = EngineCapabilities.Unknown;

    /// <summary>Null for fixed thresholds, which need none.</summary>
    public PassModel? Model { get; init; }

    /// <summary>Length of a prompt where no pass tells; null while unknown.</summary>
    public double? PromptTokens { get; init; }

    /// <summary>The share of prompt tokens that need no prefill, 0 to 0.95.</summary>
    public double CacheHitRate { get; init; }

    /// <summary>Null while arrivals, what a replica carries or how long it takes to serve are unknown: then the queue of the moment decides.</summary>
    public RoleOutlook? Outlook { get; init; }

    /// <summary>Replicas that were ordered for what waits have just begun to work on it.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The throughput loop's bound; null where it does not run.</summary>
    public int? Floor { get; init; }

    /// <summary>The rule for bursts, which is in the floor already; null while there is none.</summary>
    public RoleRule? Bursts { get; init; }

    /// <summary>Tokens that one decode step yields, from 1 on.</summary>
    public double AcceptLength { get; init; } = 1;
}
