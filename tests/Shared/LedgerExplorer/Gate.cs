using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Which ledger a review goes to, as the operator's gate decides it, and what becomes of the answer.</summary>
internal static class Gate
{
    /// <summary>Sends a review, under a name of its own.</summary>
    public static void Question(World world, Replica replica, Ticket ticket)
    {
        var asked = world.Tap.Review(ticket.Review with { Id = world.NewName("review") });
        var slot = Names.SlotOf(ticket.Review.Graph);
        var governing = world.Tap.Govern(replica.Governing, slot);
        var budget = governing.Governs(0, slot) ? governing.First : governing.Governs(1, slot) ? governing.Second : null;
        var machine = replica.Machines[budget?.Cohort ?? 0];
        machine.Tickets[asked.Id] = ticket with
        {
            Edition = replica.Edition,
            IsAdvised = budget is { IsActive: false } && !governing.IsActiveOverlap(slot),
        };
        if (world.Tap.Answer(asked) is { } verdict)
            Answer(verdict);
        else if (budget is null)
            Answer(LedgerVerdict.Allow(VerdictReason.Ungoverned));
        else if (governing.IsOverlap(slot) && asked.GrowsNothing)
            Answer(LedgerVerdict.Allow(VerdictReason.GrowsNothing));
        else if (governing.IsActiveOverlap(slot) && governing.First!.Cohort != governing.Second!.Cohort)
            Answer(new LedgerVerdict(VerdictOutcome.Refused, VerdictReason.OverlappingBudgets));
        else if (!asked.GrowsNothing && HoldsElsewhere(replica, machine.Cohort, asked.Graph.Namespace))
            Answer(LedgerVerdict.RetryLater(VerdictReason.HeldElsewhere));
        else
            world.Feed(machine, new LedgerEvent.ReviewArrived(world.ClockOf(replica), asked));

        void Answer(LedgerVerdict answer) => TakeAnswer(world, machine, new LedgerEffect.Answer(asked.Id, answer));
    }

    public static void TakeAnswer(World world, Machine machine, LedgerEffect.Answer answer)
    {
        if (!machine.Tickets.Remove(answer.ReviewId, out var ticket))
        {
            world.Promises.Break($"{answer.ReviewId} is answered twice");
            return;
        }

        var verdict = answer.Verdict;
        if (ticket.IsAdvised && verdict.Outcome == VerdictOutcome.RetryLater && ticket.Review.Source != ReviewSource.Grant)
            verdict = verdict with { Outcome = VerdictOutcome.Allowed };

        world.Tell($"{machine} answers {verdict.Outcome} ({verdict.Reason}): {ticket.Kind} {ticket.Review.Base} to {ticket.Review.Target}");
        world.Promises.CheckAnswer(machine, ticket, verdict);
        if (ticket.Request is not { } request || request.Phase is not (RequestPhase.InReview or RequestPhase.InGrant))
            return;

        switch (verdict.Outcome)
        {
            case VerdictOutcome.Allowed:
                Admit(world, machine, request, verdict);
                break;
            case VerdictOutcome.Refused:
                request.End(RequestResult.Refused);
                break;
            default:
                Asking.TryAgain(world, request, RequestResult.Failed);
                break;
        }
    }

    /// <summary>Another ledger still holds changes in a namespace that came from its budget.</summary>
    private static bool HoldsElsewhere(Replica replica, int cohort, string @namespace) =>
        replica.Ledgers[1 - cohort] is { Cell.Reservations: var open } && open.Any(held => held.Graph.Namespace == @namespace);

    private static void Admit(World world, Machine machine, Request request, LedgerVerdict verdict)
    {
        var picture = world.Promises.PictureOf(machine.Replica);
        world.Promises.LetEscape(verdict.Reason == VerdictReason.Ungoverned ? default : picture, machine.Cohort, request.Slot);
        world.Promises.LetPassUnjudged(picture, request, verdict);
        var before = world.Promises.Bounds();
        request.Phase = request.Phase == RequestPhase.InGrant ? RequestPhase.Granted : RequestPhase.Admitted;
        world.Promises.CheckGrowth(picture, before, $"an answer of {machine}");
    }
}
