using System.Text.Json;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record RequestOverrides
{
    [Describe("Merged into the profiling Job's spec.")]
    [PreserveUnknown]
    public JsonElement? ProfilingJob { get; init; }

    [Describe("Let the model repository's own code run.")]
    public bool TrustRemoteCode { get; init; }

    [Describe("Merged into the generated DynamoGraphDeployment; metadata.name names it.")]
    [PreserveUnknown]
    public JsonElement? Dgd { get; init; }
}
