using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Random pools whose work a router spreads evenly over the replicas that serve.</summary>
public sealed class LoadPropertyTests
{
    private const int Pools = 2000;

    [Fact]
    public void More_work_never_asks_for_fewer_replicas() => ForEachPool((pool, number) =>
    {
        var last = new ReplicaPair(0, 0);
        foreach (var factor in new[] { 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 10.0 })
        {
            var raw = Decide(pool with { PromptTokens = pool.PromptTokens * factor, KvTokens = pool.KvTokens * factor }).Raw!.Value;
            Assert.False(raw.IsBelow(last), $"pool {number} at {factor}: {raw} after {last}, {pool}");
            last = raw;
        }
    });

    [Fact]
    public void Growth_never_exceeds_the_ceiling() => ForEachPool((pool, number) =>
    {
        var total = Gpus(pool.Current);
        var decision = Decide(pool);
        Assert.True(Gpus(decision.Desired) <= Math.Max(pool.Band.MaxGpus, total) || !pool.Band.HasCeiling, $"pool {number}: {decision}");
    });

    [Fact]
    public void No_role_goes_below_bound_and_endpoint_floor_unless_the_ceiling_forbids_it() => ForEachPool((pool, number) =>
    {
        var floor = Managed(pool, pool.Floor.AtLeast(new ReplicaPair(1, 1)));
        if (pool.Band.HasCeiling && Gpus(floor.AtLeast(pool.Current)) >= pool.Band.MaxGpus) return;
        if (pool.Band.HasFloor) return;
        Assert.False(Decide(pool).Desired.IsBelow(floor), $"pool {number}: {Decide(pool)}");
    });

    [Fact]
    public void The_same_pool_gives_the_same_decision() => ForEachPool((pool, number) =>
    {
        var (one, other) = (Decide(pool), Decide(pool));
        Assert.Equal((number, one.Desired, one.Reason, one.Message), (number, other.Desired, other.Reason, other.Message));
    });

    /// <remarks>Upstream's pools swing between N and N - 1 with thresholds: what one replica less leaves behind asks for it again.</remarks>
    [Fact]
    public void Steady_work_settles() => ForEachPool((pool, number) =>
    {
        var direction = 0;
        for (var round = 0; round < 200; round++)
        {
            var next = Decide(pool).Desired;
            if (next == pool.Current) return;

            // One role may grow past what is needed and give back; it must not grow again. Two roles may trade GPUs in between.
            var step = Math.Sign(next.Prefill + next.Decode - pool.Current.Prefill - pool.Current.Decode);
            Assert.False(direction < 0 && step > 0 && pool.Mode != PlanMode.Disagg, $"pool {number} swings at {next}: {pool}");
            direction = step;
            pool = pool with { Current = next };
        }

        Assert.Fail($"pool {number} never settles: {pool} {Decide(pool)}");
    });

    private static SizingDecision Decide(Pool pool)
    {
        var prefill = pool.Mode.ManagesPrefill()
            ? LoadSizing.OfPrefill(Role(pool.Current.Prefill, i => Queued(pool.PromptTokens / pool.Current.Prefill, i), pool.Prefill), pool.Options)
            : null;
        var decode = pool.Mode.ManagesDecode()
            ? LoadSizing.OfDecode(
                Role(
                    pool.Current.Decode,
                    i => pool.Mode == PlanMode.Agg
                        ? Both(pool.KvTokens / pool.Current.Decode, pool.PromptTokens / pool.Current.Decode, i)
                        : Kv(pool.KvTokens / pool.Current.Decode, 0, i),
                    pool.Decode),
                pool.Options,
                pool.Mode == PlanMode.Agg)
            : null;
        return LoadSizing.Decide(
            new SizingSnapshot
            {
                Mode = pool.Mode,
                Current = pool.Current,
                Gpus = new GpusPerReplica(1, 1),
                Limits = new SizingLimits(new ReplicaPair(1, 1), pool.Band),
                ThroughputFloor = Managed(pool, pool.Floor),
            },
            prefill,
            decode);
    }

    private static RoleLoad Role(int replicas, Func<int, EngineLoad> engine, PassModel model) => new()
    {
        Current = replicas,
        Ready = replicas,
        Engines = [.. Times(replicas, engine)],
        Capabilities = new EngineCapabilities(ContextLength, MaxKvTokens),
        Model = model,
    };

    private static ReplicaPair Managed(Pool pool, ReplicaPair pair) => new(
        pool.Mode.ManagesPrefill() ? pair.Prefill : 0, pool.Mode.ManagesDecode() ? pair.Decode : 0);

    private static int Gpus(ReplicaPair pair) => pair.Prefill + pair.Decode;

    private static void ForEachPool(Action<Pool, int> check)
    {
        var random = new Random(17);
        for (var number = 0; number < Pools; number++)
        {
            var mode = (PlanMode)random.Next(4);
            var target = (LoadTarget)random.Next(3);
            var options = (target == LoadTarget.Sla ? Sla(random.Next(10, 2000), random.Next(5, 1000)) : Options(target)) with
            {
                Percentile = random.Next(2) == 0 ? 0.9 : null,
                DownSensitivity = random.Next(1, 11) / 10.0,
            };
            var current = new ReplicaPair(mode is PlanMode.Disagg or PlanMode.Prefill ? random.Next(1, 12) : 0, mode == PlanMode.Prefill ? 0 : random.Next(1, 12));
            var max = random.Next(4) == 0 ? -1 : random.Next(2, 40);
            check(
                new Pool(
                    mode,
                    options,
                    current,
                    random.NextDouble() * 60_000,
                    random.NextDouble() * 600_000,
                    new GpuBand(max > 0 && random.Next(3) == 0 ? random.Next(1, max + 1) : -1, max),
                    random.Next(2) == 0 ? new ReplicaPair(0, 0) : new ReplicaPair(random.Next(6), random.Next(6)),
                    LoadFixture.Prefill(options, 1e-5, 0.001),
                    mode == PlanMode.Agg ? Aggregated(options) : LoadFixture.Decode(options)),
                number);
        }
    }

    /// <param name="PromptTokens">Queued in the whole pool.</param>
    /// <param name="KvTokens">In all caches.</param>
    private sealed record Pool(
        PlanMode Mode, LoadOptions Options, ReplicaPair Current, double PromptTokens, double KvTokens, GpuBand Band, ReplicaPair Floor,
        PassModel Prefill, PassModel Decode);
}
