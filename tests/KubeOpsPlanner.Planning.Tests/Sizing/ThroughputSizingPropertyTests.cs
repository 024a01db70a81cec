using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class ThroughputSizingPropertyTests
{
    private const int Snapshots = 5000;

    [Fact]
    public void Growth_never_exceeds_the_ceiling() => ForEachSnapshot((snapshot, decision, number) =>
    {
        var (band, shape) = (snapshot.Limits.Band, snapshot.Shape!.Value);
        var ceiling = Math.Max(band.MaxGpus, shape.TotalGpus(snapshot.Current));
        Assert.True(!band.HasCeiling || shape.TotalGpus(decision.Desired) <= ceiling, $"snapshot {number}: {decision}");
    });

    [Fact]
    public void Endpoint_floors_hold_unless_the_ceiling_forbids_them() => ForEachSnapshot((snapshot, decision, number) =>
    {
        var feasible = !snapshot.Limits.Band.IsAbove(snapshot.Shape!.Value.TotalGpus(snapshot.Minimum));
        Assert.True(!feasible || !decision.Desired.IsBelow(snapshot.Minimum), $"snapshot {number}: {decision}");
    });

    [Fact]
    public void A_decision_that_was_carried_out_and_is_asked_again_settles() => ForEachSnapshot((snapshot, _, number) =>
    {
        for (var round = 0; round < 60; round++)
        {
            var next = ThroughputSizing.Decide(snapshot).Desired;
            if (next == snapshot.Current) return;
            snapshot = snapshot with { Current = next };
        }

        Assert.Fail($"snapshot {number} never settles: {snapshot} {ThroughputSizing.Decide(snapshot)}");
    });

    [Fact]
    public void Unmanaged_roles_are_never_touched() => ForEachSnapshot((snapshot, decision, number) =>
    {
        if (!snapshot.Mode.ManagesPrefill()) Assert.Equal((number, 0), (number, decision.Desired.Prefill));
        if (!snapshot.Mode.ManagesDecode()) Assert.Equal((number, 0), (number, decision.Desired.Decode));
    });

    [Fact]
    public void More_demand_never_asks_for_fewer_replicas() => ForEachSnapshot((snapshot, _, number) =>
    {
        if (snapshot.Forecast is not { } forecast) return;
        var last = new ReplicaPair(0, 0);
        foreach (var factor in new[] { 0.0, 0.5, 1.0, 1.2, 2.0, 5.0 })
        {
            var requests = forecast.Requests with { Point = forecast.Requests.Point * factor };
            var raw = ThroughputSizing.Decide(snapshot with { Forecast = new TrafficForecast(requests, forecast.Isl, forecast.Osl, 60) }).Raw;
            if (raw is null) return;
            Assert.False(raw.Value.IsBelow(last), $"snapshot {number} at {factor}: {raw} after {last}");
            last = raw.Value;
        }
    });

    [Fact]
    public void The_same_snapshot_gives_the_same_decision() => ForEachSnapshot((snapshot, decision, number) =>
        Assert.Equal((number, decision.Desired, decision.Reason, decision.Message), (number, ThroughputSizing.Decide(snapshot).Desired, ThroughputSizing.Decide(snapshot).Reason, ThroughputSizing.Decide(snapshot).Message)));

    [Fact]
    public void Steps_lead_from_the_demand_to_the_decision_without_a_gap() => ForEachSnapshot((snapshot, decision, number) =>
    {
        var at = decision.Raw ?? snapshot.Current;
        foreach (var step in decision.Steps)
        {
            Assert.Equal((number, at), (number, step.Before));
            Assert.NotEmpty(step.Message);
            at = step.After;
        }

        Assert.Equal((number, decision.Desired), (number, at));
    });

    private static void ForEachSnapshot(Action<SizingSnapshot, SizingDecision, int> check)
    {
        for (var number = 0; number < Snapshots; number++)
        {
            var snapshot = Generate(new Random(number));
            check(snapshot, ThroughputSizing.Decide(snapshot), number);
        }
    }

    private static SizingSnapshot Generate(Random random)
    {
        var mode = (PlanMode)random.Next(4);
        var max = random.Next(4) == 0 ? -1 : random.Next(1, 80);
        var min = random.Next(2) == 0 ? -1 : random.Next(0, max < 0 ? 60 : max + 1);
        var known = random.Next(8) != 0;
        return new SizingSnapshot
        {
            Mode = mode,
            Current = new ReplicaPair(mode.ManagesPrefill() ? random.Next(0, 30) : 0, mode.ManagesDecode() ? random.Next(0, 30) : 0),
            Gpus = new GpusPerReplica(random.Next(1, 5), random.Next(1, 5)),
            Limits = new SizingLimits(new ReplicaPair(random.Next(0, 4), random.Next(0, 4)), new GpuBand(min, max), random.Next(1, 10)),
            Forecast = known
                ? new TrafficForecast(new Forecast(random.Next(0, 2000), null, false), new Forecast(1000, null, false), new Forecast(100, null, false), 60)
                : null,
            Capacity = new PoolCapacity(
                random.Next(10) == 0 ? null : new RoleCapacity(0.5 + random.NextDouble() * 5, 100),
                random.Next(10) == 0 ? null : new RoleCapacity(0.5 + random.NextDouble() * 5, 10)),
            Backlog = random.Next(3) == 0 ? new Backlog(random.Next(0, 500), 60) { DecodingRequests = random.Next(0, 200) } : null,
            TimeToReadySeconds = random.Next(0, 300),
            ShrinkMargin = random.Next(2) * 0.1,
        };
    }
}
