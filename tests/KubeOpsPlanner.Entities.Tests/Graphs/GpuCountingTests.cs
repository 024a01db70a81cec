using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Entities.Tests.Graphs;

public sealed class GpuCountingTests
{
    private const string Current = """{"observedGeneration": 1, "components": {"w": {"gpusPerReplica": GPUS}}}""";

    [Theory]
    [InlineData("a number of limits", """{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 2)]
    [InlineData("a quantity in text", """{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"4"}}}]}""", 4)]
    [InlineData("requests where limits are silent", """{"containers":[{"name":"main","resources":{"requests":{"nvidia.com/gpu":"3"}}}]}""", 3)]
    [InlineData("limits before requests", """{"containers":[{"name":"main","resources":{"requests":{"nvidia.com/gpu":"1"},"limits":{"nvidia.com/gpu":"8"}}}]}""", 8)]
    [InlineData("suffixes", """{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"2000m"}}}]}""", 2)]
    [InlineData("sidecars add up", """{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":1}}},{"name":"helper","resources":{"limits":{"nvidia.com/gpu":1}}}]}""", 2)]
    [InlineData("a container of any name counts", """{"containers":[{"name":"engine","resources":{"limits":{"nvidia.com/gpu":4}}}]}""", 4)]
    [InlineData("an init container reuses what runs later", """{"initContainers":[{"name":"warm","resources":{"limits":{"nvidia.com/gpu":1}}}],"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 2)]
    [InlineData("a larger init container decides", """{"initContainers":[{"name":"warm","resources":{"limits":{"nvidia.com/gpu":8}}}],"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 8)]
    [InlineData("a restartable init container stays", """{"initContainers":[{"name":"cache","restartPolicy":"Always","resources":{"limits":{"nvidia.com/gpu":1}}}],"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 3)]
    [InlineData("an init container runs beside restartable ones before it", """{"initContainers":[{"name":"cache","restartPolicy":"Always","resources":{"limits":{"nvidia.com/gpu":1}}},{"name":"warm","resources":{"limits":{"nvidia.com/gpu":4}}}],"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 5)]
    [InlineData("other makers' GPUs are GPUs", """{"containers":[{"name":"main","resources":{"limits":{"amd.com/gpu":2}}}]}""", 2)]
    [InlineData("no request, no GPU", """{"containers":[{"name":"main","resources":{"limits":{"cpu":"8"}}}]}""", 0)]
    [InlineData("an empty pod", "{}", 0)]
    [InlineData("parallelism without a request", """{"containers":[{"name":"main","args":["--tensor-parallel-size","4"]}]}""", 4)]
    [InlineData("parallelism in a shell string", """{"containers":[{"name":"main","command":["/bin/sh","-c"],"args":["python3 -m dynamo.vllm --tp=2 --pipeline-parallel-size 3"]}]}""", 6)]
    [InlineData("a mock engine needs none", """{"containers":[{"name":"main","command":["python3","-m","dynamo.mocker"],"args":["--tensor-parallel-size","4"]}]}""", 0)]
    [InlineData("of two spellings the larger", """{"containers":[{"name":"main","args":["--tp","1","--tensor-parallel-size","8"]}]}""", 8)]
    [InlineData("data parallelism multiplies", """{"containers":[{"name":"main","args":["--tensor-parallel-size","4","--data-parallel-size","2"]}]}""", 8)]
    [InlineData("attention alone in data parallel does not", """{"containers":[{"name":"main","args":["--tp-size","8","--dp-size","8","--enable-dp-attention"]}]}""", 8)]
    [InlineData("expert parallelism uses the same GPUs", """{"containers":[{"name":"main","args":["--tp-size","8","--ep-size","8"]}]}""", 8)]
    [InlineData("prefill context parallelism multiplies", """{"containers":[{"name":"main","args":["--tp","2","--prefill-context-parallel-size=2"]}]}""", 4)]
    [InlineData("a frontend's arguments beside GPUs", """{"containers":[{"name":"main","args":["--tp","$(TP)"],"resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 2)]
    [InlineData("what is requested beats arguments", """{"containers":[{"name":"main","args":["--tp","8"],"resources":{"limits":{"nvidia.com/gpu":2}}}]}""", 2)]
    public void A_component_costs_what_its_pod_reserves(string why, string podSpec, int gpus)
    {
        var graph = GraphJson.Worker(podSpec);

        Assert.True(graph.Components[0].Shape == GpuShape.Known(gpus), $"{why}: {graph.Components[0].Shape}");
    }

    [Theory]
    [InlineData("limits", """{"resources":{"limits":{"gpu":"2"}}}""", 2)]
    [InlineData("limits as a number", """{"resources":{"limits":{"gpu":2}}}""", 2)]
    [InlineData("requests", """{"resources":{"requests":{"gpu":"2"}}}""", 2)]
    [InlineData("custom resources", """{"resources":{"limits":{"custom":{"nvidia.com/gpu":"4"}}}}""", 4)]
    [InlineData("two spellings of one request", """{"resources":{"limits":{"gpu":"2","custom":{"nvidia.com/gpu":"2"}}}}""", 2)]
    [InlineData("the main container overrides upwards", """{"resources":{"limits":{"gpu":"1"}},"extraPodSpec":{"mainContainer":{"resources":{"limits":{"nvidia.com/gpu":"2"}}}}}""", 2)]
    [InlineData("a container called main is the main one", """{"resources":{"limits":{"gpu":"2"}},"extraPodSpec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"2"}}}]}}""", 2)]
    [InlineData("sidecars", """{"resources":{"limits":{"gpu":"2"}},"extraPodSpec":{"containers":[{"name":"side","resources":{"limits":{"nvidia.com/gpu":"1"}}}]}}""", 3)]
    [InlineData("a role is not needed", """{"componentType":"default","resources":{"limits":{"gpu":"1"}}}""", 1)]
    [InlineData("a frontend with a GPU counts too", """{"componentType":"frontend","resources":{"limits":{"gpu":"1"}}}""", 1)]
    [InlineData("nodes multiply", """{"resources":{"limits":{"gpu":"8"}},"multinode":{"nodeCount":4}}""", 32)]
    [InlineData("multinode defaults to two nodes", """{"resources":{"limits":{"gpu":"8"}},"multinode":{}}""", 16)]
    [InlineData("parallelism spans the nodes already", """{"multinode":{"nodeCount":2},"extraPodSpec":{"mainContainer":{"args":["--tp","16"]}}}""", 16)]
    public void A_v1alpha1_service_counts_alike(string why, string service, int gpus)
    {
        var graph = GraphJson.Services($"\"w\": {service}");

        Assert.True(graph.Components[0].Shape == GpuShape.Known(gpus), $"{why}: {graph.Components[0].Shape}");
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("planner")]
    [InlineData("epp")]
    public void What_computes_nothing_is_free_whatever_its_arguments_say(string type)
    {
        var graph = GraphJson.Worker("""{"containers":[{"name":"main","args":["--tp","4"]}]}""", type);

        Assert.True(graph.Components[0].Shape.IsFree);
    }

    [Theory]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"half"}}}]}""", "no whole number")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"500m"}}}]}""", "no whole number")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":-1}}}]}""", "no whole number")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"99999999999999999999999999999999999"}}}]}""", "no whole number")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/mig-1g.10gb":1}}}]}""", "a part of a GPU")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu.shared":1}}}]}""", "a part of a GPU")]
    [InlineData("""{"containers":[{"name":"main","resources":{"limits":{"volcano.sh/vgpu-number":1}}}]}""", "a part of a GPU")]
    [InlineData("""{"initContainers":[{"name":"warm","resources":{"limits":{"aliyun.com/gpu-mem":8}}}],"containers":[{"name":"main"}]}""", "a part of a GPU")]
    [InlineData("""{"containers":[{"name":"main","args":["--tp","$(TP)"]}]}""", "--tp is \"$(TP)\"")]
    [InlineData("""{"containers":[{"name":"main","args":["--tensor-parallel-size","5000"]}]}""", "no number from 1 to 4096")]
    [InlineData("""{"containers":[{"name":"main","args":["--tp=64","--pp=64","--dp=64"]}]}""", "more than 4096 GPUs")]
    [InlineData("""{"containers":[{"name":"main","resources":{"claims":[{"name":"gpus"}]}}]}""", "resource claims")]
    [InlineData("""{"resourceClaims":[{"name":"gpus"}],"containers":[{"name":"main"}]}""", "resource claims")]
    [InlineData("""{"resourceClaims":[{"name":"gpus"}],"containers":[{"name":"main","args":["--tp","4"]}]}""", "resource claims")]
    public void What_the_spec_does_not_tell_is_unknown_and_says_why(string podSpec, string reason)
    {
        var shape = GraphJson.Worker(podSpec).Components[0].Shape;

        Assert.False(shape.IsKnown);
        Assert.Contains(reason, shape.UnknownReason);
    }

    [Theory]
    [InlineData("\"replicas\": \"3\",", "replicas is \"3\"")]
    [InlineData("\"replicas\": -1,", "replicas is -1")]
    [InlineData("\"replicas\": 1.5,", "replicas is 1.5")]
    [InlineData("\"multinode\": {\"nodeCount\": \"many\"},", "multinode.nodeCount")]
    public void Misshapen_fields_make_the_shape_unknown(string field, string reason) =>
        Assert.Contains(reason, GraphJson.Components(GraphJson.Component("w", null, 1, extra: field)).Components[0].Shape.UnknownReason);

    [Fact]
    public void A_report_is_used_alone_where_the_spec_declares_nothing()
    {
        const string Claims = """{"name":"w","type":"worker","podTemplate":{"spec":{"resourceClaims":[{"name":"gpus"}]}}}""";

        Assert.Equal(GpuShape.Known(4), GraphJson.Components(Claims, Current.Replace("GPUS", "4")).Components[0].Shape);
        Assert.False(GraphJson.Components(Claims, Current.Replace("GPUS", "4"), generation: 2).Components[0].Shape.IsKnown);
        Assert.Equal(GpuShape.Known(0), GraphJson.Components(Claims, Current.Replace("GPUS", "0")).Components[0].Shape);
    }

    [Theory]
    [InlineData(2, 4, 1, 4)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(2, 0, 1, 2)]
    [InlineData(2, 4, 2, 2)]
    public void A_report_may_raise_the_cost_but_never_lower_it(int declared, int reported, long generation, int gpus) =>
        Assert.Equal(
            GpuShape.Known(gpus),
            GraphJson.Components(
                GraphJson.Component("w", 1, declared), Current.Replace("GPUS", $"{reported}"), generation).Components[0].Shape);

    [Fact]
    public void Claims_with_a_report_cost_at_least_what_parallelism_says() =>
        Assert.Equal(
            GpuShape.Known(4),
            GraphJson.Components(
                """{"name":"w","type":"worker","podTemplate":{"spec":{"resourceClaims":[{"name":"g"}],"containers":[{"name":"main","args":["--tp","4"]}]}}}""",
                Current.Replace("GPUS", "1")).Components[0].Shape);

    [Fact]
    public void No_replicas_hold_no_GPU_even_of_an_unknown_shape()
    {
        Assert.Equal(0, GpuShape.Unknown("x").Gpus(0));
        Assert.Null(GpuShape.Unknown("x").Gpus(1));
        Assert.Equal(4L * int.MaxValue, GpuShape.Known(4).Gpus(int.MaxValue));
        Assert.False(default(GpuShape).IsKnown);
    }
}
