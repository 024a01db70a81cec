using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

public sealed class GraphReadingTests
{
    [Fact]
    public void Components_win_where_both_versions_are_written()
    {
        var graph = GraphJson.Read($$"""
            {"components": [{{GraphJson.Component("prefill", 2, 1, "prefill")}}, {{GraphJson.Component("decode", 3, 1, "decode")}}],
             "services": {"Old": {"replicas": 9, "resources": {"limits": {"gpu": "8"} } } } }
            """);

        Assert.Equal(["prefill", "decode"], graph.Components.Select(component => component.Name));
        Assert.Equal(5, graph.Vector().TotalGpus);
    }

    [Theory]
    [InlineData("""{"componentType":"worker","subComponentType":"prefill"}""", ComponentRole.Prefill)]
    [InlineData("""{"componentType":"worker","subComponentType":"decode"}""", ComponentRole.Decode)]
    [InlineData("""{"componentType":"decode"}""", ComponentRole.Decode)]
    [InlineData("""{"componentType":"worker"}""", ComponentRole.Worker)]
    [InlineData("""{"componentType":"frontend"}""", ComponentRole.Frontend)]
    [InlineData("""{"componentType":"planner"}""", ComponentRole.Planner)]
    [InlineData("""{"componentType":"default"}""", ComponentRole.Other)]
    [InlineData("""{"componentType":"worker","subComponentType":"encode"}""", ComponentRole.Worker)]
    [InlineData("{}", ComponentRole.Other)]
    public void Roles_come_from_type_and_subtype(string service, ComponentRole role) =>
        Assert.Equal(role, GraphJson.Services($"\"W\": {service}").Components[0].Role);

    [Theory]
    [InlineData("""{"podTemplate": {"spec": {"a": 1, "b": [2, 3]}}, "type": "decode"}""", true)]
    [InlineData("""{"type": "decode", "podTemplate": {"spec": {"b": [2, 3], "a": 1}}, "replicas": 4}""", true)]
    [InlineData("""{"type": "decode", "podTemplate": {"spec": {"a": 1, "b": [3, 2]}}}""", false)]
    [InlineData("""{"type": "decode", "podTemplate": {"spec": {"a": 1, "b": [2, 3], "c": {}}}}""", false)]
    public void The_order_of_fields_makes_no_other_template(string service, bool isSame)
    {
        const string first = """{"type": "decode", "podTemplate": {"spec": {"a": 1, "b": [2, 3]}}}""";

        var digests = GraphJson.Services($"\"A\": {first}, \"B\": {service}").Components.Select(component => component.TemplateDigest);

        Assert.Equal(isSame ? 1 : 2, digests.Distinct().Count());
    }

    [Fact]
    public void The_namespace_that_workers_register_in_is_read_from_the_status() =>
        Assert.Equal(
            "inference-chat-7f3a",
            GraphJson.Components(GraphJson.Component("w", 1, 1), """{"components": {"w": {"runtimeNamespace": "inference-chat-7f3a"}}}""").Components[0].Status!.RuntimeNamespace);

    [Theory]
    [InlineData("vLLM", "--max-model-len 8192 --max-num-batched-tokens=4096 --max-num-seqs 256", 8192, 4096, 256)]
    [InlineData("SGLang", "--context-length 32768 --chunked-prefill-size 2048 --max-running-requests 64", 32768, 2048, 64)]
    [InlineData("TensorRT-LLM", "--max_seq_len 4096 --max_num_tokens 8192 --max_batch_size 128", 4096, 8192, 128)]
    [InlineData("nothing is said", "--model m", null, null, null)]
    [InlineData("no plain numbers", "--max-model-len 8k --max-num-batched-tokens -1 --max-num-seqs 0", null, null, null)]
    public void What_an_engine_takes_at_once_is_read_from_its_arguments(string row, string arguments, int? length, int? tokens, int? requests)
    {
        var words = string.Join(',', arguments.Split(' ').Select(word => $"\"{word}\""));
        var worker = GraphJson.Worker($$"""{"containers": [{"name": "main", "args": [{{words}}] }]}""").Components[0];
        Assert.Equal((row, length, tokens, requests), (row, worker.ContextLength, worker.MaxBatchedTokens, worker.MaxRequests));
    }

    [Theory]
    [InlineData("{}", null, 1)]
    [InlineData("""{"replicas": null}""", null, 1)]
    [InlineData("""{"replicas": 0}""", 0, 0)]
    [InlineData("""{"replicas": 4}""", 4, 4)]
    public void Absent_replicas_mean_one(string service, int? declared, int replicas)
    {
        var component = GraphJson.Services($"\"W\": {service}").Components[0];

        Assert.Equal(declared, component.DeclaredReplicas);
        Assert.Equal(replicas, component.Replicas);
    }

    [Theory]
    [InlineData("""{"scalingAdapter": {"enabled": true}}""", true)]
    [InlineData("""{"scalingAdapter": {"enabled": false}}""", false)]
    [InlineData("""{"scalingAdapter": {}}""", false)]
    [InlineData("{}", false)]
    public void In_v1alpha1_an_empty_scaling_adapter_is_off(string service, bool isOn) =>
        Assert.Equal(isOn, GraphJson.Services($"\"W\": {service}").Components[0].HasScalingAdapter);

    [Theory]
    [InlineData("\"scalingAdapter\": {},", true)]
    [InlineData("\"scalingAdapter\": null,", false)]
    [InlineData("", false)]
    public void In_v1beta1_an_empty_scaling_adapter_is_on(string extra, bool isOn) =>
        Assert.Equal(isOn, GraphJson.Components(GraphJson.Component("w", 1, 1, extra: extra)).Components[0].HasScalingAdapter);

    [Theory]
    [InlineData("""["--model","Qwen/Qwen3-32B"]""", "Qwen/Qwen3-32B")]
    [InlineData("""["--model=Qwen/Qwen3-32B"]""", "Qwen/Qwen3-32B")]
    [InlineData("""["--model","a","--model-name","b","--served-model-name","c"]""", "c")]
    [InlineData("""["--model","a","--model-name","b"]""", "b")]
    [InlineData("""["python3 -m dynamo.vllm --model 'a/b' \\\n --tp 2"]""", "a/b")]
    [InlineData("""["--model"]""", null)]
    [InlineData("[]", null)]
    public void The_model_is_read_from_arguments(string args, string? model)
    {
        var v1beta1 = GraphJson.Worker($$"""{"containers": [{"name": "side"}, {"name": "main", "args": {{args}} }]}""");
        var v1alpha1 = GraphJson.Services($$"""
            "w": {"extraPodSpec": {"mainContainer": {"args": {{args}} } } }
            """);

        Assert.Equal(model, v1beta1.Components[0].ModelName);
        Assert.Equal(model, v1alpha1.Components[0].ModelName);
    }

    [Fact]
    public void Status_is_read_for_both_versions()
    {
        const string Numbers = """{"replicas": 3, "updatedReplicas": 3, "readyReplicas": 2, "availableReplicas": 1, "gpusPerEngine": 2}""";
        foreach (var field in (string[])["components", "services"])
        {
            var graph = GraphJson.Components(
                GraphJson.Component("w", 3, 2),
                $$"""{"state":"successful","observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}],"{{field}}":{"w":{{Numbers}} } }""");

            Assert.Equal(1, graph.Components[0].Status?.Serving);
            Assert.Equal(3, graph.Components[0].Status?.Replicas);
            Assert.Equal("successful", graph.State);
            Assert.True(graph.IsStatusCurrent);
            Assert.Equal("Ready", Assert.Single(graph.Conditions).Type);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"services": []}""")]
    [InlineData("""{"services": {"w": 5}, "components": {"w": {}}}""")]
    [InlineData("""{"components": [null, 5, "x"]}""")]
    public void A_misshapen_spec_has_no_components_and_breaks_nothing(string spec) =>
        Assert.Empty(GraphJson.Read(spec).Components);

    [Fact]
    public void The_dynamo_namespace_is_derived_unless_the_graph_is_global()
    {
        Assert.Equal("inference-chat", GraphJson.Services("\"w\": {}").DynamoNamespace);
        Assert.Equal("dynamo", GraphJson.Services("\"w\": {\"globalDynamoNamespace\": true}").DynamoNamespace);
    }

    [Theory]
    [InlineData("componentName")]
    [InlineData("serviceName")]
    public void An_adapter_names_its_component_in_either_version(string field)
    {
        var adapter = DynamoGraphDeploymentScalingAdapter.Read(GraphJson.Parse($$"""
            {"metadata": {"name": "chat-decode", "namespace": "inference"},
             "spec": {"replicas": 4, "dgdRef": {"name": "chat", "{{field}}": "decode"} }, "status": {"replicas": 3} }
            """));
        var graph = GraphJson.Components(GraphJson.Component("Decode", 2, 1));

        Assert.Equal(("chat", 4, 3), (adapter.GraphName, adapter.Replicas, adapter.StatusReplicas));
        Assert.Equal("Decode", graph.ComponentOfAdapter(adapter)?.Name);
        Assert.Equal("chat-decode", graph.AdapterName(graph.Components[0]));
    }

    [Theory]
    [InlineData(PlanMode.Disagg, "p:prefill d:decode", "p", "d")]
    [InlineData(PlanMode.Disagg, "p:prefill w:worker", "p", "w")]
    [InlineData(PlanMode.Agg, "w:worker", null, "w")]
    [InlineData(PlanMode.Prefill, "p:prefill", "p", null)]
    [InlineData(PlanMode.Disagg, "VllmPrefillWorker:worker VllmDecodeWorker:worker", "VllmPrefillWorker", "VllmDecodeWorker")]
    public void A_plan_finds_its_pools(PlanMode mode, string components, string? prefill, string? decode)
    {
        var result = GraphRoles.Find(Typed(components), mode, EngineBackend.Vllm);

        Assert.Null(result.Failure);
        Assert.Equal((prefill, decode), (result.Prefill?.Name, result.Decode?.Name));
    }

    [Theory]
    [InlineData(PlanMode.Disagg, "p:prefill q:prefill d:decode", "graph inference/chat has 2 components of type prefill (p, q)")]
    [InlineData(PlanMode.Disagg, "d:decode", "graph inference/chat has no prefill component")]
    [InlineData(PlanMode.Disagg, "p:prefill v:worker w:worker", "graph inference/chat has no decode component")]
    public void A_plan_says_which_pool_it_cannot_find(PlanMode mode, string components, string failure) =>
        Assert.StartsWith(failure, GraphRoles.Find(Typed(components), mode, EngineBackend.Vllm).Failure);

    private static DynamoGraphDeployment Typed(string components) =>
        GraphJson.Components(string.Join(",", components.Split(' ').Select(pair =>
            GraphJson.Component(pair.Split(':')[0], 1, 1, pair.Split(':')[1]))));
}
