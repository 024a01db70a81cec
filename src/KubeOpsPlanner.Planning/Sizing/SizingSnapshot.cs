using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Everything that one throughput decision is made of.</summary>
public sealed record SizingSnapshot
{
    public PlanMode Mode { get; init; } = PlanMode.Disagg;

    /// <summary>Replicas in the spec now; a role that the mode does not manage stays 0.</summary>
    public required ReplicaPair Current { get; init; }

    public required GpusPerReplica Gpus { get; init; }

    public SizingLimits Limits { get; init; } = SizingLimits.Default;

    /// <summary>Null while traffic is unknown.</summary>
    public TrafficForecast? Forecast { get; init; }

    /// <summary>Why there is no forecast although there is traffic; null where the predictor did not fail.</summary>
    public string? ForecastError { get; init; }

    public PoolCapacity Capacity { get; init; } = PoolCapacity.Unknown;

    /// <summary>Size for this quantile of the forecast; null for its expected value.</summary>
    public double? DemandQuantile { get; init; }

    /// <summary>What bursts ask for; null where nobody looks for them.</summary>
    public BurstMemory? Bursts { get; init; }

    public Backlog? Backlog { get; init; }

    /// <summary>How long replicas that are ordered now take to serve; 0 while never measured.</summary>
    public double TimeToReadySeconds { get; init; }

    /// <summary>A shrink leaves room for so much more demand, 0.1 for a tenth, so that noise around a boundary moves nothing.</summary>
    public double ShrinkMargin { get; init; }

    /// <summary>Why the traffic, although known, must not be acted on; null when it may.</summary>
    public string? TrafficDoubt { get; init; }

    /// <summary>A shrink goes no lower than anything wanted within this time; 0 switches it off.</summary>
    public double StabilizationWindowSeconds { get; init; }

    public ImmutableArray<DesiredSample> RecentDesired { get; init; } = [];

    /// <summary>The load loop is on: emit a lower bound, change nothing.</summary>
    public bool LowerBoundOnly { get; init; }

    /// <summary>What the throughput loop left for the load loop to keep; null where it left nothing.</summary>
    public ReplicaPair? ThroughputFloor { get; init; }

    /// <summary>Endpoint floors of the managed roles, 0 for the other.</summary>
    public ReplicaPair Minimum => new(
        Mode.ManagesPrefill() ? Limits.MinEndpoints.Prefill : 0,
        Mode.ManagesDecode() ? Limits.MinEndpoints.Decode : 0);

    internal string Words(ReplicaPair replicas) => ReplicaWords.Of(Mode.ManagesPrefill(), Mode.ManagesDecode(), replicas);

    /// <summary>Known when every managed role's GPUs are known.</summary>
    public PairShape? Shape
    {
        get
        {
            if ((Mode.ManagesPrefill() && Gpus.Prefill is null) || (Mode.ManagesDecode() && Gpus.Decode is null)) return null;
            return new PairShape(
                Mode.ManagesPrefill() ? Gpus.Prefill!.Value : 0, Mode.ManagesDecode() ? Gpus.Decode!.Value : 0, Minimum);
        }
    }
}
