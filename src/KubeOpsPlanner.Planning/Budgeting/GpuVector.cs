using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>The pools of a graph by component name, as absolute sizes. Equal when every pool is.</summary>
public sealed class GpuVector : IEquatable<GpuVector>
{
    public static readonly GpuVector Empty = new(ImmutableSortedDictionary.Create<string, PoolSize>(StringComparer.Ordinal));

    public GpuVector(ImmutableSortedDictionary<string, PoolSize> pools) => Pools = pools;

    public ImmutableSortedDictionary<string, PoolSize> Pools { get; }

    /// <summary>GPUs of the pools whose shape is known.</summary>
    public long KnownGpus => Pools.Values.Sum(pool => pool.KnownGpus);

    public static GpuVector Of(params ReadOnlySpan<(string Component, int Replicas, int? GpusPerReplica)> pools)
    {
        var builder = Empty.Pools.ToBuilder();
        foreach (var (component, replicas, gpusPerReplica) in pools)
            builder[component] = new PoolSize(replicas, gpusPerReplica);

        return new GpuVector(builder.ToImmutable());
    }

    /// <summary>Going from this vector to the other grows no pool, in replicas or in GPUs per replica.</summary>
    public bool Covers(GpuVector other) =>
        other.Pools.All(pool => Pools.TryGetValue(pool.Key, out var mine)
            ? mine.Covers(pool.Value)
            : pool.Value.GpusPerReplica == 0);

    /// <summary>Going from this vector of such an object to the other needs nothing of the ledger.</summary>
    /// <remarks>
    /// More replicas of an adapter are growth also where they need no GPU: at the same time a change of the graph may be
    /// admitted that gives them some.
    /// </remarks>
    public bool Covers(GpuVector other, GovernedKind kind) =>
        Covers(other) && (kind == GovernedKind.Graph || other.Pools.All(pool => pool.Value.Replicas <= Pools.GetValueOrDefault(pool.Key).Replicas));

    /// <summary>The pools whose replicas need GPUs, or may.</summary>
    public GpuVector OnGpus() => Pools.Values.All(pool => pool.GpusPerReplica != 0)
        ? this
        : new GpuVector(Pools.RemoveRange(Pools.Where(pool => pool.Value.GpusPerReplica == 0).Select(pool => pool.Key)));

    public bool Equals(GpuVector? other) =>
        other is not null && Pools.HasSameEntries(other.Pools);

    public override bool Equals(object? obj) => Equals(obj as GpuVector);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (component, size) in Pools)
        {
            hash.Add(component, StringComparer.Ordinal);
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        string.Join(", ", Pools.Select(pool => $"{pool.Key} {pool.Value.Replicas}x{pool.Value.GpusPerReplica?.ToString() ?? "?"}"));
}
