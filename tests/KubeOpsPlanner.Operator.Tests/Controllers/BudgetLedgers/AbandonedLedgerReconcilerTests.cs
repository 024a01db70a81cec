using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Controllers.BudgetLedgers;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Operator.Tests.Controllers.BudgetLedgers;

public sealed class AbandonedLedgerReconcilerTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = ObjectKey.Cluster("fleet");

    private readonly ClusterInMemory _cluster = new();
    private readonly HandDrivenTime _time = new();
    private Replica? _replica;
    private AbandonedLedgerReconciler? _reconciler;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_replica is not null)
            await _replica.DisposeAsync();
    }

    [Fact]
    public async Task A_ledger_without_a_budget_is_removed_when_every_replica_can_know()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));

        Assert.Equal(10, await ReconcileAsync());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, await ReconcileAsync());
        Assert.NotNull(_cluster.Find(Kinds.BudgetLedgers.Api, Key));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ReconcileAsync());
        Assert.Null(_cluster.Find(Kinds.BudgetLedgers.Api, Key));
    }

    [Fact]
    public async Task One_with_reservations_is_kept_until_nothing_admitted_can_still_be_stored()
    {
        var held = new Reservation(
            new ReservationBase(GovernedKind.Graph, "inference", "chat", "uid-1", 7), new GraphId("inference", "chat"),
            GpuVector.Of(("worker", 3, 1)), IsGrant: false);
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.Ledger("fleet", LedgerCell.Blank with { Sequence = 1, Reservations = [held] }));

        Assert.Equal(85, await ReconcileAsync());
        _time.Advance(TimeSpan.FromSeconds(84));
        Assert.Equal(1, await ReconcileAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ReconcileAsync());
        Assert.Null(_cluster.Find(Kinds.BudgetLedgers.Api, Key));
    }

    [Fact]
    public async Task A_ledger_of_a_budget_is_kept_also_when_the_budget_only_names_it_as_its_cohort()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        var budget = Samples.Budget("tenants", 8, "inference");
        budget["spec"]!["cohort"] = "fleet";
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);

        Assert.Null(await ReconcileAsync());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await ReconcileAsync());
        Assert.NotNull(_cluster.Find(Kinds.BudgetLedgers.Api, Key));
    }

    private async Task<double?> ReconcileAsync()
    {
        _replica ??= await new Replica(_cluster, _time).StartAsync();
        _reconciler ??= new AbandonedLedgerReconciler(
            _replica.Ledgers, _replica.Ledger, LedgerRules.Default, _cluster, _time, NullLogger<AbandonedLedgerReconciler>.Instance);
        return (await _reconciler.ReconcileAsync(Key, default)).RequeueAfter?.TotalSeconds;
    }
}
