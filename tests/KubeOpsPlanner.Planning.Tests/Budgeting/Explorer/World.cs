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

    public World With(int index, Replica replica) => this with { Replicas = Replicas.SetItem(index, replica) };

    public World With(int index, ClientRequest request) => this with { Requests = Requests.SetItem(index, request) };

    public World WithReply(int index, LedgerEvent reply) =>
        With(index, Replicas[index] with { Replies = Replicas[index].Replies.Add(reply) });

    /// <summary>A new version of a graph, on its way to every watch that is not broken.</summary>
    public World WithGraph(string name, string uid, int replicas)
    {
        var stored = new StoredGraph(name, uid, Revision + 1, replicas);
        return this with
        {
            Revision = stored.Version,
            Graphs = Graphs.SetItem(name, stored),
            Replicas =
            [
                .. Replicas.Select(replica =>
                    replica.IsWatchBroken ? replica : replica with { GraphNews = replica.GraphNews.Add(stored) }),
            ],
        };
    }

    /// <summary>It happens now, and not again.</summary>
    public World WithoutFault() => this with { Fault = Fault.None, LastDisturbance = Now };
}
