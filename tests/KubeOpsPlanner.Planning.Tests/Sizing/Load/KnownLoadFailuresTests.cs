using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using static KubeOpsPlanner.Planning.Tests.Sizing.Load.LoadFixture;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>What goes wrong in the load loop of Dynamo's planner, played again; the numbers are those of the threads at ai-dynamo/dynamo.</summary>
public sealed class KnownLoadFailuresTests
{
    // #10528: every engine had to be over the threshold, and one always was not.
    [Theory]
    [InlineData("static thresholds", LoadTarget.Throughput)]
    [InlineData("latency targets for 90 % of the requests", LoadTarget.Sla)]
    public void One_idle_engine_keeps_the_swamped_ones_waiting(string row, LoadTarget target)
    {
        var options = target == LoadTarget.Sla ? Sla(ttftMs: 3000) with { Percentile = 0.9 } : Options(target);
        var engines = Times(3, i => Queued(i == 2 ? 0 : 50_000, i));
        var role = Role(engines) with { Model = Prefill(options, secondsPerToken: 1e-4, intercept: 0.002) };
        var verdict = LoadSizing.OfPrefill(role, options);
        Assert.True(verdict.Wanted > 3, $"{row}: {verdict.Wanted}, {verdict.Message}");
    }

    // #10528: what queued in front of the engines was nobody's queue, and load scaling did not help.
    [Fact]
    public void What_waits_in_front_of_the_engines_is_seen_by_nobody()
    {
        static int Wanted(double waiting) => LoadPlanner.Plan(
            new LoadInputs
            {
                Mode = PlanMode.Prefill,
                Options = Options(LoadTarget.Throughput),
                Now = TimeSpan.Zero,
                Current = new ReplicaPair(1, 0),
                Ready = new ServingReplicas(1, 0),
                Gpus = new GpusPerReplica(1, null),
                PromptTokens = 3000,
                Prefill = new RoleEngines([Queued(0)], new EngineCapabilities(ContextLength, MaxKvTokens)) { WaitingRequests = waiting },
            },
            LoadState.Create(Options(LoadTarget.Throughput))).Decision.Desired.Prefill;
        Assert.Equal((1, 2), (Wanted(0), Wanted(400)));
    }

    // One replica more or less per interval of five seconds, however far the load is off: 1 to 8 took 35 s and seven orders.
    [Fact]
    public void Growth_creeps_by_one_replica_per_interval()
    {
        var (replicas, orders) = (1, 0);
        for (; orders < 10; orders++)
        {
            // Work for eight engines, spread over what runs.
            var wanted = LoadSizing.OfDecode(Role(Times(replicas, i => Kv(7.9 * MaxKvTokens / replicas, 0, i))), Options(LoadTarget.Throughput), isAggregated: false).Wanted;
            if (wanted == replicas) break;
            replicas = wanted;
        }

        Assert.Equal((8, 3), (replicas, orders));
    }

    // #9294: constant load, two replicas at 57 % each, one at 114 %: two to one and back again for ever.
    [Theory]
    [InlineData(1.14)]
    [InlineData(1.02)]
    [InlineData(0.98)]
    [InlineData(0.6)]
    public void Constant_load_swings_a_pool_between_one_and_two(double caches)
    {
        var (state, current, changes) = (LoadState.Create(Options(LoadTarget.Throughput)), 2, 0);
        for (var tick = 0; tick < 400; tick++)
        {
            var plan = LoadPlanner.Plan(
                new LoadInputs
                {
                    Mode = PlanMode.Decode,
                    Options = Options(LoadTarget.Throughput),
                    Limits = new SizingLimits(new ReplicaPair(1, 1), new GpuBand(-1, 64)),
                    Now = TimeSpan.FromSeconds(5 * tick),
                    Current = new ReplicaPair(0, current),
                    Ready = new ServingReplicas(0, current),
                    Gpus = new GpusPerReplica(null, 1),
                    Decode = new RoleEngines(Times(current, i => Kv(caches * MaxKvTokens / current, 0, i)), new EngineCapabilities(ContextLength, MaxKvTokens)),
                },
                state);
            if (plan.Decision.Changes) changes++;
            (state, current) = (plan.Next, plan.Decision.Desired.Decode);
        }

        Assert.Equal((caches > 1 ? 2 : 1, caches > 1 ? 0 : 1), (current, changes));
    }

    // #12591, #12545: workers restored from a snapshot publish no name, and the planner froze for as long as they lived.
    [Fact]
    public void One_engine_that_tells_nothing_freezes_the_pool()
    {
        var engines = Times(3, i => Kv(1.2 * MaxKvTokens, 0, i));
        var verdict = LoadSizing.OfDecode(Role(4, engines) with { Ready = 4 }, Options(LoadTarget.Throughput), isAggregated: false);
        Assert.True(verdict.Wanted > 4, $"{verdict.Wanted}, {verdict.Message}");
    }
}
