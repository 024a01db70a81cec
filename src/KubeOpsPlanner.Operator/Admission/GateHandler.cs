using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Admission.Checks;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Judges every change of replicas: gathers what the checks need, runs them, then asks the ledger.</summary>
public sealed class GateHandler(
    ILedgerJudge ledger,
    GateLookups lookups,
    ComponentGate components,
    CallerPods callers,
    BudgetReaders readers,
    OperatorIdentity identity,
    DryRunLimiter dryRuns,
    PlannerOptions options,
    IEventRecorder events,
    TimeProvider time) : IAdmissionHandler
{
    private static GateDecision NotSynced => GateDecision.RetryLater(
        "NotSynced", "the operator has not yet read all budgets, and growth is not admitted before: try again in a moment");

    public async Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var decision = await DecideAsync(review, cancellationToken);
        AdmissionMetrics.Count(decision.Outcome, decision.Reason, time.GetElapsedTime(start));
        if (!review.IsDryRun && decision.Budgets.Count > 0)
            GateEvents.Record(events, review, decision);

        return decision.Verdict;
    }

    private async Task<GateDecision> DecideAsync(AdmissionReview review, CancellationToken cancellationToken)
    {
        if (review.Operation is not (AdmissionOperation.Create or AdmissionOperation.Update))
            return GateDecision.Allow("GrowsNothing");

        GateSubject? subject = null;
        try
        {
            subject = GateSubject.Read(review);
            if (subject is GateSubject.OfComponent or GateSubject.OfComponentScale)
                return await JudgeComponentAsync(review, subject, cancellationToken);

            return await QuestionAsync(subject, cancellationToken) is { } question
                ? await JudgeAsync(review, question, cancellationToken)
                : GateDecision.Allow("BaseMovedOn");
        }
        catch (MalformedReviewException error)
        {
            return GateDecision.Malformed(error.Message);
        }
        catch (ClusterException) when (subject?.OnlyShrinks == true)
        {
            // Whatever else is down, GPUs can be given back.
            return GateDecision.Allow("GrowsNothing");
        }
        catch (ClusterException error)
        {
            return GateDecision.RetryLater(
                "ClusterUnavailable", $"the operator could not read what it needs to judge this ({error.Message}): try again in a moment");
        }
    }

    /// <returns>Null when the adapter that is scaled has moved on or is gone, so that the request cannot be stored.</returns>
    private async Task<GateQuestion?> QuestionAsync(GateSubject subject, CancellationToken cancellationToken)
    {
        switch (subject)
        {
            case GateSubject.OfGraph graph:
                return GateQuestions.OfGraph(graph.Before, graph.After);
            case GateSubject.OfAdapter adapter:
                return GateQuestions.OfAdapter(adapter.Before, adapter.After, await ScaledAsync(adapter.After, cancellationToken));
            case GateSubject.OfScale scale:
                var stored = await lookups.AdapterAsync(scale.Before.Metadata, cancellationToken);
                return stored is not null
                    && stored.Metadata.Uid == scale.Before.Metadata.Uid
                    && stored.Metadata.ResourceVersion == scale.Before.Metadata.ResourceVersion
                        ? GateQuestions.OfScale(stored, scale.Before, scale.After, await ScaledAsync(stored, cancellationToken))
                        : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject, "Unknown subject.");
        }
    }

    private Task<DynamoGraphDeployment?> ScaledAsync(DynamoGraphDeploymentScalingAdapter adapter, CancellationToken cancellationToken) =>
        lookups.GraphAsync(new ObjectKey(adapter.Metadata.Namespace, adapter.GraphName), cancellationToken);

    private async Task<GateDecision> JudgeAsync(AdmissionReview review, GateQuestion question, CancellationToken cancellationToken)
    {
        if (ledger.Catalog is not { } catalog)
        {
            return question.NeedsNoLedger ? GateDecision.Allow("GrowsNothing") : NotSynced;
        }

        if (review.IsDryRun && !question.GrowsNoPool && !dryRuns.Allows(review.User))
        {
            return GateDecision.RetryLater(
                "TooManyDryRuns",
                $"\"{review.User.Username}\" asks more than {DryRunLimiter.PerSecond} dry runs a second of the gate: try again in a moment");
        }

        var snapshot = await GatherAsync(review, question, catalog, cancellationToken);
        var finding = GateChecks.Run(snapshot);
        if (finding.Reason == "PrincipalNotAllowed" && question.Base is { Kind: GovernedKind.Graph, IsCreation: false })
        {
            var graph = new ObjectKey(question.Graph.Namespace, question.Graph.Name);
            snapshot = snapshot with { StoredAdapters = await lookups.LiveAdaptersAsync(graph, cancellationToken) };
            finding = GateChecks.Run(snapshot);
        }

        return finding.Outcome switch
        {
            GateOutcome.Admit => GateDecision.Allow(finding.Reason),
            GateOutcome.AskLedger => await AskAsync(review, snapshot, advice: null, cancellationToken),
            _ when IsAdvisory(snapshot.Budgets) => await AskAsync(review, snapshot, finding, cancellationToken),
            _ => GateDecision.Refuse(finding.Reason, finding.Message, snapshot.Budgets),
        };
    }

    private async Task<GateDecision> JudgeComponentAsync(AdmissionReview review, GateSubject subject, CancellationToken cancellationToken)
    {
        if (ledger.Catalog is not { } catalog)
            return subject.OnlyShrinks ? GateDecision.Allow("GrowsNothing") : NotSynced;

        if (await components.FindAsync(review, subject, catalog, cancellationToken) is not var (finding, budgets))
            return GateDecision.Allow("BaseMovedOn");

        return finding.Outcome != GateOutcome.Refuse ? GateDecision.Allow(finding.Reason)
            : IsAdvisory(budgets) ? GateDecision.Advise(finding.Reason, $"advisory, would be refused: {finding.Message}", budgets)
            : GateDecision.Refuse(finding.Reason, finding.Message, budgets);
    }

    private async Task<GateSnapshot> GatherAsync(
        AdmissionReview review, GateQuestion question, BudgetCatalog catalog, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(question.Graph.Namespace, question.Graph.Name);
        var budgets = catalog.Governing(key.Namespace);
        var isOperator = !question.LeavesReplicasAndShape && await identity.NameAsync(cancellationToken) == review.User.Username;
        var needsCaller = question.Grows && !isOperator && budgets.Any(ManagedPairs.IsExplicit);
        return new GateSnapshot
        {
            Question = question,
            Username = review.User.Username,
            IsOperator = isOperator,
            IsMirrorPrincipal = options.MirrorPrincipals.Contains(review.User.Username, StringComparer.Ordinal),
            Caller = needsCaller ? await callers.FindAsync(review.User, cancellationToken) : null,
            Budgets = budgets,
            Ungoverned = options.Ungoverned,
            // A graph that is being created is not there to be read.
            StoredGraph = budgets.IsEmpty || question.Base is { Kind: GovernedKind.Graph, IsCreation: true }
                ? null
                : await lookups.GraphAsync(key, cancellationToken),
            StoredAdapters = budgets.IsEmpty ? [] : lookups.StoredAdapters(key),
        };
    }

    /// <param name="advice">What an advisory budget would have refused for other reasons than GPUs; the change is charged all the same.</param>
    private async Task<GateDecision> AskAsync(
        AdmissionReview review, GateSnapshot snapshot, GateFinding? advice, CancellationToken cancellationToken)
    {
        var budget = snapshot.Budgets[0];
        var source = snapshot.IsOperator ? ReviewSource.Operator : ReviewSource.Client;
        var verdict = await ledger.JudgeAsync(
            budget.Cohort, snapshot.Question.ToReview(review.Uid, source, review.IsDryRun), cancellationToken);
        if (verdict.Outcome == VerdictOutcome.RetryLater && IsAdvisory(snapshot.Budgets))
            verdict = verdict with { Outcome = VerdictOutcome.Allowed };

        var maySee = verdict.Refusal is not null && await readers.MaySeeAsync(review.User, budget.Name, cancellationToken);
        var message = LedgerMessage.Of(verdict, new LedgerAudience(review.Namespace, maySee));
        var forTenants = LedgerMessage.Of(verdict, new LedgerAudience(review.Namespace, MaySeeBudget: false));
        var reason = verdict.Reason.ToString();
        return verdict.Outcome switch
        {
            VerdictOutcome.Allowed when advice is not null =>
                GateDecision.Advise(advice.Reason, $"advisory, would be refused: {advice.Message}", snapshot.Budgets),
            VerdictOutcome.Allowed when verdict.Refusal is not null =>
                GateDecision.Advise(reason, message.Warnings[0], [budget]) with { ForTenants = forTenants.Warnings[0] },
            VerdictOutcome.Allowed when verdict.IsUndecided => GateDecision.Advise(reason, message.Warnings[0], []),
            VerdictOutcome.Allowed => GateDecision.Allow(reason, [.. message.Warnings]),
            VerdictOutcome.Refused => GateDecision.Refuse(reason, message.Text, [budget]) with { ForTenants = forTenants.Text },
            _ => GateDecision.RetryLater(reason, message.Text),
        };
    }

    private static bool IsAdvisory(IReadOnlyList<GovernedBudget> budgets) =>
        budgets.Count > 0 && budgets.All(budget => budget.Spec.Mode == BudgetMode.Advisory);
}
