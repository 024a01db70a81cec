using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using static KubeOpsPlanner.Planning.Tests.Budgeting.Ledger.LedgerHarness;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

/// <summary>Component deployments count where no graph stands for them, whatever the order in which the watches show both.</summary>
public sealed class ComponentChargeTests
{
    private readonly LedgerHarness _ledger = new([Budget(9)], [Graph("chat", 3)]);

    private long Charged => _ledger.State.View.Totals["fleet"].Gpus;

    [Fact]
    public void ItIsInTheChargeOfItsGraphUntilThatIsGone()
    {
        See(OfChat(2));
        Assert.Equal(3, Charged);

        DeleteChat();
        Assert.Equal(2, Charged);

        Forget(OfChat(2));
        Assert.Equal(0, Charged);
    }

    [Fact]
    public void OneThatIsSeenAfterItsGraphWentCountsAndOneBeforeItsGraphCameDoesUntilThen()
    {
        DeleteChat();
        See(OfChat(2));
        Assert.Equal(2, Charged);

        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("chat", 3, version: 120)));
        Assert.Equal(3, Charged);
    }

    [Fact]
    public void AGraphThatWasMadeAgainUnderTheNameDoesNotStandForIt()
    {
        See(OfChat(2));
        _ledger.Send(new LedgerEvent.GraphObserved(_ledger.Now, Graph("chat", 1, version: 120) with { Uid = "uid-again" }));
        Assert.Equal(1 + 2, Charged);
    }

    [Fact]
    public void OneThatStandsAloneCountsWithItsShape()
    {
        See(new ComponentFacts(new("inference", "dcd/alone"), "uid-alone", null, "", GpuVector.Of(("alone", 2, 2))));
        Assert.Equal(3 + 4, Charged);
        See(new ComponentFacts(new("inference", "dcd/alone"), "uid-alone", null, "", GpuVector.Of(("alone", 1, 2))));
        Assert.Equal(3 + 2, Charged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AListThatShowsTheGraphGoneUncoversItAndALaterListDoesNotDropIt(bool seenBefore)
    {
        if (seenBefore)
            See(OfChat(2));

        List(at: 130);
        if (!seenBefore)
            See(OfChat(2));

        Assert.Equal(2, Charged);
        List(at: 140);
        Assert.Equal(2, Charged);
        Assert.True(_ledger.Judge(Creation("code", 7)).IsAllowed);
        Assert.Equal(VerdictOutcome.Refused, _ledger.Judge(Creation("more", 1)).Outcome);
    }

    /// <summary>A store that lists again tells of a deletion with the version that it had before.</summary>
    [Fact]
    public void AGraphsDeletionOlderThanALiveListUncoversIt()
    {
        See(OfChat(2));
        List(at: 130, Graph("chat", 3));
        DeleteChat();
        Assert.Equal(2, Charged);
    }

    /// <summary>No watch of graphs or adapters would ever show such a version, and growth would wait for a live list.</summary>
    [Fact]
    public void WhatHappensToItHoldsNoVerdictUp()
    {
        DeleteChat();
        _ledger.Send(new LedgerEvent.StoreAdvanced(_ledger.Now, StoreKind.Graphs, 110));
        See(OfChat(2));
        Assert.True(_ledger.Judge(Creation("code", 7)).IsAllowed);

        Forget(OfChat(2));
        Assert.True(_ledger.Judge(Creation("more", 2)).IsAllowed);
        Assert.Equal(110UL, _ledger.State.Cell!.Watermark.Graphs);
    }

    /// <summary>Tenants write that name, and it may be anything.</summary>
    [Fact]
    public void AnAdapterThatNamesOneAsItsGraphMakesItNoSmaller()
    {
        var component = new ComponentFacts(new("inference", "dcd/alone"), "uid-alone", null, "", GpuVector.Of(("alone", 2, 2)));
        See(component);
        _ledger.Send(new LedgerEvent.AdapterObserved(
            _ledger.Now, new AdapterFacts("inference", "odd", "uid-odd", 120, component.Id, "alone", 0)));
        Assert.Equal(3 + 4, Charged);

        Forget(component);
        _ledger.Send(new LedgerEvent.AdapterDeleted(_ledger.Now, "uid-odd"));
        Assert.Equal(3, Charged);
        Assert.Equal([Chat], _ledger.State.View.Graphs.Keys);
    }

    private static ComponentFacts OfChat(int replicas) =>
        new(new("inference", "dcd/chat-decode"), "uid-component", Chat, "uid-chat", GpuVector.Of(("decode", replicas, 1)));

    private static LedgerReview Creation(string name, int replicas) => new(
        name, new ReservationBase(GovernedKind.Graph, "inference", name, $"uid-{name}", 0), new("inference", name),
        GpuVector.Empty, GpuVector.Of(("decode", replicas, 1)));

    private void See(ComponentFacts component) => _ledger.Send(new LedgerEvent.ComponentObserved(_ledger.Now, component));

    private void Forget(ComponentFacts component) => _ledger.Send(new LedgerEvent.ComponentDeleted(_ledger.Now, component.Id, component.Uid));

    private void DeleteChat() => _ledger.Send(new LedgerEvent.GraphDeleted(_ledger.Now, Chat, "uid-chat"));

    private void List(ulong at, params GraphFacts[] graphs) => _ledger.Send(
        new LedgerEvent.LiveListed(_ledger.Now, new LiveSnapshot([.. graphs], [], [Budget(9)], new StoreVersions(at, at, at))));
}
