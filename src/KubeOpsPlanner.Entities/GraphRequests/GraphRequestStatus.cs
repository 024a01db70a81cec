using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

[Describe("How far the request has come.")]
public sealed record GraphRequestStatus
{
    [Describe("The generation of the spec that this status is about.")]
    public long? ObservedGeneration { get; init; }

    public GraphRequestPhase? Phase { get; init; }

    [Describe("What the profiling run is doing; kept when it fails.")]
    public ProfilingPhase? ProfilingPhase { get; init; }

    [Describe("The value of the rerun annotation that the last run answered.")]
    public string? ObservedRerun { get; init; }

    [Describe("The engine, as given or chosen.")]
    public string? Backend { get; init; }

    public string? ProfilingJobName { get; init; }

    [Describe("Where profiling results are kept.")]
    public string? ProfilingResults { get; init; }

    [Describe("The generated DynamoGraphDeployment.")]
    [PreserveUnknown]
    public JsonElement? GeneratedDeployment { get; init; }

    public string? DgdName { get; init; }

    [Describe("Validation, Profiling, SpecGenerated, DeploymentReady, Ready.")]
    [MergeBy("type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
