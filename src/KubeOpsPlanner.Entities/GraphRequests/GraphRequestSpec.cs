using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

/// <summary>
/// Both shapes that users have are one type. A field that has a twin in the other shape is nullable and has no default,
/// so that "not given" and "given as the default" can be told apart.
/// </summary>
[Describe("What to serve, how fast and on which hardware; profiled and turned into a DynamoGraphDeployment.")]
public sealed record GraphRequestSpec
{
    [Describe("The model: a Hugging Face id or a path in the model cache.")]
    [Mandatory, TextLength(1, 512)]
    public string Model { get; init; } = "";

    [Describe("The inference engine; auto lets the profiler choose.")]
    public RequestBackend Backend { get; init; } = RequestBackend.Auto;

    [Describe("The profiler's image. Default: the operator's own. The same as profilingConfig.profilerImage.")]
    [TextLength(1, 1024)]
    public string? Image { get; init; }

    [Describe("Profiling, in the older shape.")]
    public ProfilingConfig? ProfilingConfig { get; init; }

    [Describe("Names, labels and images of the generated graph, in the older shape.")]
    public DeploymentOverrides? DeploymentOverrides { get; init; }

    [Describe("Create the graph when its spec is ready. false waits; may be set to true later.")]
    public bool AutoApply { get; init; }

    [Describe("Deploy the mock engine. The same as features.mocker.enabled.")]
    public bool? UseMocker { get; init; }

    [Describe("Accepted and without effect: hardware is always discovered where it is not given.")]
    public bool? EnableGpuDiscovery { get; init; }

    [Describe("A volume that holds the model.")]
    public ModelCache? ModelCache { get; init; }

    [Describe("What is known about the hardware; the rest is discovered.")]
    public HardwareSpec? Hardware { get; init; }

    [Describe("The expected traffic.")]
    public RequestWorkload? Workload { get; init; }

    [Describe("Latency targets.")]
    public RequestSla? Sla { get; init; }

    [Describe("What is added to the generated graph.")]
    public RequestFeatures? Features { get; init; }

    [Describe("rapid estimates engine performance; thorough measures it on GPUs. Default: rapid.")]
    public SearchStrategy? SearchStrategy { get; init; }

    [Describe("Raw overrides of what is generated.")]
    public RequestOverrides? Overrides { get; init; }

    [Describe("Compose several pools, their plans and their budget from this one request.")]
    public RequestTopology? Topology { get; init; }
}
