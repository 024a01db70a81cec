using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>Where one plan's pages come from: from those who serve them, or from a Prometheus that has read them.</summary>
public interface IMetricPages
{
    /// <summary>The page of frontend or router.</summary>
    Task<ScrapeResult> TrafficAsync(CancellationToken cancellationToken);

    /// <summary>The pages of workers by the pods' names; one that cannot be had says why.</summary>
    Task<IReadOnlyDictionary<string, ScrapeResult>> WorkersAsync(IReadOnlyList<WorkerPod> pods, CancellationToken cancellationToken);

    /// <summary>Any text that the plan names, under the same rules about where it may lead.</summary>
    Task<TextResult> TextAsync(Uri endpoint, CancellationToken cancellationToken);
}
