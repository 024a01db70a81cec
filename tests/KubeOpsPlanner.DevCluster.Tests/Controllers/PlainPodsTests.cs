using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Tests.Controllers;

public sealed class PlainPodsTests
{
    [Theory]
    [InlineData("just deleted", 30, 0, "Wait", 1000)]
    [InlineData("stopping", 30, 400, "Wait", 600)]
    [InlineData("stopped", 30, 1000, "Release", 0)]
    [InlineData("out of time, and held by somebody's finalizer", 0, 5000, "Nothing", 0)]
    public void A_deleted_pod_takes_a_moment_to_stop(string what, int graceSeconds, int milliseconds, string action, int remaining)
    {
        var pod = new SimulatedPod
        {
            Metadata = new ObjectMeta { Name = "p", DeletionTimestamp = DateTimeOffset.UnixEpoch },
            NodeName = "n",
            IsReady = true,
            Grace = TimeSpan.FromSeconds(graceSeconds),
        };

        var step = PlainPods.Decide(pod, TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal((what, action, remaining), (what, step.Action.ToString(), (int)step.Remaining.TotalMilliseconds));
    }

    [Fact]
    public void One_that_is_on_no_node_is_nobodys_to_stop()
    {
        var pod = new SimulatedPod { Metadata = new ObjectMeta { DeletionTimestamp = DateTimeOffset.UnixEpoch }, Grace = TimeSpan.FromSeconds(1) };

        Assert.Equal(PodStep.Nothing, PlainPods.Decide(pod, TimeSpan.FromHours(1)));
    }
}
