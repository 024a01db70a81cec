namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>What a request would do to one graph, as both sides of an admission review show it.</summary>
/// <param name="Before">Empty for a creation.</param>
/// <param name="After">Empty for a deletion.</param>
public sealed record GraphChange(ReplicaVector Before, ReplicaVector After)
{
    /// <summary>Neither replicas nor shapes differ.</summary>
    public bool LeavesReplicasAndShape => Before == After;

    /// <summary>GPUs added in all; negative when it shrinks; null when an unknown shape takes part in the change.</summary>
    public long? GpusAdded => Grows ? After.TotalGpus - Before.TotalGpus : Math.Min(0, After.KnownGpus - Before.KnownGpus);

    /// <summary>
    /// Adds GPUs or may add some. Inside one graph a swap is one change, so only the totals count while all shapes are
    /// known; otherwise every component with an unknown shape must keep its shape and must not gain replicas.
    /// </summary>
    public bool Grows =>
        Before.TotalGpus is { } before && After.TotalGpus is { } after
            ? after > before
            : After.Unknown.Any(GainsOrChanges) || After.KnownGpus > Before.KnownGpus;

    /// <summary>Components whose growth cannot be judged because their shape is unknown.</summary>
    public IEnumerable<ReplicaEntry> UnknownGrowth => After.Unknown.Where(GainsOrChanges);

    /// <param name="before">Null for a creation.</param>
    /// <param name="after">Null for a deletion.</param>
    public static GraphChange Between(DynamoGraphDeployment? before, DynamoGraphDeployment? after) =>
        new(before?.Vector() ?? ReplicaVector.Empty, after is null ? ReplicaVector.Empty : VectorAfter(before, after));

    // A write raises the generation, so the status in the new object never counts as current. While the pods of a
    // replica stay as they are, what was known about them stays true.
    private static ReplicaVector VectorAfter(DynamoGraphDeployment? before, DynamoGraphDeployment after) =>
        new([.. after.Components.Select(component => ReplicaEntry.Of(
            component,
            before?.Component(component.Name) is { } old && old.TemplateDigest == component.TemplateDigest
                ? OfSamePods(old.Shape, component.Shape)
                : component.Shape))]);

    private static GpuShape OfSamePods(GpuShape old, GpuShape now) =>
        (old.GpusPerReplica, now.GpusPerReplica) switch
        {
            ({ } a, { } b) => a >= b ? old : now,
            ({ }, null) => old,
            _ => now,
        };

    private bool GainsOrChanges(ReplicaEntry entry) =>
        Before[entry.Component] is not { } old
        || entry.Replicas > old.Replicas
        || entry.UnknownPods != old.UnknownPods;
}
