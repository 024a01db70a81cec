using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// Requests on their way through the API server: admission inside the compare-and-set on the object's exact version,
/// asked again after a conflict where the client gave no version.
/// </summary>
internal static class Asking
{
    public const int MostTries = 6;
    private const int MostApiTries = 5;

    private static readonly TimeSpan ClientPause = TimeSpan.FromSeconds(1);

    public static bool Ask(World world, Request request, Replica replica)
    {
        if (request.Phase == RequestPhase.Idle && request.Kind == RequestKind.Plan)
            return AskForGrant(world, request, request.Leader < 0 ? replica : world.Replicas[request.Leader % world.Replicas.Length]);

        if (request.Phase is not (RequestPhase.Idle or RequestPhase.Granted))
            return false;

        request.Tries++;
        request.ApiTries = 0;
        request.Deadline = world.Now + Serving.RequestLimit;
        world.LastDisturbance = world.Now;
        if (request.Phase == RequestPhase.Idle)
            Review(world, request, replica);
        else if (CanRedeem(world, request.Review!.Base))
            Send(world, request, replica, request.Review with { Source = ReviewSource.Operator });
        else
            TryAgain(world, request, RequestResult.Conflict);

        return true;
    }

    public static bool Store(World world, Request request, Replica replica)
    {
        if (request.Phase != RequestPhase.Admitted)
            return false;

        var server = world.Server;
        var review = request.Review!;
        if (request.IsDryRun)
        {
            request.End(RequestResult.Allowed);
        }
        else if (IsAtBase(server, request.Slot, review.Base))
        {
            var pools = Pools.Of(review.Target);
            world.Tell($"stored: {request}, {(review.Base.Kind == GovernedKind.Graph ? pools.ToString() : $"adapter {pools.Decode}")}");
            if (review.Base.Kind == GovernedKind.Graph)
                server.Put(request.Slot, review.Base.Uid, pools, server.Graphs[request.Slot]?.ObservedGpus ?? 0);
            else
                server.PutAdapter(request.Slot, review.Base.Uid, pools.Decode);

            request.End(RequestResult.Stored);
            world.Promises.CheckStored();
        }
        else if (request.Kind is RequestKind.PutGraph or RequestKind.Plan or RequestKind.CreateGraph or RequestKind.CreateAdapter
            || ++request.ApiTries >= MostApiTries)
        {
            TryAgain(world, request, RequestResult.Conflict);
        }
        else
        {
            request.IsStalled = false;
            Review(world, request, replica);
        }

        return true;
    }

    public static bool Deny(World world, Request request)
    {
        if (request.Phase != RequestPhase.Admitted)
            return false;

        world.Tell($"FAULT {request} is denied by a later step");
        request.End(RequestResult.Failed);
        return true;
    }

    public static bool Stall(World world, Request request)
    {
        if (request.Phase != RequestPhase.Admitted || request.IsStalled || request.Review!.Base.IsCreation)
            return false;

        world.Tell($"FAULT {request} stalls");
        return request.IsStalled = true;
    }

    public static bool Duplicate(World world, Request request, Replica replica)
    {
        if (request.Phase is not (RequestPhase.InReview or RequestPhase.Admitted))
            return false;

        world.Tell($"FAULT {request} is reviewed again at replica {replica.Index}");
        Gate.Question(world, replica, new Ticket(TicketKind.Duplicate, null, request.Review!));
        return true;
    }

    public static void TryAgain(World world, Request request, RequestResult otherwise)
    {
        request.IsStalled = false;
        request.RetryAt = world.Now + ClientPause;
        if (request.Tries < MostTries)
            request.Phase = RequestPhase.Idle;
        else
            request.End(otherwise);
    }

    private static bool IsAtBase(ApiServer server, int slot, ReservationBase start) => start.Kind == GovernedKind.Graph
        ? start.IsCreation ? server.Graphs[slot] is null : server.Graphs[slot] is { } graph && graph.Uid == start.Uid && graph.Version == start.ResourceVersion
        : start.IsCreation ? server.Adapters[slot] is null : server.Adapters[slot] is { } adapter && adapter.Uid == start.Uid && adapter.Version == start.ResourceVersion;

    private static bool CanRedeem(World world, ReservationBase start) =>
        IsAtBase(world.Server, start.Kind == GovernedKind.Graph
            ? Array.FindIndex(Names.Graphs, graph => graph.Name == start.Name)
            : Array.IndexOf(Names.Adapters, start.Name), start);

    /// <summary>The API server reads the object and asks about going from there to what is wanted.</summary>
    private static void Review(World world, Request request, Replica replica)
    {
        var graph = world.Server.Graphs[request.Slot];
        var adapter = world.Server.Adapters[request.Slot];
        var isMoot = request.Kind switch
        {
            RequestKind.CreateGraph => graph is not null,
            RequestKind.CreateAdapter => adapter is not null,
            RequestKind.ScaleAdapter => adapter is null,
            RequestKind.Mirror => graph is null || adapter is null,
            _ => graph is null,
        };
        if (isMoot)
        {
            request.End(RequestResult.Moot);
            return;
        }

        var isAdapter = request.Kind is RequestKind.CreateAdapter or RequestKind.ScaleAdapter;
        Send(world, request, replica, isAdapter
            ? OfAdapter(world, request, adapter, replica.Graphs[request.Slot] ?? graph)
            : OfGraph(world, request, graph, request.Kind == RequestKind.Mirror ? adapter!.Replicas : request.Decode));
    }

    private static void Send(World world, Request request, Replica replica, LedgerReview review)
    {
        if (!review.Base.IsCreation && review.Old.Equals(review.Target))
        {
            request.End(RequestResult.Stored);
            return;
        }

        world.Tell($"{request} is reviewed at replica {replica.Index}: {review.Base} to {review.Target}");
        (request.Phase, request.Review, request.AtReplica) = (RequestPhase.InReview, review, replica.Index);
        Gate.Question(world, replica, new Ticket(TicketKind.Request, request, review));
    }

    private static bool AskForGrant(World world, Request request, Replica replica)
    {
        request.Tries++;
        world.LastDisturbance = world.Now;
        if (replica.Graphs[request.Slot] is not { } graph || replica.Governing.Only(request.Slot) is null)
        {
            request.End(RequestResult.Moot);
            return true;
        }

        var review = (replica.Adapters[request.Slot] is { } adapter
            ? OfAdapter(world, request, adapter, graph)
            : OfGraph(world, request, graph, request.Decode)) with
        { Source = ReviewSource.Grant, IsDryRun = false };
        if (review.Old.Equals(review.Target))
        {
            request.End(RequestResult.Stored);
            return true;
        }

        world.Tell($"{request} asks replica {replica.Index} for a grant: {review.Base} to {review.Target}");
        (request.Phase, request.Review, request.AtReplica) = (RequestPhase.InGrant, review, replica.Index);
        Gate.Question(world, replica, new Ticket(TicketKind.Request, request, review));
        return true;
    }

    private static LedgerReview OfGraph(World world, Request request, StoredGraph? graph, int decode)
    {
        var old = graph?.Pools ?? new Pools(0, 0, 1);
        var target = new Pools(
            request.Prefill < 0 ? old.Prefill : request.Prefill,
            decode,
            request.DecodeGpus < 0 ? old.DecodeGpus : request.DecodeGpus);
        return new LedgerReview(
            "", BaseOf(world, GovernedKind.Graph, Names.Graphs[request.Slot].Name, request.Slot, graph?.Uid, graph?.Version),
            Names.Graphs[request.Slot], graph is null ? GpuVector.Empty : old.Vector, target.Vector, IsDryRun: request.IsDryRun);
    }

    private static LedgerReview OfAdapter(World world, Request request, StoredAdapter? adapter, StoredGraph? graph)
    {
        var shape = graph?.Pools.Shape;
        return new LedgerReview(
            "", BaseOf(world, GovernedKind.Adapter, Names.Adapters[request.Slot], request.Slot, adapter?.Uid, adapter?.Version),
            Names.Graphs[request.Slot],
            adapter is null ? GpuVector.Empty : GpuVector.Of((Names.Decode, adapter.Replicas, shape)),
            GpuVector.Of((Names.Decode, request.Decode, shape)),
            IsDryRun: request.IsDryRun);
    }

    private static ReservationBase BaseOf(World world, GovernedKind kind, string name, int slot, string? uid, ulong? version) =>
        new(kind, Names.Graphs[slot].Namespace, name, uid ?? world.NewName("uid"), version ?? 0);
}
