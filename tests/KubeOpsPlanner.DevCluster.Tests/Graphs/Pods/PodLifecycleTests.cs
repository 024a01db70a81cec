using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Pods;

public sealed class PodLifecycleTests
{
    private static readonly PodLifecycle Lifecycle = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    private static readonly GraphObject Item = Sample.Graph("decode:decode:3:1");

    [Theory]
    [InlineData("waiting", 100, false, "Nothing", 0)]
    [InlineData("starting", 0, false, "Wait", 30)]
    [InlineData("starting", 29, false, "Wait", 1)]
    [InlineData("starting", 30, false, "Run", 0)]
    [InlineData("ready", 100, false, "Nothing", 0)]
    [InlineData("draining", 0, false, "Wait", 60)]
    [InlineData("draining", 0, true, "Release", 0)]
    [InlineData("draining", 60, false, "Release", 0)]
    public void A_pod_starts_after_its_delay_and_goes_when_it_is_drained_or_late(
        string state, int seconds, bool isDrained, string action, int remaining)
    {
        var step = Lifecycle.Decide(Sample.Pod(Item, "decode", 0, state), TimeSpan.FromSeconds(seconds), isDrained);

        Assert.Equal((action, remaining), (step.Action.ToString(), (int)step.Remaining.TotalSeconds));
    }

    [Fact]
    public void A_deleted_pod_that_never_served_goes_at_once_and_one_without_our_finalizer_is_not_ours()
    {
        var pod = Sample.Pod(Item, "decode", 0, "draining");

        Assert.Equal(PodAction.Release, Lifecycle.Decide(pod with { IsReady = false }, TimeSpan.Zero, isDrained: false).Action);
        Assert.Equal(
            PodAction.Nothing,
            Lifecycle.Decide(pod with { Metadata = pod.Metadata with { Finalizers = [] } }, TimeSpan.FromHours(1), isDrained: true).Action);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(5, 5)]
    [InlineData(90, 60)]
    public void Whoever_deletes_a_pod_may_give_it_less_time(int grace, int remaining)
    {
        var pod = Sample.Pod(Item, "decode", 0, "draining") with { Grace = TimeSpan.FromSeconds(grace) };

        Assert.Equal(PodStep.Wait(TimeSpan.FromSeconds(remaining)), Lifecycle.Decide(pod, TimeSpan.Zero, isDrained: false));
    }

    [Fact]
    public void A_pod_that_lost_our_finalizer_still_needs_its_end_confirmed()
    {
        var pod = Sample.Pod(Item, "decode", 0, "draining");
        var loose = pod with { Grace = TimeSpan.FromSeconds(30), Metadata = pod.Metadata with { Finalizers = [] } };

        Assert.Equal(PodAction.Release, Lifecycle.Decide(loose, TimeSpan.FromSeconds(30), isDrained: false).Action);
    }

    [Theory]
    [InlineData(0, "0 1 2")]
    [InlineData(1, "0 1")]
    [InlineData(2, "0")]
    [InlineData(3, "")]
    public void The_replica_that_was_deleted_first_is_done_first(int drainingWorkers, string drained)
    {
        // Deleted 30, 20 and 10 seconds ago; one more serves and one was deleted before it was ready.
        List<SimulatedPod> pods =
        [
            Sample.Pod(Item, "decode", 0, "draining", age: 30),
            Sample.Pod(Item, "decode", 1, "draining", age: 20),
            Sample.Pod(Item, "decode", 2, "draining", age: 10),
            Sample.Pod(Item, "decode", 3, "ready"),
            Sample.Pod(Item, "prefill", 0, "draining", age: 99),
        ];

        var done = pods.Take(3).Where(pod => DrainOrder.IsDrained(pod, pods, drainingWorkers));

        Assert.Equal(drained, string.Join(' ', done.Select(pod => pod.Replica)));
    }
}
