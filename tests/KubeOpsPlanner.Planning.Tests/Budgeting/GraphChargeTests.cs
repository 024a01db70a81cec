using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting;

public sealed class GraphChargeTests
{
    private static readonly GraphId Chat = new("inference", "chat");

    [Theory]
    [InlineData(4, 2, 0, 6)]
    [InlineData(4, 2, 9, 9)]
    [InlineData(0, 0, 3, 3)]
    [InlineData(0, 0, 0, 0)]
    public void IsTheLargerOfSpecAndObserved(int prefill, int decode, int observed, long charge) =>
        Assert.Equal(charge, GraphCharge.Of(Graph(prefill, decode, observed), [], []).Gpus);

    [Theory]
    [InlineData("a swap costs nothing", 2, 4, 6)]
    [InlineData("growth is held before it is seen", 4, 4, 8)]
    [InlineData("a smaller reservation frees nothing", 1, 1, 6)]
    public void AReservationOfTheGraphIsOneAlternativeToItsSpec(string why, int prefill, int decode, long charge) =>
        Assert.True(charge == GraphCharge.Of(Graph(4, 2), [], [OfGraph(7, prefill, decode)]).Gpus, why);

    [Fact]
    public void OfSeveralReservationsOnOneBaseTheLargestCounts() =>
        Assert.Equal(9, GraphCharge.Of(Graph(4, 2), [], [OfGraph(7, 4, 5), OfGraph(7, 6, 1)]).Gpus);

    [Fact]
    public void APoolIsTheLargerOfGraphAndAdapter() =>
        Assert.Equal(9, GraphCharge.Of(Graph(4, 2), [Adapter(5)], []).Gpus);

    [Fact]
    public void ReservationsOfGraphAndAdapterAddUpBecauseBothCanBeStored() =>
        Assert.Equal(13, GraphCharge.Of(Graph(4, 2), [Adapter(2)], [OfGraph(7, 8, 2), OfAdapter(5)]).Gpus);

    [Fact]
    public void AnAdapterThatRunsAheadIsCountedInTheShapeThatTheGraphWillHave() =>
        Assert.Equal(14, GraphCharge.Of(
            Graph(4, 2), [Adapter(5)], [new Reservation(BaseOf(7), Chat, GpuVector.Of(("prefill", 4, 1), ("decode", 2, 2)), false)]).Gpus);

    [Theory]
    [InlineData(2, false)]
    [InlineData(0, true)]
    public void AShapeMattersOnlyWhereThereAreReplicas(int replicas, bool isKnown) =>
        Assert.Equal(isKnown, GraphCharge.Of(
            new GraphFacts(Chat, "u", 1, GpuVector.Of(("decode", replicas, null)), GpuVector.Empty), [], []).IsShapeKnown);

    [Fact]
    public void AnAdapterAloneRunsNothing() => Assert.Equal(0, GraphCharge.Of(null, [Adapter(5)], []).Gpus);

    [Fact]
    public void NoReplicaCountWrapsAround() =>
        Assert.Equal(2L * int.MaxValue * 8, GraphCharge.Of(
            new GraphFacts(Chat, "u", 1, GpuVector.Of(("a", int.MaxValue, 8), ("b", int.MaxValue, 8)), GpuVector.Empty), [], []).Gpus);

    private static GraphFacts Graph(int prefill, int decode, int observed = 0) => new(
        Chat, "u", 7, GpuVector.Of(("prefill", prefill, 1), ("decode", decode, 1)), GpuVector.Of(("decode", observed, 1)));

    private static AdapterFacts Adapter(int replicas) => new("inference", "chat-decode", "ad", 8, Chat, "decode", replicas);

    private static Reservation OfGraph(ulong version, int prefill, int decode) =>
        new(BaseOf(version), Chat, GpuVector.Of(("prefill", prefill, 1), ("decode", decode, 1)), false);

    private static Reservation OfAdapter(int decode) => new(
        new(GovernedKind.Adapter, "inference", "chat-decode", "ad", 8), Chat, GpuVector.Of(("decode", decode, 1)), false);

    private static ReservationBase BaseOf(ulong version) => new(GovernedKind.Graph, "inference", "chat", "u", version);
}
