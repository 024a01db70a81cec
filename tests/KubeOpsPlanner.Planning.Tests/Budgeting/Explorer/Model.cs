using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>
/// The API server around the machine: admission inside the compare-and-set on a graph's exact version, asked again after
/// a conflict; a cell written by compare-and-set; watches that deliver late. Every move is one step of one party.
/// </summary>
public sealed class Model(Scenario scenario, LedgerRules rules)
{
    private const int ClientTries = 3;

    public Scenario Scenario => scenario;

    public static GraphFacts Facts(StoredGraph graph) => new(
        new GraphId(Scenario.Namespace, graph.Name), graph.Uid, graph.Version, Vector(graph.Replicas ?? 0), GpuVector.Empty);

    /// <summary>All moves that are possible now, each with a name that is unique among them.</summary>
    public IEnumerable<(string Name, Func<World> Make)> Moves(World world)
    {
        for (var index = 0; index < world.Requests.Length; index++)
        {
            foreach (var move in RequestMoves(world, index))
                yield return move;
        }

        for (var index = 0; index < world.Replicas.Length; index++)
        {
            foreach (var move in ReplicaMoves(world, index))
                yield return move;
        }

        for (var index = 0; index < world.LostWrites.Length; index++)
        {
            var write = world.LostWrites[index];
            yield return ($"lost write {write.Cell.Transactions[^1].Writer}#{write.Number} arrives", () =>
                StoreCell(world with { LostWrites = world.LostWrites.Remove(write) }, write).World);
        }

        if (NextWake(world) is { } wake && MayTimePass(world))
            yield return ($"time passes to {wake.TotalSeconds:0.#} s", () => PassTime(world, wake));
    }

    public World Feed(World world, int index, LedgerEvent happened)
    {
        var replica = world.Replicas[index];
        var (state, effects) = LedgerMachine.Step(replica.Machine, happened with { At = world.Now });
        world = SetReplica(world, index, replica with
        {
            Machine = state,
            Calls = replica.Calls.AddRange(effects.Where(IsCall)),
        });
        foreach (var answer in effects.OfType<LedgerEffect.Answer>())
            world = TakeAnswer(world, index, answer);

        return DropOldNews(world, index);
    }

    private IEnumerable<(string, Func<World>)> RequestMoves(World world, int index)
    {
        var request = world.Requests[index];
        switch (request.Phase)
        {
            case RequestPhase.Idle or RequestPhase.Granted:
                // Until somebody asks, one replica is like the other.
                var isFirst = world.Requests.All(other => other.Attempt == 0);
                for (var replica = 0; replica < (isFirst ? 1 : world.Replicas.Length); replica++)
                {
                    var at = replica;
                    yield return ($"{request.Graph}={request.Replicas} asks replica {at}", () => Ask(world, index, at));
                }

                break;
            case RequestPhase.Admitted:
                yield return ($"{request.Graph}={request.Replicas} is stored or conflicts", () => Store(world, index));
                if (world.Fault == Fault.DeniedLater)
                {
                    yield return ($"FAULT {request.Graph}={request.Replicas} is denied by a later step", () =>
                        SetRequest(Spend(world), index, request.End(RequestResult.Refused)));
                }

                if (world.Fault == Fault.StalledStore && !request.IsCreation)
                {
                    yield return ($"FAULT {request.Graph}={request.Replicas} stalls", () =>
                        SetRequest(Spend(world), index, request with { IsStalled = true }));
                }

                break;
        }
    }

    private IEnumerable<(string, Func<World>)> ReplicaMoves(World world, int index)
    {
        var replica = world.Replicas[index];
        var name = $"replica {index}";
        if (!replica.GraphNews.IsEmpty && !replica.IsWatchBroken)
            yield return ($"{name} sees a graph", () => SeeGraph(world, index));

        if (!replica.CellNews.IsEmpty)
            yield return ($"{name} sees the cell", () => SeeCell(world, index));

        if (replica.IsWatchBroken)
            yield return ($"{name} lists again", () => Relist(world, index));

        foreach (var reply in replica.Replies)
        {
            yield return ($"{name} hears {reply.GetType().Name}", () =>
                Feed(SetReplica(world, index, replica with { Replies = replica.Replies.Remove(reply) }), index, reply));
        }

        foreach (var call in replica.Calls)
        {
            var handled = SetReplica(world, index, replica with { Calls = replica.Calls.Remove(call) });
            yield return ($"the API server handles {call.GetType().Name} of {name}", () => Handle(handled, index, call));
            if (call is LedgerEffect.WriteCell write)
            {
                foreach (var move in WriteFaults(handled, index, write))
                    yield return move;
            }
        }

        if (world.Fault == Fault.WatchLag)
            yield return ($"FAULT watches of {name} lag", () => SetReplica(Spend(world), index, replica with { IsLagging = true }));

        if (world.Fault == Fault.WatchDropped)
        {
            yield return ($"FAULT {name} loses its watch", () =>
                SetReplica(Spend(world), index, replica with { IsWatchBroken = true, GraphNews = [] }));
        }
    }

    private IEnumerable<(string, Func<World>)> WriteFaults(World handled, int index, LedgerEffect.WriteCell write)
    {
        switch (handled.Fault)
        {
            case Fault.SpuriousConflict:
                yield return ($"FAULT the write of replica {index} conflicts", () =>
                    Reply(Spend(handled), index, new LedgerEvent.CellWriteConflicted(default, write.Number)));
                break;
            case Fault.WriteTimeout:
                yield return ($"FAULT the write of replica {index} times out", () =>
                    Reply(Spend(handled) with { LostWrites = handled.LostWrites.Add(write) }, index, new LedgerEvent.CellWriteUnknown(default, write.Number)));
                break;
            case Fault.CrashAfterWrite:
                yield return ($"FAULT replica {index} crashes after its write", () => Crash(StoreCell(Spend(handled), write).World, index));
                break;
        }
    }

    private World Ask(World world, int index, int at)
    {
        var request = world.Requests[index];
        var stored = world.Graphs.GetValueOrDefault(request.Graph);
        if (request.IsCreation && stored is not null)
            return SetRequest(world, index, request.End(RequestResult.Conflict));

        var isPatchOfGrant = request.Phase == RequestPhase.Granted;
        if (isPatchOfGrant && stored!.Version != request.BaseVersion)
            return SetRequest(world, index, request.End(RequestResult.Conflict));

        var version = request.IsCreation ? 0 : stored!.Version;
        var source = request switch
        {
            { IsOperator: false } => ReviewSource.Client,
            _ => isPatchOfGrant ? ReviewSource.Operator : ReviewSource.Grant,
        };
        var review = new LedgerReview(
            $"{request.Graph}={request.Replicas}/{request.Attempt}",
            new ReservationBase(GovernedKind.Graph, Scenario.Namespace, request.Graph, Uid(request), version),
            new GraphId(Scenario.Namespace, request.Graph),
            request.IsCreation ? GpuVector.Empty : Vector(stored!.Replicas ?? 0),
            Vector(request.Replicas),
            source);
        world = SetRequest(world, index, request with
        {
            Phase = RequestPhase.InReview,
            Attempt = request.Attempt + 1,
            ReviewId = review.Id,
            AtReplica = at,
            BaseVersion = version,
            IsGranted = isPatchOfGrant,
        });
        return Feed(world with { LastDisturbance = world.Now }, at, new LedgerEvent.ReviewArrived(default, review));
    }

    private World TakeAnswer(World world, int replica, LedgerEffect.Answer answer)
    {
        var index = world.Requests.ToList().FindIndex(request =>
            request.Phase == RequestPhase.InReview && request.ReviewId == answer.ReviewId && request.AtReplica == replica);
        if (index < 0)
            return world with { Violation = $"review {answer.ReviewId} was answered twice" };

        var request = world.Requests[index];
        var isGrant = request.IsOperator && !request.IsGranted;
        return SetRequest(world, index, answer.Verdict.Outcome switch
        {
            VerdictOutcome.Allowed => request with { Phase = isGrant ? RequestPhase.Granted : RequestPhase.Admitted },
            VerdictOutcome.Refused => request.End(RequestResult.Refused),
            _ when request.Attempt >= ClientTries => request.End(RequestResult.GaveUp),
            _ => request with { Phase = request.IsGranted ? RequestPhase.Granted : RequestPhase.Idle },
        });
    }

    /// <summary>The API server's own compare-and-set on the version that was admitted.</summary>
    private static World Store(World world, int index)
    {
        var request = world.Requests[index];
        var stored = world.Graphs.GetValueOrDefault(request.Graph);
        if (request.IsCreation && stored is not null)
            return SetRequest(world, index, request.End(RequestResult.Conflict));

        if (!request.IsCreation && stored!.Version != request.BaseVersion)
        {
            return SetRequest(world, index, request.IsOperator
                ? request.End(RequestResult.Conflict)
                : request with { Phase = RequestPhase.Idle, IsStalled = false });
        }

        world = SetRequest(world, index, request.End(RequestResult.Stored));
        return SetGraph(world, request.Graph, Uid(request), request.Replicas);
    }

    private World Handle(World world, int index, LedgerEffect call)
    {
        switch (call)
        {
            case LedgerEffect.WriteCell write:
                (world, var isStored) = StoreCell(world, write);
                return Reply(world, index, isStored
                    ? new LedgerEvent.CellWritten(default, write.Number, world.Cell.Version, world.Cell.Stamp)
                    : new LedgerEvent.CellWriteConflicted(default, write.Number));
            case LedgerEffect.ReadCell:
                return Feed(world, index, new LedgerEvent.CellRead(default, world.Cell.Cell, world.Cell.Version, world.Cell.Stamp));
            case LedgerEffect.ListLive:
                return Feed(world, index, new LedgerEvent.LiveListed(default, new LiveSnapshot(
                    [.. world.Graphs.Values.Select(Facts)], [], [scenario.Budget], new StoreVersions(world.Revision, 1, 1))));
            case LedgerEffect.ReadObject read:
                var found = world.Graphs.GetValueOrDefault(read.Base.Name);
                return Feed(world, index, new LedgerEvent.ObjectRead(
                    default, read.Base, found?.Uid == read.Base.Uid ? Facts(found) : null, null));
            case LedgerEffect.Fence fence:
                return Fence(world, index, fence.Base);
            default:
                throw new InvalidOperationException($"no such call: {call}");
        }
    }

    private World Fence(World world, int index, ReservationBase start)
    {
        var stored = world.Graphs[start.Name];
        if (stored.Version == start.ResourceVersion)
            world = SetGraph(world, stored.Name, stored.Uid, stored.Replicas!.Value);

        return Feed(world, index, new LedgerEvent.FenceCompleted(default, start, world.Graphs[start.Name].Version));
    }

    /// <remarks>
    /// Only the newest cell stays in the watch: seeing an older one now is the same as having seen it before this write.
    /// </remarks>
    private static (World World, bool IsStored) StoreCell(World world, LedgerEffect.WriteCell write)
    {
        if (write.ExpectedVersion is { } expected && expected != world.Cell.Version)
            return (world, false);

        var stored = new StoredCell(write.Cell, world.Cell.Version + 1);
        return (world with
        {
            Cell = stored,
            Replicas = [.. world.Replicas.Select(replica => replica with { CellNews = [stored] })],
        }, true);
    }

    private World SeeGraph(World world, int index)
    {
        var replica = world.Replicas[index];
        var news = replica.GraphNews[0];
        world = SetReplica(world, index, replica with { GraphNews = replica.GraphNews.RemoveAt(0) });
        world = Feed(world, index, new LedgerEvent.GraphObserved(default, Facts(news)));
        return Feed(world, index, new LedgerEvent.StoreAdvanced(default, StoreKind.Graphs, news.Version));
    }

    private World SeeCell(World world, int index)
    {
        var replica = world.Replicas[index];
        var news = replica.CellNews[0];
        world = SetReplica(world, index, replica with { CellNews = replica.CellNews.RemoveAt(0) });
        return Feed(world, index, new LedgerEvent.CellObserved(default, news.Cell, news.Version, news.Stamp));
    }

    private World Relist(World world, int index)
    {
        world = SetReplica(world, index, world.Replicas[index] with { IsWatchBroken = false, GraphNews = [] });
        var revision = world.Revision;
        foreach (var graph in world.Graphs.Values)
            world = Feed(world, index, new LedgerEvent.GraphObserved(default, Facts(graph)));

        return Feed(world, index, new LedgerEvent.StoreAdvanced(default, StoreKind.Graphs, revision));
    }

    /// <summary>Reviews at the dead replica fail, which denies them.</summary>
    private World Crash(World world, int index)
    {
        var life = world.Replicas[index].Life + 1;
        world = world with
        {
            Requests =
            [
                .. world.Requests.Select(request => request.Phase == RequestPhase.InReview && request.AtReplica == index
                    ? request.End(RequestResult.Error)
                    : request),
            ],
        };
        return SetReplica(world, index, scenario.StartReplica(world, rules, index, life));
    }

    /// <summary>What the machine is sure to ignore needs no move of its own.</summary>
    private static World DropOldNews(World world, int index)
    {
        var replica = world.Replicas[index];
        return SetReplica(world, index, replica with
        {
            CellNews = replica.CellNews.RemoveAll(news => news.Version <= replica.Machine.CellVersion),
            Replies = replica.Machine.Write is null ? [] : replica.Replies,
        });
    }

    private World PassTime(World world, TimeSpan to)
    {
        world = world with { Now = to };
        for (var index = 0; index < world.Replicas.Length; index++)
        {
            if (world.Replicas[index].Machine.WakeAt <= to)
                world = Feed(world, index, new LedgerEvent.Ticked(default));
        }

        return world;
    }

    private static TimeSpan? NextWake(World world) => world.Replicas.Min(replica => replica.Machine.WakeAt);

    /// <remarks>Calls take no time; only lagging watches and what a fault holds back can outlast a wait.</remarks>
    private static bool MayTimePass(World world) =>
        world.Replicas.All(replica => replica.IsQuiet)
        && world.Requests.All(request => request.Phase != RequestPhase.Admitted || request.IsStalled);

    private static World SetGraph(World world, string name, string uid, int replicas)
    {
        var stored = new StoredGraph(name, uid, world.Revision + 1, replicas);
        return world with
        {
            Revision = stored.Version,
            Graphs = world.Graphs.SetItem(name, stored),
            Replicas =
            [
                .. world.Replicas.Select(replica =>
                    replica.IsWatchBroken ? replica : replica with { GraphNews = replica.GraphNews.Add(stored) }),
            ],
        };
    }

    private static World Spend(World world) => world with { Fault = Fault.None, LastDisturbance = world.Now };

    private static World Reply(World world, int index, LedgerEvent reply) =>
        SetReplica(world, index, world.Replicas[index] with { Replies = world.Replicas[index].Replies.Add(reply) });

    private static World SetReplica(World world, int index, Replica replica) =>
        world with { Replicas = world.Replicas.SetItem(index, replica) };

    private static World SetRequest(World world, int index, ClientRequest request) =>
        world with { Requests = world.Requests.SetItem(index, request) };

    private static bool IsCall(LedgerEffect effect) =>
        effect is not (LedgerEffect.Answer or LedgerEffect.Wake or LedgerEffect.ReportTampering);

    private static GpuVector Vector(int replicas) => GpuVector.Of(("decode", replicas, 1));

    private static string Uid(ClientRequest request) => $"uid-{request.Graph}";
}
