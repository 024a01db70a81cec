namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>What one graph asks for: replicas and shape per component, in the graph's order.</summary>
public sealed record ReplicaVector(IReadOnlyList<ReplicaEntry> Entries)
{
    public static ReplicaVector Empty { get; } = new([]);

    /// <summary>GPUs of all components; null when a component with replicas has an unknown shape.</summary>
    public long? TotalGpus => Entries.Aggregate((long?)0, static (sum, entry) => sum + entry.Gpus);

    /// <summary>GPUs of the components whose shape is known: a lower bound.</summary>
    public long KnownGpus => Entries.Sum(static entry => entry.Gpus ?? 0);

    /// <summary>Components with replicas whose shape is unknown.</summary>
    public IEnumerable<ReplicaEntry> Unknown => Entries.Where(static entry => entry.Gpus is null);

    public ReplicaEntry? this[string component] => Entries.FirstOrDefault(entry => entry.Component == component);

    public static ReplicaVector Of(IEnumerable<GraphComponent> components) =>
        new([.. components.Select(component => ReplicaEntry.Of(component, component.Shape))]);

    /// <summary>The same graph with other replicas for one component.</summary>
    /// <exception cref="ArgumentException">The graph has no such component.</exception>
    public ReplicaVector With(string component, int replicas) =>
        this[component] is null
            ? throw new ArgumentException($"The graph has no component \"{component}\".", nameof(component))
            : new([.. Entries.Select(entry => entry.Component == component ? entry with { Replicas = replicas } : entry)]);

    public bool Equals(ReplicaVector? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() =>
        Entries.Aggregate(17, static (hash, entry) => HashCode.Combine(hash, entry));
}

/// <param name="UnknownPods">
/// Tells pods of unknown shape apart, so that a change from one unknown shape to another is seen; null when known.
/// </param>
public sealed record ReplicaEntry(string Component, int Replicas, GpuShape Shape, string? UnknownPods = null)
{
    /// <summary>Null when the shape is unknown and there are replicas.</summary>
    public long? Gpus => Shape.Gpus(Replicas);

    public static ReplicaEntry Of(GraphComponent component, GpuShape shape) =>
        new(component.Name, component.Replicas, shape, shape.IsKnown ? null : component.TemplateDigest);
}
