using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.BuiltIns.Defaults;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tests.BuiltIns;

/// <summary>What a real 1.20 cannot show, since it serves other versions of these kinds; the rest is in Cases/BuiltIns/Defaults.</summary>
public sealed class BuiltInDefaultsTests
{
    private const string Everything = """
        {
          "spec": {
            "type": "NodePort", "sessionAffinity": "ClientIP", "clusterIP": "10.0.0.1", "hostNetwork": true,
            "ports": [{"port": 1}], "containers": [{"image": "a", "ports": [{"containerPort": 1}], "livenessProbe": {"httpGet": {}}}],
            "volumes": [{"name": "v"}], "limits": [{"type": "Container", "max": {"cpu": "1"}}], "egress": [{"ports": [{}]}],
            "volumeClaimTemplates": [{}], "names": {"kind": "Thing"}
          },
          "webhooks": [{"clientConfig": {"service": {}}, "rules": [{}]}], "subjects": [{"kind": "User"}], "subsets": [{"ports": [{}]}]
        }
        """;

    public static TheoryData<string> Kinds => [.. BuiltInResources.All.Select(type => type.Kind).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_filled_in_stays(string kind)
    {
        foreach (var text in new[] { "{}", Everything })
        {
            var once = Defaulted(kind, text);
            Assert.Equal(once.ToJsonString(), Defaulted(kind, once.ToJsonString()).ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_of_other_types_are_left_to_those_who_refuse_them(string kind)
    {
        foreach (var value in new[] { "\"a\"", "[1]", "5", "{}", "[{\"a\": 1}, null]" })
        {
            var draft = $$"""{"spec": {"template": {{value}}, "containers": {{value}}, "ports": {{value}}, "strategy": {{value}}, "tolerations": {{value}} }, "webhooks": {{value}}, "subjects": {{value}}, "roleRef": {{value}}, "status": {{value}} }""";
            Assert.NotNull(Defaulted(kind, draft));
        }
    }

    [Fact]
    public void A_cron_job_runs_beside_its_last_and_remembers_a_few()
    {
        var job = Defaulted("CronJob", """{"spec": {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": {"spec": {"containers": [{"image": "a:1"}]}}}}}}""");
        var spec = job["spec"]!.AsObject();
        Assert.Equal("Allow", spec.Text("concurrencyPolicy"));
        Assert.Equal((false, 3, 1), (spec.Boolean("suspend"), spec.Integer("successfulJobsHistoryLimit"), spec.Integer("failedJobsHistoryLimit")));
        Assert.Equal("IfNotPresent", spec.At("jobTemplate", "spec", "template", "spec", "containers").Items().Single().Text("imagePullPolicy"));
        // Each job gets these when it is made.
        Assert.Null(spec.At("jobTemplate", "spec", "backoffLimit"));
    }

    [Fact]
    public void An_autoscaler_without_metrics_looks_at_the_processor()
    {
        var spec = Defaulted("HorizontalPodAutoscaler", """{"spec": {"maxReplicas": 3}}""")["spec"];
        Assert.Equal(1, spec.Integer("minReplicas"));
        Assert.Equal(80, spec.At("metrics").Items().Single().Integer("resource", "target", "averageUtilization"));
    }

    [Fact]
    public void What_others_chose_is_kept()
    {
        var spec = Defaulted("Deployment", """{"spec": {"replicas": 0, "revisionHistoryLimit": 0, "strategy": {"type": "Recreate"}}}""")["spec"];
        Assert.Equal((0, 0), (spec.Integer("replicas"), spec.Integer("revisionHistoryLimit")));
        Assert.Equal("""{"type":"Recreate"}""", spec.At("strategy")!.ToJsonString());
    }

    [Theory]
    [InlineData("BestEffort", """[{}]""")]
    [InlineData("BestEffort", """[{"resources": {"requests": {"nvidia.com/gpu": "1"}, "limits": {"nvidia.com/gpu": "1"}}}]""")]
    [InlineData("BestEffort", """[{"resources": {"requests": {"cpu": "0"}, "limits": {"cpu": "0"}}}]""")]
    [InlineData("Burstable", """[{"resources": {"requests": {"cpu": "1"}}}]""")]
    [InlineData("Burstable", """[{"resources": {"limits": {"cpu": "1"}}}]""")]
    [InlineData("Guaranteed", """[{"resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]""")]
    [InlineData("Burstable", """[{"resources": {"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "500m"}}}]""")]
    [InlineData("Burstable", """[{"resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}, {}]""")]
    public void Pods_are_worth_what_they_promised(string expected, string containers) =>
        Assert.Equal(expected, QualityOfService.Of(Defaulted("Pod", $$"""{"spec": {"containers": {{containers}} } }""")));

    private static JsonObject Defaulted(string kind, string json)
    {
        var draft = JsonNode.Parse(json)!.AsObject();
        foreach (var type in BuiltInResources.All.Where(type => type.Kind == kind))
            BuiltInDefaults.Apply(type, draft);
        return draft;
    }
}
