using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>The API server's storage, the replicas, the clients, the clock: everything that a schedule moves.</summary>
public sealed record World
{
    /// <summary>Of the graphs. The cell counts its own versions: nothing compares the two, and fewer worlds differ.</summary>
    public ulong Revision { get; init; }

    public ImmutableSortedDictionary<string, StoredGraph> Graphs { get; init; } =
        ImmutableSortedDictionary.Create<string, StoredGraph>(StringComparer.Ordinal);

    public StoredCell Cell { get; init; } = new(null, 0);

    public ImmutableArray<Replica> Replicas { get; init; } = [];

    public ImmutableArray<ClientRequest> Requests { get; init; } = [];

    /// <summary>Writes of the cell whose sender has given up on them.</summary>
    public ImmutableArray<LedgerEffect.WriteCell> LostWrites { get; init; } = [];

    /// <summary>The fault that may still happen.</summary>
    public Fault Fault { get; init; }

    public TimeSpan Now { get; init; }

    /// <summary>When the last thing happened that a bound counts from: a fault, or a request.</summary>
    public TimeSpan LastDisturbance { get; init; }

    /// <summary>Set by a step that broke a promise.</summary>
    public string? Violation { get; init; }

    public int StoredGpus => Graphs.Values.Sum(graph => graph.Replicas ?? 0);
}
