using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.DevCluster.Graphs;

public sealed record SimulatedGraphsOptions
{
    /// <summary>Which cluster; null looks where kubectl looks.</summary>
    public string? KubeconfigPath { get; init; }

    public string? KubeconfigContext { get; init; }

    /// <summary>Simulated nodes to make; 0 makes none and uses those that the cluster has.</summary>
    public int Nodes { get; init; } = 4;

    public int GpusPerNode { get; init; } = 8;

    /// <summary>Domain time from binding a pod to its being ready.</summary>
    public TimeSpan StartupDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Domain time that a deleted pod may take to finish its requests.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Domain time: traces, start-up and draining run on it.</summary>
    public required ScaledTimeProvider Clock { get; init; }

    /// <summary>Loopback port of the frontends' metrics; 0 takes any free one.</summary>
    public int MetricsPort { get; init; }

    /// <summary>By graph; graphs that are not named here get <see cref="DefaultWorkload"/>.</summary>
    public IReadOnlyDictionary<ObjectKey, GraphWorkload> Workloads { get; init; } = new Dictionary<ObjectKey, GraphWorkload>();

    /// <summary>Null sends no requests to graphs without a workload of their own.</summary>
    public GraphWorkload? DefaultWorkload { get; init; }

    /// <summary>Gets the logs and ports of the pods; share it with the API server that is to serve them.</summary>
    public PodRuntime Runtime { get; init; } = new();

    /// <summary>Nothing is logged without.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
