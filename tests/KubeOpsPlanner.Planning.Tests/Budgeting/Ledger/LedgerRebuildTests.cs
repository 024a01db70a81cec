using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using static KubeOpsPlanner.Planning.Tests.Budgeting.Ledger.LedgerHarness;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

/// <summary>What happens to a ledger that is missing, new, rewound or written by somebody else.</summary>
public sealed class LedgerRebuildTests
{
    private readonly LedgerHarness _ledger = new([Budget(6)], [Graph("chat", 1), Graph("code", 1)]);

    [Theory]
    [InlineData(60)]
    [InlineData(50)]
    public void AMissingLedgerDeniesGrowthFor75SecondsAndIsRebuiltFromALiveList(ulong seenMissingAt)
    {
        _ledger.Send(new LedgerEvent.CellObserved(_ledger.Now, null, seenMissingAt, CellStamp.None));
        Assert.Single(_ledger.Effects.OfType<LedgerEffect.ReportTampering>());
        Assert.Equal(0ul, _ledger.Write!.ExpectedVersion);
        _ledger.Send(new LedgerEvent.CellWritten(_ledger.Now, _ledger.Write.Number, 61, new("uid-again", 1)));

        Assert.Equal(VerdictReason.LedgerRebuilding, _ledger.Judge(Change("chat", 1, 2)).Reason);
        Assert.True(_ledger.Judge(Change("chat", 1, 0, id: "r2")).IsAllowed);

        _ledger.Wait(75);
        Assert.Single(_ledger.Effects.OfType<LedgerEffect.ListLive>());
        _ledger.Send(new LedgerEvent.LiveListed(_ledger.Now, new([Graph("chat", 5, version: 150)], [], [Budget(6)], new(170, 170, 170))));
        _ledger.Confirm();

        Assert.Equal(new StoreVersions(170, 170, 170), _ledger.State.Cell!.Watermark);
        Assert.Equal(VerdictReason.OverBudget, _ledger.Judge(Change("chat", 5, 7, version: 150, id: "r3")).Reason);
        _ledger.Confirm();
        Assert.True(_ledger.Judge(Change("chat", 5, 6, version: 150, id: "r4")).IsAllowed);
    }

    [Fact]
    public void ABudgetThatWasNeverInForceNamesItsFirstLedgerAndDoesNotWait()
    {
        var budget = Budget(3) with { FirstLedger = null };
        var ledger = new LedgerHarness([budget], [Graph("chat", 1)], hasCell: false);
        Assert.Equal((0ul, 1L, 1L), (ledger.Write!.ExpectedVersion, ledger.Write.Cell.Sequence, ledger.Write.Cell.RebuildingSince));
        ledger.Ask(Change("chat", 1, 3));
        ledger.ConfirmAll();
        Assert.Equal(
            new LedgerEffect.RecordLedger("fleet", "uid-fleet", "uid-ledger"),
            Assert.Single(ledger.Effects.OfType<LedgerEffect.RecordLedger>()));
        Assert.Empty(ledger.Effects.OfType<LedgerEffect.ListLive>());

        ledger.Send(new LedgerEvent.LedgerRecorded(ledger.Now, "uid-fleet", "uid-ledger"));
        ledger.Send(new LedgerEvent.LiveListed(ledger.Now, new([Graph("chat", 1)], [], [budget], new(101, 101, 101))));
        ledger.ConfirmAll();

        Assert.Equal(VerdictReason.WithinBudget, ledger.Answer()!.Reason);
        Assert.Null(ledger.State.Cell!.RebuildingSince);
        Assert.Empty(ledger.Effects.OfType<LedgerEffect.ReportTampering>());
    }

    [Theory]
    [InlineData("uid-before")]
    [InlineData("")]
    public void ABudgetThatHadALedgerHasLostIt(string firstLedger)
    {
        BudgetLimits[] budgets =
            [Budget(3, name: "a") with { FirstLedger = null }, Budget(3, name: "b") with { FirstLedger = firstLedger, Namespaces = [] }];
        var ledger = new LedgerHarness(budgets, [Graph("chat", 1)], hasCell: false);
        ledger.Confirm();
        ledger.Send(new LedgerEvent.LedgerRecorded(ledger.Now, "uid-a", "uid-ledger"));

        Assert.Equal(VerdictReason.LedgerRebuilding, ledger.Judge(Change("chat", 1, 2)).Reason);
        Assert.Empty(ledger.Effects.OfType<LedgerEffect.ListLive>());
    }

    [Fact]
    public void ABudgetWhoseFirstLedgerIsNotTheOneInHandHasLostIt()
    {
        var ledger = new LedgerHarness([Budget(3) with { FirstLedger = null }], [Graph("chat", 1)], hasCell: false);
        ledger.Confirm();
        ledger.Send(new LedgerEvent.LedgerRecorded(ledger.Now, "uid-fleet", "uid-before"));

        Assert.Equal(VerdictReason.LedgerRebuilding, ledger.Judge(Change("chat", 1, 2)).Reason);
        ledger.Wait(75);
        Assert.Single(ledger.Effects.OfType<LedgerEffect.ListLive>());
    }

    [Fact]
    public void NothingIsAdmittedInTheNameOfABudgetThatNamesNoLedger()
    {
        _ledger.Send(new LedgerEvent.BudgetsObserved(_ledger.Now, [Budget(6) with { Uid = "uid-again", FirstLedger = null }], 120));
        _ledger.Confirm();
        _ledger.Ask(Change("chat", 1, 2));
        _ledger.Send(new LedgerEvent.LedgerRecordFailed(_ledger.Now, "uid-again"));
        Assert.Null(_ledger.Answer());

        _ledger.Wait(0.2);
        Assert.Equal(2, _ledger.Effects.OfType<LedgerEffect.RecordLedger>().Count());
        _ledger.Send(new LedgerEvent.LedgerRecorded(_ledger.Now, "uid-again", "uid-ledger"));
        _ledger.Confirm();
        Assert.Equal(VerdictReason.WithinBudget, _ledger.Answer()!.Reason);
    }

    public static TheoryData<string, LedgerCell, CellStamp> Foreign => new()
    {
        { "an older state put back", LedgerCell.Blank with { Sequence = 2 }, new("uid-ledger", 4) },
        { "an edit", LedgerCell.Blank with { Sequence = 3 }, new("uid-ledger", 4) },
        { "a copy of another ledger", LedgerCell.Blank with { Sequence = 9, Watermark = new(900, 900, 900) }, new("uid-copy", 1) },
        { "a first write without its mark", LedgerCell.Blank with { Sequence = 1 }, new("uid-copy", 1) },
        { "no cell at all", LedgerCell.Blank with { Sequence = -1 }, new("uid-ledger", 4) },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void WhatOthersWroteIsMarkedAlsoByAReplicaThatJustStarted(string what, LedgerCell found, CellStamp stamp)
    {
        var ledger = new LedgerHarness([Budget(6)], [Graph("chat", 1)], found, stamp: stamp);

        Assert.Equal(
            new LedgerEffect.ReportTampering(stamp.Generation, found.Sequence),
            Assert.Single(ledger.Effects.OfType<LedgerEffect.ReportTampering>()));
        Assert.True(ledger.Write!.Cell.RebuildingSince == stamp.Generation + 1, what);
        Assert.Equal((stamp.Generation + 1, default), (ledger.Write.Cell.Sequence, ledger.Write.Cell.Watermark));
    }

    [Fact]
    public void AServerThatWasPutBackHasItsLedgerRebuilt()
    {
        var cell = LedgerCell.Blank with { Sequence = 2 };
        var ledger = new LedgerHarness([Budget(6)], [Graph("chat", 1)], cell, mustRebuild: true);
        Assert.Equal((50ul, 3L), (ledger.Write!.ExpectedVersion, ledger.Write.Cell.RebuildingSince));
        Assert.Empty(ledger.Effects.OfType<LedgerEffect.ReportTampering>());
        ledger.Confirm();

        Assert.Equal(VerdictReason.LedgerRebuilding, ledger.Judge(Change("chat", 1, 2)).Reason);
    }

    /// <summary>Found by the schedules: a store still showed the past of a server that was put back.</summary>
    [Fact]
    public void ARebuildTakesItsWatermarkFromItsOwnListAlone()
    {
        var cell = LedgerCell.Blank with { Sequence = 2, Reservations = [new(Change("chat", 1, 4).Base, Chat, GpuVector.Empty, false)] };
        var ledger = new LedgerHarness([Budget(6)], [Graph("chat", 1)], cell, mustRebuild: true);
        ledger.ConfirmAll();
        ledger.Send(new LedgerEvent.GraphObserved(ledger.Now, Graph("chat", 4, version: 150)));
        Assert.Null(ledger.State.Write);

        ledger.Wait(75);
        ledger.Send(new LedgerEvent.LiveListed(ledger.Now, new([Graph("chat", 4, version: 150)], [], [Budget(6)], new(170, 170, 170))));
        Assert.Equal((null, new StoreVersions(170, 170, 170)), (ledger.Write!.Cell.RebuildingSince, ledger.Write.Cell.Watermark));
        ledger.ConfirmAll();
        Assert.Empty(ledger.State.Cell!.Reservations);
    }

    [Fact]
    public void ACellThatIsOlderThanWhenItsReadBeganComesFromAServerThatWasPutBack()
    {
        _ledger.Ask(Change("chat", 1, 4));
        _ledger.Send(new LedgerEvent.CellWriteConflicted(_ledger.Now, _ledger.Write!.Number));
        var older = LedgerCell.Blank with { Sequence = 2 };
        _ledger.Send(new LedgerEvent.CellRead(_ledger.Now, older, 49, StampOf(older)));

        Assert.Equal((49ul, 3L), (_ledger.Write!.ExpectedVersion, _ledger.Write.Cell.RebuildingSince));
    }

    /// <summary>A ledger may be lost without a replica's noticing; what it allows must be over before the ledger is rebuilt.</summary>
    [Theory]
    [InlineData(15, true)]
    [InlineData(15.1, false)]
    public void WhatTheCellAloneAnswersRestsOnACellThatWasStoredALittleWhileAgo(double seconds, bool isRecent)
    {
        Assert.True(_ledger.Judge(Change("chat", 1, 2)).IsAllowed);
        _ledger.Wait(seconds);
        _ledger.Effects.Clear();
        _ledger.Ask(Change("chat", 1, 2, id: "again"));
        Assert.Equal(isRecent ? VerdictReason.AlreadyReserved : null, _ledger.Answer("again")?.Reason);
        Assert.Equal(isRecent ? 0 : 1, _ledger.Effects.OfType<LedgerEffect.ReadCell>().Count());

        _ledger.Send(new LedgerEvent.CellRead(_ledger.Now, _ledger.State.Cell!, _ledger.State.CellVersion, StampOf(_ledger.State.Cell!)));
        Assert.Equal(VerdictReason.AlreadyReserved, _ledger.Answer("again")?.Reason);
    }

    [Fact]
    public void AListThatShowsLessThanTheStoresDidDoesNotEndARebuild()
    {
        _ledger.Send(new LedgerEvent.CellObserved(_ledger.Now, null, 60, CellStamp.None));
        _ledger.ConfirmAll();
        _ledger.Wait(75);
        _ledger.Send(new LedgerEvent.LiveListed(_ledger.Now, new([Graph("chat", 1)], [], [Budget(6)], new(40, 40, 40))));
        _ledger.Wait(1);

        Assert.Null(_ledger.State.Write);
        Assert.NotNull(_ledger.State.Cell!.RebuildingSince);
        _ledger.Wait(75);
        Assert.Equal(2, _ledger.Effects.OfType<LedgerEffect.ListLive>().Count());
    }
}
