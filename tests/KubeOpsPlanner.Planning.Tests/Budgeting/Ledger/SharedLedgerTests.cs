using KubeOpsPlanner.Planning.Budgeting.Ledger;
using static KubeOpsPlanner.Planning.Tests.Budgeting.Ledger.LedgerHarness;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

/// <summary>How a replica leaves others their turn at the ledger.</summary>
public sealed class SharedLedgerTests
{
    private readonly LedgerHarness _replica = new([Budget(100)], [Graph("chat", 1), Graph("code", 1), Graph("docs", 1)]);

    [Fact]
    public void WhileOthersWriteTheNextWriteWaitsAndTakesAllThatCameMeanwhile()
    {
        OthersWrite();
        _replica.Ask(Change("chat", 1, 2, id: "r1"));
        _replica.Confirm();
        _replica.Ask(Change("code", 1, 2, id: "r2"));
        _replica.Ask(Change("docs", 1, 2, id: "r3"));
        Assert.Single(Writes());

        _replica.Wait(LedgerRules.Default.WritePause.TotalSeconds);

        Assert.Equal(3, Writes()[^1].Cell.Reservations.Length);
        Assert.Equal(2, Writes().Count);
    }

    [Fact]
    public void AnothersWriteEndsThePause()
    {
        OthersWrite();
        _replica.Ask(Change("chat", 1, 2, id: "r1"));
        _replica.Confirm();
        _replica.Ask(Change("code", 1, 2, id: "r2"));
        Assert.Single(Writes());

        OthersWrite();

        Assert.Equal(2, Writes().Count);
    }

    [Fact]
    public void ASlowServerMakesThePauseLonger()
    {
        OthersWrite();
        _replica.Ask(Change("chat", 1, 2, id: "r1"));
        _replica.Wait(0.02);
        _replica.Confirm();
        _replica.Ask(Change("code", 1, 2, id: "r2"));

        _replica.Wait((0.02 * LedgerRules.Default.WritePauseFactor) - 0.001);
        Assert.Single(Writes());
        _replica.Wait(0.001);
        Assert.Equal(2, Writes().Count);
    }

    [Fact]
    public void AloneAReplicaWritesAgainAtOnce()
    {
        _replica.Ask(Change("chat", 1, 2, id: "r1"));
        _replica.Confirm();
        _replica.Ask(Change("code", 1, 2, id: "r2"));

        Assert.Equal(2, Writes().Count);
    }

    [Fact]
    public void WhileOthersWriteASettlementGoesWithTheNextVerdict()
    {
        OthersWrite();
        Reserve();
        ChatIsStored();
        Assert.Single(Writes());

        _replica.Wait(LedgerRules.Default.WritePause.TotalSeconds);
        _replica.Ask(Change("code", 1, 2, id: "r2"));

        Assert.Equal(["code"], Writes()[^1].Cell.Reservations.Select(open => open.Graph.Name));
        Assert.Equal(101UL, Writes()[^1].Cell.Watermark.Graphs);
    }

    [Fact]
    public void ASettlementIsWrittenByItselfWhenNoVerdictComes()
    {
        OthersWrite();
        Reserve();
        ChatIsStored();

        _replica.Wait(LedgerRules.Default.WritePause.TotalSeconds);
        Assert.Single(Writes());
        _replica.Wait(LedgerRules.Default.SettlementPause.TotalSeconds);

        Assert.Empty(Writes()[^1].Cell.Reservations);
        Assert.Equal(2, Writes().Count);
    }

    [Fact]
    public void ACreationThatIsSoonDeletedIsSettledAllTheSame()
    {
        OthersWrite();
        var created = Change("new", 0, 2, version: 0, id: "r1");
        _replica.Ask(created);
        _replica.Confirm();
        _replica.Send(new LedgerEvent.GraphObserved(_replica.Now, Graph("new", 2, version: 101)));
        _replica.Send(new LedgerEvent.GraphDeleted(_replica.Now, created.Graph, created.Base.Uid));
        _replica.Send(new LedgerEvent.StoreAdvanced(_replica.Now, StoreKind.Graphs, 102));

        _replica.Wait(LedgerRules.Default.WritePause.TotalSeconds);
        _replica.Wait(LedgerRules.Default.SettlementPause.TotalSeconds);

        Assert.Empty(Writes()[^1].Cell.Reservations);
    }

    [Fact]
    public void ATimerThatWasEarlyIsAskedForAgain()
    {
        OthersWrite();
        Reserve();
        ChatIsStored();
        _replica.Wait(LedgerRules.Default.WritePause.TotalSeconds);
        var wished = _replica.Effects.OfType<LedgerEffect.Wake>().Last().At;

        _replica.Wait((wished - _replica.Now).TotalSeconds - 0.001);
        _replica.Effects.Clear();
        _replica.Send(new LedgerEvent.Ticked(_replica.Now));

        Assert.Equal(wished, Assert.Single(_replica.Effects.OfType<LedgerEffect.Wake>()).At);
    }

    private List<LedgerEffect.WriteCell> Writes() => [.. _replica.Effects.OfType<LedgerEffect.WriteCell>()];

    private void ChatIsStored()
    {
        _replica.Send(new LedgerEvent.GraphObserved(_replica.Now, Graph("chat", 2, version: 101)));
        _replica.Send(new LedgerEvent.StoreAdvanced(_replica.Now, StoreKind.Graphs, 101));
    }

    private void Reserve()
    {
        _replica.Ask(Change("chat", 1, 2, id: "r1"));
        _replica.Confirm();
    }

    private void OthersWrite()
    {
        var cell = _replica.State.Cell!;
        _replica.Send(new LedgerEvent.CellObserved(
            _replica.Now, cell with { Sequence = cell.Sequence + 1, Transactions = [new LedgerTransaction("another", 1)] }, _replica.State.CellVersion + 1,
            new("uid-ledger", cell.Sequence + 1)));
    }
}
