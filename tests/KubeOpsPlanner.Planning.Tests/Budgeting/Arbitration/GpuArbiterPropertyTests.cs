using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Arbitration;

/// <summary>Thousands of small fleets from a fixed seed; a failure names the fleet's number, which reproduces it.</summary>
public sealed class GpuArbiterPropertyTests
{
    private const int Fleets = 4000;

    [Fact]
    public void Grants_never_take_the_charge_above_the_ceiling() => ForEachFleet((fleet, result, number) =>
    {
        if (!fleet.Limits.HasCeiling || !result.Standing.ShapeKnown) return;
        var before = Charge(fleet, pool => pool.Replicas);
        var granted = result.Pools.ToDictionary(pool => pool.Id, pool => pool.Granted);
        var after = Charge(fleet, pool => granted[pool.Id]);
        Assert.True(after <= Math.Max(before, fleet.Limits.MaxGpus), $"fleet {number}: {before} to {after}, ceiling {fleet.Limits.MaxGpus}");
    });

    [Fact]
    public void Plans_exceed_the_ceiling_only_where_nothing_is_left_to_reduce() => ForEachFleet((fleet, result, number) =>
    {
        if (!fleet.Limits.IsAbove(result.Standing.PlannedGpus)) return;
        Assert.False(result.Standing.CeilingReachable);
        Assert.All(Pairs(fleet, result), pair => Assert.True(
            !pair.Pool.Writable || pair.Pool.GpusPerReplica is null || pair.Outcome.Planned <= pair.Pool.EndpointFloor, $"fleet {number}: {pair.Outcome}"));
    });

    [Fact]
    public void Nothing_is_reduced_below_its_endpoint_floor() => ForEachFleet((fleet, result, number) =>
        Assert.All(Pairs(fleet, result), pair => Assert.True(
            pair.Outcome.Granted >= Math.Min(pair.Pool.Replicas, pair.Pool.EndpointFloor), $"fleet {number}: {pair.Outcome}")));

    [Fact]
    public void Pools_without_a_plan_are_never_written() => ForEachFleet((fleet, result, number) =>
    {
        Assert.All(Pairs(fleet, result).Where(pair => !pair.Pool.Writable), pair => Assert.Equal(pair.Pool.Replicas, pair.Outcome.Granted));
        var writable = fleet.Pools.Where(pool => pool.Writable).Select(pool => pool.Id.ToString()).ToHashSet();
        Assert.All(result.Grants, grant => Assert.All(grant.Targets.Keys, component => Assert.True(writable.Contains($"{grant.Graph}/{component}"), $"fleet {number}")));
    });

    [Fact]
    public void Reductions_come_first_and_are_never_held_back() => ForEachFleet((fleet, result, number) =>
    {
        var deltas = result.Grants.Select(grant => grant.GpuDelta).ToArray();
        Assert.Equal(deltas.Order(), deltas);
        Assert.All(Pairs(fleet, result).Where(pair => pair.Outcome.Planned < pair.Pool.Replicas), pair => Assert.True(
            pair.Outcome.Granted == pair.Outcome.Planned, $"fleet {number}: {pair.Outcome}"));
    });

    [Fact]
    public void Growth_stops_at_the_plan() => ForEachFleet((fleet, result, number) =>
        Assert.All(Pairs(fleet, result).Where(pair => pair.Outcome.Planned >= pair.Pool.Replicas), pair => Assert.InRange(
            pair.Outcome.Granted, pair.Pool.Replicas, pair.Outcome.Planned)));

    [Fact]
    public void Unknown_and_unready_pools_never_grow() => ForEachFleet((fleet, result, number) =>
        Assert.All(
            Pairs(fleet, result).Where(pair => pair.Pool.GpusPerReplica is null || !pair.Pool.MayGrow),
            pair => Assert.True(pair.Outcome.Granted <= pair.Pool.Replicas, $"fleet {number}: {pair.Outcome}")));

    [Fact]
    public void The_order_of_the_input_means_nothing() => ForEachFleet((fleet, result, number) =>
    {
        var reversed = GpuArbiter.Arbitrate(fleet with { Pools = [.. fleet.Pools.Reverse()] });
        Assert.Equal(result.Pools.AsEnumerable(), reversed.Pools.AsEnumerable());
        Assert.Equal((number, result.Standing), (number, reversed.Standing));
    });

    [Fact]
    public void A_higher_ceiling_never_gives_less_in_total() => ForEachFleet((fleet, result, number) =>
    {
        if (!fleet.Limits.HasCeiling) return;
        var raised = GpuArbiter.Arbitrate(fleet with { Limits = fleet.Limits with { MaxGpus = fleet.Limits.MaxGpus + 1 } });
        Assert.True(
            raised.Standing.PlannedGpus >= result.Standing.PlannedGpus,
            $"fleet {number}: {result.Standing.PlannedGpus} at {fleet.Limits.MaxGpus}, {raised.Standing.PlannedGpus} at one more");
    });

    [Fact]
    public void A_graph_that_shifts_replicas_is_stronger_for_it() => ForEachFleet((fleet, result, number) =>
    {
        if (!result.Standing.WithinBudget) return;
        foreach (var graph in Pairs(fleet, result).Where(pair => pair.Outcome.Reason == GrantReason.Rebalanced).GroupBy(pair => pair.Pool.Id.GraphId))
        {
            var pools = Pairs(fleet, result).Where(pair => pair.Pool.Id.GraphId == graph.Key && pair.Outcome.Desired > 0).ToArray();
            double Weakest(Func<PoolOutcome, int> replicas) => pools.Min(pair => Math.Min(1, replicas(pair.Outcome) / (double)pair.Outcome.Desired));
            Assert.True(Weakest(outcome => outcome.Planned) > Weakest(outcome => outcome.Replicas), $"fleet {number}: {graph.Key} lost by it");
        }
    });

    [Fact]
    public void A_settled_fleet_stays_settled() => ForEachFleet((fleet, _, number) =>
        Assert.True(GpuArbiter.Arbitrate(Fleet.Settle(fleet)).Grants.IsEmpty, $"fleet {number} flaps"));

    private static void ForEachFleet(Action<ArbitrationSnapshot, ArbitrationResult, int> check)
    {
        for (var number = 0; number < Fleets; number++)
        {
            var fleet = Generate(new Random(number));
            check(fleet, GpuArbiter.Arbitrate(fleet), number);
        }
    }

    private static IEnumerable<(PoolState Pool, PoolOutcome Outcome)> Pairs(ArbitrationSnapshot fleet, ArbitrationResult result) =>
        fleet.Pools.Join(result.Pools, pool => pool.Id, outcome => outcome.Id, (pool, outcome) => (pool, outcome));

    private static long Charge(ArbitrationSnapshot fleet, Func<PoolState, int> replicas) =>
        fleet.OtherChargedGpus + fleet.Pools.GroupBy(pool => pool.Id.GraphId).Sum(graph => Math.Max(
            graph.Sum(pool => (long)replicas(pool) * (pool.GpusPerReplica ?? 0)),
            Math.Max(graph.Sum(pool => (long)pool.Replicas * (pool.GpusPerReplica ?? 0)), fleet.Charges.GetValueOrDefault(graph.Key))));

    private static ArbitrationSnapshot Generate(Random random)
    {
        var pools = ImmutableArray.CreateBuilder<PoolState>();
        var charges = ImmutableDictionary<GraphId, int>.Empty;
        var graphs = random.Next(1, 5);
        for (var graph = 0; graph < graphs; graph++)
        {
            foreach (var component in random.Next(3) == 0 ? new[] { "decode" } : ["prefill", "decode"])
            {
                pools.Add(new PoolState(
                    new PoolId("ns", $"g{graph}", component), random.Next(0, 7), random.Next(30) == 0 ? null : random.Next(1, 5))
                {
                    EndpointFloor = random.Next(0, 3),
                    Priority = random.Next(3) * 100,
                    Writable = random.Next(6) != 0,
                    MayGrow = random.Next(8) != 0,
                    Proposal = random.Next(6) == 0 ? null : new PoolProposal(random.Next(0, 10), TimeSpan.FromSeconds(random.Next(0, 500))),
                });
            }

            if (random.Next(4) == 0) charges = charges.Add(new GraphId("ns", $"g{graph}"), random.Next(0, 40));
        }

        var max = random.Next(5) == 0 ? -1 : random.Next(0, 60);
        var min = random.Next(2) == 0 ? -1 : random.Next(0, max < 0 ? 60 : max + 1);
        return new ArbitrationSnapshot
        {
            Limits = new GpuBand(min, max),
            Pools = pools.ToImmutable(),
            Charges = charges,
            OtherChargedGpus = random.Next(3) == 0 ? random.Next(0, 10) : 0,
        };
    }
}
