using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>The ledgers of all cohorts on this replica.</summary>
public sealed class LedgerService : BackgroundService, IBudgetLedger, ILedgerJudge
{
    private readonly LedgerFeed _feed;
    private readonly LedgerStores _stores;

    public LedgerService(
        ICluster cluster, LedgerStores stores, IEventRecorder events, OperatorHostOptions options, LedgerRules rules,
        TimeProvider time, ILogger<LedgerService> logger)
    {
        var clock = new MonotonicClock(time);
        var lists = new LedgerLists(cluster, () => Catalog);
        _stores = stores;
        _feed = new LedgerFeed(stores, Create, clock, logger);

        LedgerActor Create(string cohort, bool mustRebuild) => new(
            cohort, $"{options.Identity}/{Guid.NewGuid().ToString("N")[..16]}", rules, clock,
            new LedgerEffects(cohort, cluster, lists, events, clock, logger), logger, mustRebuild);
    }

    public BudgetCatalog? Catalog => _feed.Catalog;

    public BudgetPicture? Picture(string budget) =>
        Catalog is { } catalog && catalog.Find(budget) is { } found && _feed.Actor(found.Cohort) is { } actor
            ? PictureBuilder.Of(actor.State, budget, catalog)
            : null;

    public async Task<LedgerVerdict> JudgeAsync(string cohort, LedgerReview review, CancellationToken cancellationToken)
    {
        if (!review.GrowsNothing && ForeignReservations.AreOpen(_stores.Ledgers.List(), cohort, review.Graph.Namespace))
            return LedgerVerdict.RetryLater(VerdictReason.HeldElsewhere);

        return _feed.Actor(cohort) is { } actor
            ? await actor.AskAsync(review).WaitAsync(cancellationToken)
            : LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable);
    }

    public async Task<GrantOutcome> GrantAsync(GrantRequest request, CancellationToken cancellationToken)
    {
        if (Catalog is not { } catalog)
            return new GrantOutcome(false, true, "the operator has not yet read all budgets: try again in a moment");

        if (catalog.Find(request.Budget) is not { } budget || !budget.Governs(request.Graph.Namespace))
        {
            return new GrantOutcome(
                false, false, $"GlobalBudget \"{request.Budget}\" does not govern namespace \"{request.Graph.Namespace}\"");
        }

        var (review, refusal) = GrantReviews.Of(
            request, _stores.Graphs.Get(request.Graph), _stores.Adapters.Get(request.Base), $"grant-{Guid.NewGuid():N}");
        if (review is null)
            return refusal!;

        var governing = catalog.Governing(request.Graph.Namespace);
        if (governing.Length > 1 && !review.GrowsNothing)
            return new GrantOutcome(false, false, OverlapSentence.Of(governing, review.Graph));

        var verdict = await JudgeAsync(budget.Cohort, review, cancellationToken);
        if (verdict.IsAllowed)
            return GrantOutcome.Granted;

        var message = LedgerMessage.Of(verdict, new LedgerAudience(request.Graph.Namespace, MaySeeBudget: true));
        return new GrantOutcome(false, verdict.Outcome == VerdictOutcome.RetryLater, message.Text);
    }

    public override void Dispose()
    {
        _feed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Subscribing replays the stores, which must not hold up the start of everything else.
        await Task.Yield();
        try
        {
            await _feed.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        finally
        {
            _feed.Dispose();
        }
    }
}
