using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Graphs.Deployments;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Deployments;

public sealed class GraphDeploymentsTests
{
    private readonly GraphObject _item = Sample.Graph("Frontend:frontend:1:0 decode:decode:2:1 prefill:prefill:1:8x2");

    [Fact]
    public void Every_component_has_one_unless_its_replicas_span_nodes()
    {
        var plan = Decide();

        Assert.Equal(["Frontend", "decode"], plan.Create.Select(component => component.Name));
        Assert.Empty(plan.Delete);
    }

    [Fact]
    public void One_of_somebody_else_keeps_its_name_and_is_left_alone()
    {
        var plan = GraphDeployments.Decide(_item.Graph, [], name => name == "chat-decode");

        Assert.Equal(["Frontend"], plan.Create.Select(component => component.Name));
    }

    [Fact]
    public void Names_that_differ_in_case_alone_share_one()
    {
        var item = Sample.Graph("decode:worker:1:1 Decode:worker:1:1", GraphSpelling.Services);

        Assert.Equal("decode", Assert.Single(GraphDeployments.Decide(item.Graph, [], _ => false).Create).Name);
    }

    [Fact]
    public void What_is_as_it_was_written_is_only_reported()
    {
        var plan = Decide(Stored("decode"), Stored("Frontend", json => Observe(json, generation: 4, observed: 4)));

        Assert.Equal(["decode", "Frontend"], plan.Keep.Select(pair => pair.Component.Name).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal((0, 0, 0), (plan.Create.Count, plan.Replace.Count, plan.Delete.Count));
    }

    [Theory]
    [InlineData("edited before anything was reported", "generation")]
    [InlineData("edited after", "observed")]
    [InlineData("another number of replicas in the graph", "replicas")]
    [InlineData("without its label", "label")]
    [InlineData("without our annotation", "annotation")]
    public void What_was_changed_is_set_back(string what, string change)
    {
        var changed = Stored("decode", json =>
        {
            switch (change)
            {
                case "generation":
                    Observe(json, generation: 2, observed: null);
                    break;
                case "observed":
                    Observe(json, generation: 3, observed: 2);
                    break;
                case "label":
                    json["metadata"]!["labels"]!.AsObject().Remove("nvidia.com/dynamo-graph-deployment-name");
                    break;
                case "annotation":
                    json["metadata"]!.AsObject().Remove("annotations");
                    break;
            }
        });
        var item = change == "replicas" ? Sample.Graph("decode:decode:3:1") : Sample.Graph("decode:decode:2:1");

        var plan = GraphDeployments.Decide(item.Graph, [changed], _ => true);

        Assert.True(plan is { Replace.Count: 1, Keep.Count: 0, Delete.Count: 0, Create.Count: 0 }, what);
        Assert.Equal(new(Sample.Graph("").Metadata.Namespace, "chat"), GraphDeployments.KeyOf(changed));
    }

    [Fact]
    public void What_is_set_back_keeps_the_metadata_that_others_added()
    {
        var edited = Stored("decode", json =>
        {
            Observe(json, generation: 2, observed: 1);
            json["spec"]!["replicas"] = 7;
            json["spec"]!["paused"] = true;
            json["metadata"]!["labels"]!["team"] = "blue";
            json["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        });

        var body = DeploymentBodies.Replacement(_item.Graph, new ComponentDeployment(edited, _item.Graph.Component("decode")!));

        Assert.Equal(DeploymentBodies.Body(_item.Graph, _item.Graph.Component("decode")!)["spec"]!.ToJsonString(), body["spec"]!.ToJsonString());
        Assert.Equal(("blue", "example.com/hold", "5"), (
            body["metadata"]!["labels"]!["team"]!.GetValue<string>(), body["metadata"]!["finalizers"]![0]!.GetValue<string>(),
            body["metadata"]!["resourceVersion"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("of a component that is gone", "old")]
    [InlineData("of an earlier graph of this name", "uid")]
    [InlineData("whose owner was taken away", "orphan")]
    [InlineData("that selects other pods, which cannot be changed", "selector")]
    public void What_cannot_be_used_goes(string what, string change)
    {
        var stored = Stored("decode", json =>
        {
            switch (change)
            {
                case "old":
                    json["metadata"]!["name"] = "chat-old";
                    break;
                case "uid":
                    json["metadata"]!["ownerReferences"]![0]!["uid"] = "earlier";
                    break;
                case "orphan":
                    json["metadata"]!.AsObject().Remove("ownerReferences");
                    break;
                case "selector":
                    json["spec"]!["selector"]!["matchLabels"]!["nvidia.com/dynamo-component"] = "Decode";
                    break;
            }
        });

        Assert.True(Decide(stored).Delete.SequenceEqual([stored]), what);
        Assert.Equal([stored], GraphDeployments.Decide(null, [stored], _ => true).Delete);
    }

    [Fact]
    public void All_go_with_their_graph_and_none_twice()
    {
        var stored = Stored("decode");
        var going = Stored("Frontend", json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z");

        Assert.Equal([stored], GraphDeployments.Decide(null, [stored, going], _ => true).Delete);
    }

    [Fact]
    public void A_deployment_that_only_carries_the_graphs_label_is_its_makers()
    {
        var plain = Stored("decode", json =>
        {
            json["metadata"]!.AsObject().Remove("ownerReferences");
            json["metadata"]!.AsObject().Remove("annotations");
        });

        Assert.Null(GraphDeployments.KeyOf(plain));
    }

    [Fact]
    public void It_selects_the_pods_that_it_shows_and_its_template_is_theirs()
    {
        var body = DeploymentBodies.Body(_item.Graph, _item.Graph.Component("decode")!);
        var pod = Sample.Pod(_item, "decode", 0, "ready");

        Assert.Equal(2, body["spec"]!["replicas"]!.GetValue<int>());
        Assert.All(body["spec"]!["selector"]!["matchLabels"]!.AsObject(), label => Assert.Equal(pod.Metadata.Labels[label.Key], label.Value!.GetValue<string>()));
        Assert.Equal(pod.Template, body["spec"]!["template"]!["metadata"]!["annotations"]![SimulationNames.TemplateAnnotation]!.GetValue<string>());
        Assert.Equal("1", body["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!["limits"]!["nvidia.com/gpu"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("ready ready", 2, 2, 2, 0, "True", "NewReplicaSetAvailable")]
    [InlineData("ready starting", 2, 2, 1, 1, "False", "ReplicaSetUpdated")]
    [InlineData("ready", 1, 1, 1, 1, "False", "ReplicaSetUpdated")]
    [InlineData("ready old", 2, 1, 2, 0, "True", "ReplicaSetUpdated")]
    [InlineData("ready ready draining", 2, 2, 2, 0, "True", "NewReplicaSetAvailable")]
    [InlineData("", 0, 0, 0, 2, "False", "ReplicaSetUpdated")]
    public void Its_status_counts_the_graphs_pods(
        string states, int replicas, int updated, int ready, int unavailable, string available, string progressing)
    {
        var pods = states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((state, index) =>
            Sample.Pod(_item, "decode", index, state == "old" ? "ready" : state, template: state == "old" ? "before" : null));
        var status = Status(Stored("decode"), pods);

        Assert.Equal((replicas, updated, ready, ready, unavailable, 1), (
            Count("replicas"), Count("updatedReplicas"), Count("readyReplicas"), Count("availableReplicas"),
            Count("unavailableReplicas"), Count("observedGeneration")));
        Assert.Equal((available, progressing), (Condition(status, "Available")["status"]!.GetValue<string>(), Condition(status, "Progressing")["reason"]!.GetValue<string>()));

        int Count(string field) => (int)(status[field]?.GetValue<long>() ?? 0);
    }

    [Fact]
    public void Nothing_is_written_while_the_counts_are_the_same()
    {
        List<SimulatedPod> pods = [Sample.Pod(_item, "decode", 0, "ready")];
        var status = Status(Stored("decode"), pods);
        var reported = Stored("decode", json => json["status"] = status.DeepClone());

        Assert.Null(DeploymentBodies.Status(reported, Count(pods), Sample.Now.AddHours(1)));
        Assert.Single(Decide(reported).Keep);
    }

    [Fact]
    public void Pods_that_cannot_be_made_are_a_failure_in_its_status()
    {
        var item = GraphObject.Read(JsonDocument.Parse(
            """
            {"metadata":{"name":"chat","namespace":"inference","uid":"uid-of-chat"},"spec":{"components":[{"name":"odd","type":"worker",
             "podTemplate":{"spec":{"containers":[{"name":"main","resources":{"claims":[{"name":"gpu"}]}}]}}}]}}
            """).RootElement);
        var component = item.Graph.Components[0];
        var body = DeploymentBodies.Body(item.Graph, component);
        var stored = WorkloadKinds.Deployments.Read(JsonSerializer.SerializeToElement(body));

        var status = DeploymentBodies.Status(stored, ComponentCount.Of(item.Graph, component, []), Sample.Now)!["status"]!;

        Assert.StartsWith("the GPUs of odd are unknown: ", Condition(status, "ReplicaFailure")["message"]!.GetValue<string>());
    }

    private static JsonNode Condition(JsonNode status, string type) =>
        status["conditions"]!.AsArray().Single(condition => condition!["type"]!.GetValue<string>() == type)!;

    private static void Observe(JsonObject json, int generation, int? observed)
    {
        json["metadata"]!["generation"] = generation;
        if (observed is { } number)
            json["status"] = new JsonObject { ["observedGeneration"] = number };
    }

    private JsonObject Status(Deployment deployment, IEnumerable<SimulatedPod> pods) =>
        DeploymentBodies.Status(deployment, Count(pods), Sample.Now)!["status"]!.AsObject();

    private ComponentCount Count(IEnumerable<SimulatedPod> pods) => ComponentCount.Of(_item.Graph, _item.Graph.Component("decode")!, pods);

    private GraphDeployments Decide(params Deployment[] made) =>
        GraphDeployments.Decide(_item.Graph, made, name => made.Any(deployment => deployment.Metadata.Name == name));

    /// <summary>As the server keeps it, where nothing else is said in its first generation.</summary>
    private Deployment Stored(string component, Action<JsonObject>? change = null)
    {
        var body = DeploymentBodies.Body(_item.Graph, _item.Graph.Component(component)!);
        body["metadata"]!["uid"] = component;
        body["metadata"]!["resourceVersion"] = "5";
        body["metadata"]!["generation"] = 1;
        change?.Invoke(body);
        return WorkloadKinds.Deployments.Read(JsonSerializer.SerializeToElement(body));
    }
}
