using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using static KubeOpsPlanner.Planning.Tests.Budgeting.Ledger.LedgerHarness;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

public sealed class LedgerMachineTests
{
    private readonly LedgerHarness _ledger = new([Budget(6)], [Graph("chat", 1), Graph("code", 1)]);

    [Fact]
    public void OneWriteIsInFlightAndTheRestFollowAsOneBatch()
    {
        _ledger.Ask(Change("chat", 1, 2, id: "r1"));
        _ledger.Ask(Change("code", 1, 2, id: "r2"));
        _ledger.Ask(Change("chat", 1, 3, id: "r3"));
        Assert.Single(_ledger.Effects.OfType<LedgerEffect.WriteCell>());

        _ledger.Confirm();
        Assert.Equal(2, _ledger.Effects.OfType<LedgerEffect.WriteCell>().Count());
        _ledger.Confirm();
        Assert.All(["r1", "r2", "r3"], id => Assert.True(_ledger.Answer(id)!.IsAllowed));
    }

    [Fact]
    public void AConflictIsReadLiveAndJudgedAgainAgainstWhatOthersReserved()
    {
        _ledger.Ask(Change("chat", 1, 4));
        _ledger.Send(new LedgerEvent.CellWriteConflicted(_ledger.Now, _ledger.Write!.Number));
        Assert.Equal(2, _ledger.Effects.OfType<LedgerEffect.ReadCell>().Count());

        var taken = new Reservation(Change("code", 1, 4).Base, new("inference", "code"), GpuVector.Of(("decode", 4, 1)), false);
        var cell = _ledger.State.Cell! with { Sequence = 3, Reservations = [taken] };
        _ledger.Send(new LedgerEvent.CellRead(_ledger.Now, cell, 51, StampOf(cell)));

        Assert.Equal((VerdictOutcome.Refused, 5), (_ledger.Answer()!.Outcome, _ledger.Answer()!.Refusal!.CommittedGpus));
    }

    [Fact]
    public void AReviewThatLosesEveryWriteIsAskedToComeAgain()
    {
        _ledger.Ask(Change("chat", 1, 4));
        for (var attempt = 0; attempt < LedgerRules.Default.WriteAttempts; attempt++)
        {
            _ledger.Send(new LedgerEvent.CellWriteConflicted(_ledger.Now, _ledger.Write!.Number));
            var cell = _ledger.State.Cell!;
            _ledger.Send(new LedgerEvent.CellRead(
                _ledger.Now, cell with { Sequence = cell.Sequence + 1 }, _ledger.State.CellVersion + 1, new("uid-ledger", cell.Sequence + 1)));
        }

        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.Contended), (_ledger.Answer()!.Outcome, _ledger.Answer()!.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AWriteWithoutAnAnswerIsLookedForInTheCell(bool tookEffect)
    {
        _ledger.Ask(Change("chat", 1, 4));
        var write = _ledger.Write!;
        var before = _ledger.State.Cell!;
        _ledger.Send(new LedgerEvent.CellWriteUnknown(_ledger.Now, write.Number));
        Assert.Null(_ledger.Answer());

        var found = tookEffect ? write.Cell : before;
        _ledger.Send(new LedgerEvent.CellRead(_ledger.Now, found, tookEffect ? 51ul : 50ul, StampOf(found)));

        Assert.Equal(tookEffect, _ledger.Answer() is not null);
        Assert.Equal(tookEffect, _ledger.Write == write);
    }

    [Fact]
    public void AReplicaBehindTheWatermarkWaitsThenReadsLiveThenSaysComeAgain()
    {
        var ledger = new LedgerHarness([Budget(6)], [Graph("chat", 1)], Cell(new StoreVersions(120, 1, 1)));
        ledger.Ask(Change("chat", 1, 2));
        Assert.DoesNotContain(ledger.Effects, effect => effect is LedgerEffect.ListLive);

        ledger.Wait(1);
        Assert.Single(ledger.Effects.OfType<LedgerEffect.ListLive>());
        ledger.Send(new LedgerEvent.LiveListed(ledger.Now, new([Graph("chat", 1)], [], [Budget(6)], new(119, 119, 119))));

        Assert.Equal(VerdictReason.StoreBehind, ledger.Answer()!.Reason);
    }

    [Fact]
    public void AReplicaThatReachesTheWatermarkInTimeDecides()
    {
        var ledger = new LedgerHarness([Budget(6)], [Graph("chat", 1)], Cell(new StoreVersions(120, 1, 1)));
        ledger.Ask(Change("chat", 1, 2));
        ledger.Send(new LedgerEvent.StoreAdvanced(ledger.Now, StoreKind.Graphs, 120));

        ledger.Confirm();
        Assert.True(ledger.Answer()!.IsAllowed);
    }

    [Fact]
    public void AnObjectThatTheStoreHasNotSeenIsReadLive()
    {
        _ledger.Ask(Change("chat", 2, 3, version: 110));
        _ledger.Wait(1);
        var start = Assert.Single(_ledger.Effects.OfType<LedgerEffect.ReadObject>()).Base;

        _ledger.Send(new LedgerEvent.ObjectRead(_ledger.Now, start, Graph("chat", 2, version: 110), null));
        _ledger.Confirm();
        Assert.True(_ledger.Answer()!.IsAllowed);
    }

    [Fact]
    public void SettlingRaisesTheWatermarkToWhereItShows()
    {
        _ledger.Judge(Change("chat", 1, 3));
        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("chat", 3, version: 130)));

        Assert.Empty(_ledger.Write!.Cell.Reservations);
        Assert.Equal(130ul, _ledger.Write.Cell.Watermark.Graphs);
    }

    /// <summary>
    /// Found by the explorer: a replica that had not seen a graph deleted measured the graph's next creation against it,
    /// after another had given the room away.
    /// </summary>
    [Fact]
    public void WhoDecidesNextMustHaveSeenWhatThisDecisionRestsOn()
    {
        _ledger.Send(new LedgerEvent.GraphDeleted(_ledger.Now, new("inference", "code"), "uid-code"));
        _ledger.Ask(Change("chat", 1, 6));
        Assert.Null(_ledger.Write);

        _ledger.Send(new LedgerEvent.StoreAdvanced(_ledger.Now, StoreKind.Graphs, 120));
        Assert.Equal(120ul, _ledger.Write!.Cell.Watermark.Graphs);
    }

    /// <summary>Only changes count: how far a bookmark or a list came is nothing that other watches are sure to tell.</summary>
    [Fact]
    public void ADecisionDoesNotMakeOthersWaitForABookmark()
    {
        _ledger.Send(new LedgerEvent.StoreAdvanced(_ledger.Now, StoreKind.Graphs, 200));
        _ledger.Ask(Change("chat", 1, 2));
        Assert.Equal(10ul, _ledger.Write!.Cell.Watermark.Graphs);
    }

    /// <summary>Found by the explorer: the reservation that a refusal named was never made.</summary>
    [Fact]
    public void ARefusalThatRestsOnItsOwnBatchWaitsForTheWrite()
    {
        _ledger.Ask(Change("chat", 1, 2, id: "r1"));
        _ledger.Ask(Change("code", 1, 4, id: "r2"));
        _ledger.Ask(Change("chat", 1, 3, id: "r3"));
        _ledger.Confirm();
        Assert.Null(_ledger.Answer("r3"));

        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("code", 1, version: 110)));
        _ledger.Send(new LedgerEvent.CellWriteConflicted(_ledger.Now, _ledger.Write!.Number));
        var cell = _ledger.State.Cell!;
        _ledger.Send(new LedgerEvent.CellRead(
                _ledger.Now, cell with { Sequence = cell.Sequence + 1 }, _ledger.State.CellVersion + 1, new("uid-ledger", cell.Sequence + 1)));
        Assert.Equal(VerdictReason.BaseMovedOn, _ledger.Answer("r2")!.Reason);
        _ledger.Confirm();
        Assert.Equal(VerdictReason.WithinBudget, _ledger.Answer("r3")!.Reason);
    }

    [Fact]
    public void AnOverdueUpdateIsFencedAfter75Seconds()
    {
        _ledger.Judge(Change("chat", 1, 3));
        _ledger.Wait(74.9);
        Assert.DoesNotContain(_ledger.Effects, effect => effect is LedgerEffect.Fence);

        _ledger.Wait(0.1);
        var start = Assert.Single(_ledger.Effects.OfType<LedgerEffect.Fence>()).Base;
        Assert.Single(_ledger.State.Cell!.Reservations);

        _ledger.Send(new LedgerEvent.FenceCompleted(_ledger.Now, start, 140));
        Assert.Empty(_ledger.Write!.Cell.Reservations);
        Assert.Equal(140ul, _ledger.Write.Cell.Watermark.Graphs);
    }

    /// <summary>Found by the explorer: the fence shows a version that this replica's own store has not reached.</summary>
    [Fact]
    public void AFencedReservationIsNotDroppedAndDecidedUponInOneWrite()
    {
        _ledger.Judge(Change("chat", 1, 5));
        _ledger.Wait(75);
        _ledger.Ask(Change("code", 1, 5, id: "r2"));
        Assert.Equal(VerdictReason.OverBudget, _ledger.Answer("r2")!.Reason);
        _ledger.Send(new LedgerEvent.FenceCompleted(_ledger.Now, Change("chat", 1, 5).Base, 140));
        _ledger.Ask(Change("code", 1, 5, id: "r3"));
        _ledger.Confirm();
        Assert.Null(_ledger.Answer("r3"));

        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("chat", 5, version: 140)));
        _ledger.Send(new LedgerEvent.StoreAdvanced(_ledger.Now, StoreKind.Graphs, 140));
        Assert.Equal(VerdictReason.OverBudget, _ledger.Answer("r3")!.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnOverdueCreationIsDroppedOnlyWhenALiveReadShowsNoSuchObject(bool isMissing)
    {
        _ledger.Judge(Change("new", 0, 2, version: 0) with { Old = GpuVector.Empty });
        _ledger.Wait(75);
        var start = Assert.Single(_ledger.Effects.OfType<LedgerEffect.ReadObject>()).Base;

        _ledger.Send(new LedgerEvent.ObjectRead(_ledger.Now, start, isMissing ? null : Graph("new", 2, version: 110), null));

        Assert.Empty(_ledger.Write!.Cell.Reservations);
        Assert.Equal(isMissing ? 10ul : 110ul, _ledger.Write.Cell.Watermark.Graphs);
        Assert.Equal(isMissing ? 2 : 4, _ledger.State.View.Totals["fleet"].Gpus);
    }

    [Fact]
    public void AGrantIsReservedAndThenRedeemedWithoutAWrite()
    {
        Assert.True(_ledger.Judge(Change("chat", 1, 3) with { Source = ReviewSource.Grant }).IsAllowed);
        Assert.True(Assert.Single(_ledger.State.Cell!.Reservations).IsGrant);
        var write = _ledger.Write;

        Assert.Equal(VerdictReason.AlreadyReserved, _ledger.Judge(Change("chat", 1, 3, id: "r2") with { Source = ReviewSource.Operator }).Reason);
        Assert.Same(write, _ledger.Write);
    }

    [Fact]
    public void AGrantThatThisReplicaHasNotSeenIsLookedForLive()
    {
        _ledger.Effects.Clear();
        _ledger.Ask(Change("chat", 1, 6) with { Source = ReviewSource.Operator });
        Assert.Single(_ledger.Effects.OfType<LedgerEffect.ReadCell>());
        Assert.Null(_ledger.Write);

        var grant = new Reservation(Change("chat", 1, 6).Base, Chat, GpuVector.Of(("decode", 6, 1)), true);
        _ledger.Send(new LedgerEvent.CellRead(_ledger.Now, _ledger.State.Cell! with { Sequence = 3, Reservations = [grant] }, 51, new("uid-ledger", 3)));

        Assert.Equal(VerdictReason.AlreadyReserved, _ledger.Answer()!.Reason);
    }

    [Fact]
    public void ACeilingBindsFromTheWriteThatRecordsItsGeneration()
    {
        _ledger.Send(new LedgerEvent.BudgetsObserved(_ledger.Now, [Budget(3) with { Generation = 2 }], 160));

        Assert.Equal(2, _ledger.Write!.Cell.BudgetGenerations["fleet"].Generation);
        Assert.Equal(160ul, _ledger.Write.Cell.Watermark.Budgets);
        _ledger.Confirm();
        Assert.Equal(VerdictReason.OverBudget, _ledger.Judge(Change("chat", 1, 3)).Reason);
    }

    [Fact]
    public void AReviewIsAnsweredEvenWhenTheLedgerNeverIs()
    {
        _ledger.Ask(Change("chat", 1, 2));
        _ledger.Send(new LedgerEvent.CellWriteUnknown(_ledger.Now, _ledger.Write!.Number));
        _ledger.Wait(5);

        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.LedgerUnavailable), (_ledger.Answer()!.Outcome, _ledger.Answer()!.Reason));
    }

    [Fact]
    public void OpenCreationsAreCappedPerNamespace()
    {
        var ledger = new LedgerHarness([Budget(-1)], []);
        var verdicts = Enumerable.Range(0, LedgerRules.Default.OpenCreationsPerNamespace + 1)
            .Select(index => ledger.Judge(Change($"g{index}", 0, 1, version: 0, id: $"r{index}") with { Old = GpuVector.Empty }))
            .ToList();

        Assert.All(verdicts[..^1], verdict => Assert.True(verdict.IsAllowed));
        Assert.Equal(VerdictReason.TooManyOpen, verdicts[^1].Reason);
    }

    /// <summary>Found by the explorer: a namespace left while a list was under way, and was charged again for good; or the news came after it and was lost.</summary>
    [Fact]
    public void WhichNamespacesMatchIsForTheStoresToSayAlsoAfterALiveList()
    {
        _ledger.Send(new LedgerEvent.BudgetsObserved(_ledger.Now, [Budget(6) with { Namespaces = [] }], 100));
        _ledger.Send(new LedgerEvent.LiveListed(_ledger.Now, new([Graph("chat", 1), Graph("code", 1)], [], [Budget(6)], new(170, 170, 170))));
        Assert.Equal(0, _ledger.State.View.Totals["fleet"].Gpus);

        _ledger.Send(new LedgerEvent.BudgetsObserved(_ledger.Now, [Budget(6)], 100));
        Assert.Equal(2, _ledger.State.View.Totals["fleet"].Gpus);

        _ledger.Send(new LedgerEvent.BudgetsObserved(_ledger.Now, [Budget(6) with { Namespaces = [] }], 100));
        var edited = Budget(6) with { Generation = 2 };
        _ledger.Send(new LedgerEvent.LiveListed(_ledger.Now, new([Graph("chat", 1), Graph("code", 1)], [], [edited], new(180, 180, 180))));
        Assert.Equal(2, _ledger.State.View.Totals["fleet"].Gpus);
    }

    [Fact]
    public void ALiveListIsNotUndoneByASlowWatch()
    {
        _ledger.Send(new LedgerEvent.LiveListed(_ledger.Now, new([Graph("chat", 2, version: 150)], [], [Budget(6)], new(170, 170, 170))));
        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("chat", 5, version: 140)));
        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("code", 5, version: 140)));

        Assert.Equal(2, _ledger.State.View.Totals["fleet"].Gpus);
    }

    private static LedgerCell Cell(StoreVersions watermark) => LedgerCell.Blank with
    {
        Sequence = 2,
        Watermark = watermark,
        BudgetGenerations = LedgerCell.Blank.BudgetGenerations.Add("fleet", BudgetGeneration.Of(Budget(6))),
    };
}
