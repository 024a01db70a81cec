using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using static KubeOpsPlanner.Planning.Tests.Budgeting.Ledger.LedgerHarness;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(16, 8, 6, 8, VerdictOutcome.Allowed, VerdictReason.WithinBudget)]
    [InlineData(16, 8, 6, 9, VerdictOutcome.Refused, VerdictReason.OverBudget)]
    [InlineData(16, 8, 6, 5, VerdictOutcome.Allowed, VerdictReason.GrowsNothing)]
    [InlineData(16, 8, 6, 6, VerdictOutcome.Allowed, VerdictReason.GrowsNothing)]
    [InlineData(-1, 8, 6, 1000, VerdictOutcome.Allowed, VerdictReason.WithinBudget)]
    [InlineData(0, 0, 0, 1, VerdictOutcome.Refused, VerdictReason.OverBudget)]
    [InlineData(5, 8, 6, 7, VerdictOutcome.Refused, VerdictReason.OverBudget)]
    [InlineData(5, 8, 6, 0, VerdictOutcome.Allowed, VerdictReason.GrowsNothing)]
    public void GrowthNeedsRoomAndReductionPasses(
        int max, int chat, int from, int to, VerdictOutcome outcome, VerdictReason reason)
    {
        var ledger = new LedgerHarness([Budget(max)], [Graph("chat", chat), Graph("code", from)]);

        var verdict = ledger.Judge(Change("code", from, to));

        Assert.Equal((outcome, reason), (verdict.Outcome, verdict.Reason));
    }

    [Fact]
    public void WhatAddsNothingPassesOverACeilingThatWasLowered()
    {
        var ledger = new LedgerHarness([Budget(5)], [Graph("chat", 8)]);
        var atZero = Change("code", 0, 0, version: 0) with { Old = GpuVector.Empty };

        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(atZero).Reason);
        Assert.Equal(VerdictReason.OverBudget, ledger.Judge(Change("code", 0, 1, version: 0, id: "r2") with { Old = GpuVector.Empty }).Reason);
    }

    [Fact]
    public void PoolsWithoutGpusTakeNoPlaceInTheLedgerAndTheSameQuestionIsStillKnown()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1)]);
        var change = Change("chat", 1, 3) with { Target = GpuVector.Of(("decode", 3, 1), ("frontend", 5, 0)) };

        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(change).Reason);
        Assert.Equal("decode 3x1", Assert.Single(ledger.State.Cell!.Reservations).Target.ToString());
        Assert.Equal(VerdictReason.AlreadyReserved, ledger.Judge(change with { Id = "r2" }).Reason);
    }

    [Fact]
    public void ReplicasWithoutGpusAreHeldForTheirAdapterBecauseTheGraphMayGiveThemSome()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1, gpusPerReplica: 0)], adapters: [Adapter(1)]);

        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(Scale(1, 10)).Reason);
        var givesGpus = Change("chat", 1, 1, gpusPerReplica: 2, id: "r2") with { Old = GpuVector.Of(("decode", 1, 0)) };
        Assert.Equal((VerdictReason.OverBudget, 20), (ledger.Judge(givesGpus).Reason, ledger.Answer("r2")!.Refusal!.NeededGpus));
    }

    [Fact]
    public void ReplicasWithoutGpusAreRefusedToAnAdapterWhenTheGraphIsAboutToGiveThemSome()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1, gpusPerReplica: 0)], adapters: [Adapter(1)]);
        ledger.Judge(Change("chat", 1, 1, gpusPerReplica: 2) with { Old = GpuVector.Of(("decode", 1, 0)) });

        Assert.Equal(VerdictReason.OverBudget, ledger.Judge(Scale(1, 10, id: "r2")).Reason);
        Assert.Equal(VerdictReason.GrowsNothing, ledger.Judge(Scale(1, 1, id: "r3")).Reason);
    }

    [Fact]
    public void MoreReplicasWithoutGpusThanThoseHeldAreHeldToo()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1, gpusPerReplica: 0)], adapters: [Adapter(1)]);

        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(Scale(1, 2)).Reason);
        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(Scale(1, 3, id: "r2")).Reason);
        Assert.Equal("decode 3x0", Assert.Single(ledger.State.Cell!.Reservations).Target.ToString());
    }

    [Fact]
    public void AnAdapterOfReplicasWithoutGpusMayGrowWhateverElseIsUnknown()
    {
        var ledger = new LedgerHarness(
            [Budget(4), Budget(4, name: "team")],
            [Graph("chat", 1, gpusPerReplica: 0), Graph("code", 1, gpusPerReplica: null)],
            adapters: [Adapter(1)]);

        Assert.True(ledger.Judge(Scale(1, 10)).IsAllowed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AGraphThatIsCreatedWithoutReplicasHoldsWhatItsAdapterAsksForStoredOrOnlyAdmitted(bool isStored)
    {
        var ledger = new LedgerHarness([Budget(4)], [], adapters: isStored ? [Adapter(5)] : []);
        if (!isStored)
        {
            var adapter = Scale(0, 5);
            Assert.True(ledger.Judge(adapter with
            {
                Base = adapter.Base with { ResourceVersion = 0 },
                Old = GpuVector.Empty,
                Target = GpuVector.Of(("decode", 5, null)),
            }).IsAllowed);
        }

        var created = Change("chat", 0, 0, gpusPerReplica: 2, version: 0, id: "r2") with { Old = GpuVector.Empty };

        Assert.Equal((VerdictReason.OverBudget, 10), (ledger.Judge(created).Reason, ledger.Answer("r2")!.Refusal!.NeededGpus));
    }

    [Fact]
    public void ALostLedgerMayHaveAdmittedSuchAnAdapterSoTheCreationWaitsUntilItIsRebuilt()
    {
        var marked = LedgerCell.Blank with { Sequence = 2, RebuildingSince = 2 };
        var ledger = new LedgerHarness([Budget(4)], [], marked);

        var created = ledger.Judge(Change("chat", 0, 0, gpusPerReplica: 2, version: 0) with { Old = GpuVector.Empty });

        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.LedgerRebuilding), (created.Outcome, created.Reason));
    }

    [Fact]
    public void AnAdapterDoesNotGrowIntoAShapeThatItsGraphIsAboutToLose()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 0)], adapters: [Adapter(0)]);
        var hidesShape = Change("chat", 0, 0) with { Target = GpuVector.Of(("decode", 0, null), ("prefill", 1, 1)) };

        Assert.Equal(VerdictReason.WithinBudget, ledger.Judge(hidesShape).Reason);
        Assert.Equal(VerdictReason.UnknownShape, ledger.Judge(Scale(0, 1, id: "r2") with { Target = GpuVector.Of(("decode", 1, 1)) }).Reason);
    }

    [Fact]
    public void ARefusalCarriesTheNumbers()
    {
        var refusal = new LedgerHarness([Budget(16)], [Graph("chat", 8), Graph("code", 6)]).Judge(Change("code", 6, 12)).Refusal!;

        Assert.Equal((16, 14, 6), (refusal.MaxGpus, refusal.CommittedGpus, refusal.NeededGpus));
        Assert.Equal("inference/chat 8, inference/code 6", string.Join(", ", refusal.Charges.Select(share => $"{share.Graph} {share.Gpus}")));
    }

    [Fact]
    public void NothingIsAllowedBeforeItsWriteIsDurable()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1)]);

        ledger.Ask(Change("chat", 1, 3));
        Assert.Null(ledger.Answer());
        Assert.Equal(50ul, ledger.Write!.ExpectedVersion);
        Assert.Equal(3, Assert.Single(ledger.Write.Cell.Reservations).Target.KnownGpus);

        ledger.Confirm();
        Assert.True(ledger.Answer()!.IsAllowed);
    }

    [Fact]
    public void TheSameQuestionGetsTheSameAnswerAndHoldsNothingMore()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1)]);
        ledger.Judge(Change("chat", 1, 4));
        var write = ledger.Write;

        Assert.Equal(VerdictReason.AlreadyReserved, ledger.Judge(Change("chat", 1, 4, id: "r2")).Reason);
        Assert.Same(write, ledger.Write);
    }

    [Fact]
    public void AnotherVectorOnTheSameBaseKeepsTheLarger()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1), Graph("code", 0)]);
        ledger.Judge(Change("chat", 1, 3));
        ledger.Judge(Change("chat", 1, 4, id: "r2"));

        Assert.Equal(4, Assert.Single(ledger.State.Cell!.Reservations).Target.KnownGpus);
        Assert.True(ledger.Judge(Change("chat", 1, 2, id: "r3")).IsAllowed);
        Assert.Equal(VerdictReason.OverBudget, ledger.Judge(Change("code", 0, 1, id: "r4")).Reason);
    }

    [Fact]
    public void ADryRunAsksAndHoldsNothing()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1)]);

        Assert.True(ledger.Judge(Change("chat", 1, 4) with { IsDryRun = true }).IsAllowed);
        Assert.False(ledger.Judge(Change("chat", 1, 5, id: "r2") with { IsDryRun = true }).IsAllowed);
        Assert.Null(ledger.Write);
    }

    [Fact]
    public void AnUnknownShapeDeniesGrowthAndPermitsShrinking()
    {
        var ledger = new LedgerHarness([Budget(16)], [Graph("chat", 4, gpusPerReplica: null), Graph("code", 1)]);

        Assert.Equal(VerdictReason.UnknownShape, ledger.Judge(Change("chat", 4, 5, gpusPerReplica: null)).Reason);
        Assert.Equal(VerdictReason.UnknownShape, ledger.Judge(Change("code", 1, 2, id: "r2")).Reason);
        Assert.True(ledger.Judge(Change("chat", 4, 3, gpusPerReplica: null, id: "r3")).IsAllowed);
        Assert.True(ledger.Judge(Change("chat", 4, 4, gpusPerReplica: 2, id: "r4") with { Old = GpuVector.Of(("decode", 4, null)) }).IsAllowed);
    }

    [Fact]
    public void OverlappingBudgetsDenyGrowthNamingBothAndPermitShrinking()
    {
        var ledger = new LedgerHarness([Budget(16), Budget(8, name: "team")], [Graph("chat", 4)]);

        Assert.Equal("fleet, team", string.Join(", ", ledger.Judge(Change("chat", 4, 5)).Refusal!.Budgets));
        Assert.True(ledger.Judge(Change("chat", 4, 3, id: "r2")).IsAllowed);
    }

    [Fact]
    public void TheOperatorsOwnWritesKeepTheArithmeticOfAnAdvisoryBudget()
    {
        var ledger = new LedgerHarness([Budget(4, mode: EnforcementMode.Advisory)], [Graph("chat", 4)]);

        var refused = ledger.Judge(Change("chat", 4, 6) with { Source = ReviewSource.Grant });

        Assert.Equal((VerdictOutcome.Refused, VerdictReason.OverBudget), (refused.Outcome, refused.Reason));
        Assert.Null(ledger.Write);
    }

    [Fact]
    public void AnAdvisoryBudgetThatCannotBeJudgedAdmitsAndSaysSo()
    {
        var marked = LedgerCell.Blank with { Sequence = 2, RebuildingSince = 2 };
        var ledger = new LedgerHarness([Budget(4, mode: EnforcementMode.Advisory)], [Graph("chat", 4)], marked);

        var admitted = ledger.Judge(Change("chat", 4, 6));
        var postponed = ledger.Judge(Change("chat", 4, 6, id: "r2") with { Source = ReviewSource.Grant });

        Assert.Equal((VerdictOutcome.Allowed, VerdictReason.LedgerRebuilding), (admitted.Outcome, admitted.Reason));
        Assert.StartsWith(
            "advisory, would be put off: the GPU ledger was missing",
            Assert.Single(LedgerMessage.Of(admitted, new LedgerAudience("inference", MaySeeBudget: false)).Warnings),
            StringComparison.Ordinal);
        Assert.Equal(VerdictOutcome.RetryLater, postponed.Outcome);
    }

    [Fact]
    public void AnAdvisoryBudgetAdmitsChargesAndSaysWhatItWouldHaveRefused()
    {
        var ledger = new LedgerHarness([Budget(4, mode: EnforcementMode.Advisory)], [Graph("chat", 4)]);

        var verdict = ledger.Judge(Change("chat", 4, 6));

        Assert.True(verdict.IsAllowed);
        Assert.StartsWith(
            "advisory, would be refused: GlobalBudget \"fleet\" allows 4 GPUs; 4 are committed",
            Assert.Single(LedgerMessage.Of(verdict, new("inference", false)).Warnings),
            StringComparison.Ordinal);
        Assert.Single(ledger.State.Cell!.Reservations);
    }

    [Theory]
    [InlineData(6, 4, false)]
    [InlineData(6, 3, true)]
    public void BelowTheFloorPassesWithAWarning(int from, int to, bool warns)
    {
        var verdict = new LedgerHarness([Budget(16, min: 4)], [Graph("chat", from)]).Judge(Change("chat", from, to));

        Assert.True(verdict.IsAllowed);
        Assert.Equal(warns, verdict.FloorBreach is not null);
    }

    [Fact]
    public void ASwapInsideOneGraphPassesOverTheCeiling()
    {
        var spec = GpuVector.Of(("prefill", 4, 1), ("decode", 2, 1));
        var ledger = new LedgerHarness([Budget(4)], [new GraphFacts(Chat, "uid-chat", 10, spec, GpuVector.Empty)]);

        var verdict = ledger.Judge(Change("chat", 0, 0) with { Old = spec, Target = GpuVector.Of(("prefill", 2, 1), ("decode", 4, 1)) });

        Assert.Equal((VerdictOutcome.Allowed, VerdictReason.Swap), (verdict.Outcome, verdict.Reason));
        Assert.Single(ledger.State.Cell!.Reservations);
    }

    [Fact]
    public void ASwapIsGrowthWhereAnAdapterHoldsThePoolThatShrinks()
    {
        var spec = GpuVector.Of(("prefill", 2, 1), ("decode", 4, 1));
        var ledger = new LedgerHarness(
            [Budget(6)],
            [new GraphFacts(Chat, "uid-chat", 10, spec, GpuVector.Empty)],
            adapters: [new AdapterFacts("inference", "chat-decode", "ad", 11, Chat, "decode", 4)]);

        var verdict = ledger.Judge(Change("chat", 0, 0) with { Old = spec, Target = GpuVector.Of(("prefill", 4, 1), ("decode", 2, 1)) });

        Assert.Equal(VerdictReason.OverBudget, verdict.Reason);
        Assert.Equal(2, verdict.Refusal!.NeededGpus);
    }

    [Fact]
    public void ARefusalThatWaitedForItsWriteStandsWhenTheBudgetOnlyAdvisesByThen()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1)]);
        ledger.Ask(Change("code", 0, 2, version: 0, id: "first") with { Old = GpuVector.Empty });
        ledger.Ask(Change("chat", 1, 2, id: "fits"));
        ledger.Ask(Change("chat", 1, 4, id: "does not"));
        ledger.Confirm();
        var edit = Budget(4, mode: EnforcementMode.Advisory) with { Generation = 2 };
        ledger.Send(new LedgerEvent.BudgetsObserved(ledger.Now, [edit], 101));
        ledger.Confirm();

        Assert.True(ledger.Answer("fits")!.IsAllowed);
        Assert.Equal((VerdictOutcome.Refused, VerdictReason.OverBudget), (ledger.Answer("does not")!.Outcome, ledger.Answer("does not")!.Reason));
        Assert.DoesNotContain(ledger.State.Cell!.Reservations, held => held.Target.KnownGpus == 4);
    }

    [Fact]
    public void AGraphThatNoBudgetOfThisLedgerGovernsAnyMoreIsAskedAboutAgain()
    {
        var ledger = new LedgerHarness([Budget(4)], []);
        var review = Change("chat", 0, 8, version: 0) with { Graph = new("elsewhere", "chat") };

        var verdict = ledger.Judge(review);

        Assert.Equal((VerdictOutcome.RetryLater, VerdictReason.Ungoverned), (verdict.Outcome, verdict.Reason));
        Assert.Null(ledger.Write);
    }

    [Fact]
    public void AChangeFromAVersionThatTheObjectHasLeftPassesBecauseItCannotBeStored()
    {
        var ledger = new LedgerHarness([Budget(4)], [Graph("chat", 1, version: 12)]);

        Assert.Equal(VerdictReason.BaseMovedOn, ledger.Judge(Change("chat", 1, 9, version: 11)).Reason);
        Assert.Null(ledger.Write);
    }

    private static AdapterFacts Adapter(int replicas) => new("inference", "chat-decode", "uid-adapter", 10, Chat, "decode", replicas);

    private static LedgerReview Scale(int from, int to, string id = "r1") => new(
        id,
        new ReservationBase(GovernedKind.Adapter, "inference", "chat-decode", "uid-adapter", 10),
        Chat,
        GpuVector.Of(("decode", from, 0)),
        GpuVector.Of(("decode", to, 0)));
}
