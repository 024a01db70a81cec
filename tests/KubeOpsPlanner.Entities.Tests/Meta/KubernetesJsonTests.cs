using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Tests.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Meta;

public sealed class KubernetesJsonTests
{
    [Fact]
    public void Null_is_read_as_absent()
    {
        var meta = KubernetesJson.ReadMeta(GraphJson.Parse(
            """{"metadata":{"name":"a","labels":null,"ownerReferences":null,"creationTimestamp":null}}"""));
        var plan = Kinds.PoolPlans.Read(GraphJson.Parse("""{"spec":{"sla":null,"modelName":null,"throughputScaling":{}}}"""));

        Assert.Empty(meta.Labels);
        Assert.Empty(meta.OwnerReferences);
        Assert.Null(meta.CreationTimestamp);
        Assert.Equal(new LatencyTargets(), plan.Spec.Sla);
        Assert.Null(plan.Spec.ModelName);
        Assert.Equal(180, plan.Spec.ThroughputScaling.IntervalSeconds);
    }

    [Theory]
    [InlineData(PlanEnvironment.GlobalPlanner, "\"global-planner\"")]
    [InlineData(PlanMode.Disagg, "\"disagg\"")]
    [InlineData(PoolPlanPhase.Holding, "\"Holding\"")]
    public void Enums_are_written_as_users_type_them(object value, string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(value, KubernetesJson.Options));

    [Fact]
    public void A_status_round_trips_and_leaves_out_what_is_unknown()
    {
        var status = new PoolPlanStatus
        {
            Phase = PoolPlanPhase.Planning,
            Observed = new ObservedTraffic { RequestsPerSecond = 9.8 },
            Replicas = new PoolReplicas { Prefill = 2, Decode = 3 },
        };
        var json = JsonSerializer.Serialize(status, KubernetesJson.Options);

        Assert.Equal(
            """{"phase":"Planning","observed":{"requestsPerSecond":9.8},"replicas":{"prefill":2,"decode":3},"conditions":[]}""",
            json);
        Assert.Equal(status.Replicas, JsonSerializer.Deserialize<PoolPlanStatus>(json, KubernetesJson.Options)!.Replicas);
    }

    [Theory]
    [InlineData("""{"matchLabels":{"team":"a"}}""", "team=a", true)]
    [InlineData("""{"matchLabels":{"team":"a"}}""", "team=b", false)]
    [InlineData("{}", "team=b", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"In","values":["a","b"]}]}""", "team=b", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"NotIn","values":["a"]}]}""", "other=a", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"NotIn","values":["a"]}]}""", "team=a", false)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"Exists"}]}""", "team=", true)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"Exists"}]}""", "other=", false)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"DoesNotExist"}]}""", "other=", true)]
    public void A_label_selector_matches_like_Kubernetes(string selector, string label, bool matches) =>
        Assert.Equal(
            matches,
            JsonSerializer.Deserialize<LabelSelector>(selector, KubernetesJson.Options)!
                .Matches(new Dictionary<string, string> { [label.Split('=')[0]] = label.Split('=')[1] }));

    [Theory]
    [InlineData("2026-05-06T12:00:00+02:00", "2026-05-06T10:00:00Z")]
    [InlineData("2026-05-06T12:00:00.25Z", "2026-05-06T12:00:00.25Z")]
    public void Times_are_written_in_UTC_with_a_Z(string read, string written)
    {
        var time = JsonSerializer.Deserialize<DateTimeOffset>($"\"{read}\"", KubernetesJson.Options);
        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(time, KubernetesJson.Options));
    }
}
