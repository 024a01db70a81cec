using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>Requests on their way: admission inside the compare-and-set on a graph's exact version, asked again after a conflict.</summary>
internal static class Clients
{
    private const int Tries = 3;

    public static IEnumerable<(string, Func<World>)> Moves(Model model, World world, int index)
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
                    yield return ($"{request.Graph}={request.Replicas} asks replica {at}", () => Ask(model, world, index, at));
                }

                break;
            case RequestPhase.Admitted:
                yield return ($"{request.Graph}={request.Replicas} is stored or conflicts", () => Store(world, index));
                if (world.Fault == Fault.DeniedLater)
                {
                    yield return ($"FAULT {request.Graph}={request.Replicas} is denied by a later step", () =>
                        world.WithoutFault().With(index, request.End(RequestResult.Refused)));
                }

                if (world.Fault == Fault.StalledStore && !request.IsCreation)
                {
                    yield return ($"FAULT {request.Graph}={request.Replicas} stalls", () =>
                        world.WithoutFault().With(index, request with { IsStalled = true }));
                }

                break;
        }
    }

    private static World Ask(Model model, World world, int index, int at)
    {
        var request = world.Requests[index];
        var stored = world.Graphs.GetValueOrDefault(request.Graph);
        if (request.IsCreation && stored is not null)
            return world.With(index, request.End(RequestResult.Conflict));

        var isPatchOfGrant = request.Phase == RequestPhase.Granted;
        if (isPatchOfGrant && stored!.Version != request.BaseVersion)
            return world.With(index, request.End(RequestResult.Conflict));

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
            request.IsCreation ? GpuVector.Empty : Scenario.Vector(stored!.Replicas ?? 0),
            Scenario.Vector(request.Replicas),
            source);
        world = world.With(index, request with
        {
            Phase = RequestPhase.InReview,
            Attempt = request.Attempt + 1,
            ReviewId = review.Id,
            AtReplica = at,
            BaseVersion = version,
            IsGranted = isPatchOfGrant,
        });
        return model.Feed(world with { LastDisturbance = world.Now }, at, new LedgerEvent.ReviewArrived(default, review));
    }

    public static World TakeAnswer(World world, int replica, LedgerEffect.Answer answer)
    {
        var index = world.Requests.ToList().FindIndex(request =>
            request.Phase == RequestPhase.InReview && request.ReviewId == answer.ReviewId && request.AtReplica == replica);
        if (index < 0)
            return world with { Violation = $"review {answer.ReviewId} was answered twice" };

        var request = world.Requests[index];
        var isGrant = request.IsOperator && !request.IsGranted;
        return world.With(index, answer.Verdict.Outcome switch
        {
            VerdictOutcome.Allowed => request with { Phase = isGrant ? RequestPhase.Granted : RequestPhase.Admitted },
            VerdictOutcome.Refused => request.End(RequestResult.Refused),
            _ when request.Attempt >= Tries => request.End(RequestResult.GaveUp),
            _ => request with { Phase = request.IsGranted ? RequestPhase.Granted : RequestPhase.Idle },
        });
    }

    /// <summary>The API server's own compare-and-set on the version that was admitted.</summary>
    private static World Store(World world, int index)
    {
        var request = world.Requests[index];
        var stored = world.Graphs.GetValueOrDefault(request.Graph);
        if (request.IsCreation && stored is not null)
            return world.With(index, request.End(RequestResult.Conflict));

        if (!request.IsCreation && stored!.Version != request.BaseVersion)
        {
            return world.With(index, request.IsOperator
                ? request.End(RequestResult.Conflict)
                : request with { Phase = RequestPhase.Idle, IsStalled = false });
        }

        world = world.With(index, request.End(RequestResult.Stored));
        return world.WithGraph(request.Graph, Uid(request), request.Replicas);
    }

    private static string Uid(ClientRequest request) => $"uid-{request.Graph}";
}
