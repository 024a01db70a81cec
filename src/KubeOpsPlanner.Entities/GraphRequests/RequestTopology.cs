using System.Text.Json;
using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record RequestTopology
{
    [Describe("auto, or a list of pools {name, role: prefill | decode | agg}.")]
    [Mandatory, PreserveUnknown(AnyType = true)]
    public JsonElement Pools { get; init; }
}
