using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Tests.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

/// <summary>
/// Dynamo's planner merges proposals of plugins: SET, AT_LEAST, AT_MOST, each with a priority. Here the loops propose and
/// the limits are checks in a fixed order, so SET is what the demand or the engines ask for, AT_LEAST an endpoint floor or
/// the throughput loop's bound, and AT_MOST the GPU ceiling at one GPU per replica.
/// </summary>
public sealed class ProposalParityTests
{
    private const int Nothing = -1;

    [Theory]
    [InlineData("none", 5, Nothing, 1, Nothing, 5)]
    [InlineData("SET 8", 5, 8, 1, Nothing, 8)]
    [InlineData("SET 4 + AT_LEAST 6", 5, 4, 6, Nothing, 6)]
    [InlineData("SET 12 + AT_MOST 8", 5, 12, 1, 8, 8)]
    [InlineData("AT_MOST 8, 5 on 10: the tighter one", 10, Nothing, 1, 5, 5)]
    public void Proposals_of_the_throughput_loop(string row, int current, int set, int atLeast, int atMost, int expected) =>
        Assert.Equal((row, expected), (row, Throughput(PlanMode.Prefill, current, set, atLeast, atMost)));

    [Theory]
    [InlineData("decode SET 10@50 + AT_MOST 6@100", 5, 10, 1, 6, 6)]
    public void Proposals_for_decode(string row, int current, int set, int atLeast, int atMost, int expected) =>
        Assert.Equal((row, expected), (row, Throughput(PlanMode.Decode, current, set, atLeast, atMost)));

    [Theory]
    [InlineData("SET 8@100 + SET 10@50: the loops' larger wish", 5, 8, 1, 10, 10)]
    [InlineData("AT_LEAST 4, 7 on 3: the higher floor", 3, Nothing, 4, 7, 7)]
    [InlineData("a target without replicas is ignored", 5, Nothing, 1, Nothing, 5)]
    public void Proposals_of_both_loops(string row, int current, int load, int atLeast, int bound, int expected)
    {
        var wish = load == Nothing ? null : new RoleVerdict(load, SizingReason.ScaleUp, "said so", new RoleFigures(current, current, "queue", 1, 1, 1, 0));
        var decision = LoadSizing.Decide(
            new SizingSnapshot
            {
                Mode = PlanMode.Prefill,
                Current = new ReplicaPair(current, 0),
                Gpus = new GpusPerReplica(1, null),
                Limits = new SizingLimits(new ReplicaPair(atLeast, 0), GpuBand.Unlimited),
                ThroughputFloor = bound == Nothing ? null : new ReplicaPair(bound, 0),
            },
            wish,
            null);
        Assert.Equal((row, expected), (row, decision.Desired.Prefill));
    }

    [Theory]
    [InlineData("AT_LEAST 6 + AT_MOST 4", "upstream's floor wins, 6; here no floor breaks a ceiling, and what runs stays until one of them is corrected", 5, Nothing, 6, 4, 5)]
    [InlineData("final SET 8@100 + SET 10@50 + AT_MOST 4@30", "upstream's final proposal skips every other, 8; here nothing skips a limit", 5, 8, 1, 4, 4)]
    public void Proposals_that_differ_on_purpose(string row, string why, int current, int set, int atLeast, int atMost, int expected) =>
        Assert.Equal((row, why, expected), (row, why, Throughput(PlanMode.Prefill, current, set, atLeast, atMost)));

    /// <summary>Upstream's scenario inputs, whose outputs it does not store: 5,000 prompt and 600 answer tokens/s per GPU give 2P3D.</summary>
    [Fact]
    public void Two_ticks_of_growing_traffic_take_1P1D_to_2P3D()
    {
        var (state, current) = (LocalPlanState.Create(new PredictorOptions("constant"), 60), new ReplicaPair(1, 1));
        var decided = new List<ReplicaPair>();
        foreach (var window in new[] { new TrafficWindow(60, 120, 1000, 200), new TrafficWindow(60, 300, 1500, 300) })
        {
            var plan = LocalPlanner.Plan(
                new LocalPlanInputs
                {
                    Now = TimeSpan.FromSeconds(60 * (decided.Count + 1)),
                    Window = window,
                    Current = current,
                    Gpus = new GpusPerReplica(1, 1),
                    Profile = SampleProfiles.Flat(5_000, 600),
                    Correction = CorrectionMode.Off,
                },
                state);
            (state, current) = (plan.Next, plan.Decision.Desired);
            decided.Add(current);
        }

        Assert.Equal([new ReplicaPair(1, 1), new ReplicaPair(2, 3)], decided);
    }

    /// <summary>Upstream's scaling test on a cluster: 4,000 in, 150 out, an engine of 40,000 prompt and 10,000 answer tokens/s.</summary>
    [Theory]
    [InlineData("8 requests/s: 1P1D", 8, 1, 1)]
    [InlineData("18 requests/s: 2P1D", 18, 2, 1)]
    public void Scaling_test_of_8_and_then_18_requests_per_second(string row, double requestsPerSecond, int prefill, int decode)
    {
        var plan = LocalPlanner.Plan(
            new LocalPlanInputs
            {
                Now = TimeSpan.Zero,
                Window = new TrafficWindow(60, requestsPerSecond * 60, 4000, 150),
                Current = new ReplicaPair(1, 1),
                Gpus = new GpusPerReplica(1, 1),
                Profile = SampleProfiles.Flat(40_000, 10_000),
                Correction = CorrectionMode.Off,
            },
            LocalPlanState.Create(new PredictorOptions("constant"), 60));
        Assert.Equal((row, new ReplicaPair(prefill, decode)), (row, plan.Decision.Desired));
    }

    private static int Throughput(PlanMode mode, int current, int set, int atLeast, int atMost)
    {
        var capacity = set == Nothing ? null : new RoleCapacity(100.0 / set, 10);
        Forecast Of(double value) => new(value, null, false);
        var isPrefill = mode == PlanMode.Prefill;
        var decision = ThroughputSizing.Decide(new SizingSnapshot
        {
            Mode = mode,
            Current = isPrefill ? new ReplicaPair(current, 0) : new ReplicaPair(0, current),
            Gpus = new GpusPerReplica(1, 1),
            Limits = new SizingLimits(new ReplicaPair(atLeast, atLeast), new GpuBand(-1, atMost)),
            Forecast = set == Nothing ? null : new TrafficForecast(Of(6000), Of(3000), Of(150), 60),
            Capacity = isPrefill ? new PoolCapacity(capacity, null) : new PoolCapacity(null, capacity),
        });
        return isPrefill ? decision.Desired.Prefill : decision.Desired.Decode;
    }
}
