using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Controllers;

public class JobPlanTests
{
    private const string Jobs = "/apis/batch/v1/namespaces/default/jobs";

    private readonly WorkloadWorld _world = new();

    private TestCluster Cluster => _world.Cluster;

    private void Create(string spec, int exitCode = 0) => Cluster.Post(Jobs, $$$$$$"""
        {"metadata": {"name": "profile"}, "spec": { {{{{{{spec}}}}}} "template": {
          "metadata": {"annotations": {"simulation.kubeopsplanner.io/exit-code": "{{{{{{exitCode}}}}}}"}},
          "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "profiler:1"}]}}}}
        """).Is(201);

    [Theory]
    [InlineData("one pod", "", 0, 1, "Complete", "1", "")]
    [InlineData("several, two at a time", "\"completions\": 5, \"parallelism\": 2,", 0, 2, "Complete", "5", "")]
    [InlineData("more at a time than needed", "\"completions\": 2, \"parallelism\": 9,", 0, 2, "Complete", "2", "")]
    [InlineData("a failure too many", "\"backoffLimit\": 2,", 1, 1, "Failed", "", "3")]
    [InlineData("no second chance", "\"backoffLimit\": 0,", 3, 1, "Failed", "", "1")]
    [InlineData("nothing to do", "\"completions\": 0,", 0, 0, "Complete", "", "")]
    public void A_job_runs_to_its_end(string what, string spec, int exitCode, int most, string condition, string succeeded, string failed)
    {
        Create(spec, exitCode);
        List<int> active = [];
        _world.Settle(() => active.Add(_world.Pods.Count(pod => !pod.IsGone)));

        var stored = Cluster.Get(Jobs + "/profile");
        Assert.Equal((what, most, condition, succeeded, failed), (
            what, active.Max(), stored.Text("status.conditions.0.type"), stored.Text("status.succeeded"), stored.Text("status.failed")));
        Assert.Equal(condition == "Complete", stored.Text("status.completionTime").Length > 0);
    }

    [Fact]
    public void Its_pods_carry_its_uid_and_are_kept()
    {
        Create("");
        _world.Settle();

        var stored = Cluster.Get(Jobs + "/profile");
        var pod = Assert.Single(_world.Pods);
        Assert.Equal("Succeeded", pod.Phase);
        Assert.Equal(stored.Text("metadata.uid"), pod.Metadata.Labels["batch.kubernetes.io/controller-uid"]);
        Assert.Equal("profile", pod.Metadata.Labels["job-name"]);
        Assert.Equal(pod.Metadata.Labels["batch.kubernetes.io/controller-uid"],
            stored.Body["spec"]!["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]!.GetValue<string>());
        Assert.Equal([$"SuccessfulCreate: Created pod: {pod.Metadata.Name}", "Completed: Job completed"], _world.Events);
    }

    [Fact]
    public void A_suspended_job_gives_its_pods_back()
    {
        Create("");
        _world.PodsStart = false;
        _world.Settle();
        Assert.Single(_world.Pods);
        Cluster.Merge(Jobs + "/profile", """{"spec": {"suspend": true}}""").Is(200);
        _world.Settle();
        Assert.Empty(_world.Pods);
        _world.PodsStart = true;
        Cluster.Merge(Jobs + "/profile", """{"spec": {"suspend": false}}""").Is(200);
        _world.Settle();
        Assert.Equal("Complete", Cluster.Get(Jobs + "/profile").Text("status.conditions.0.type"));
    }
}
