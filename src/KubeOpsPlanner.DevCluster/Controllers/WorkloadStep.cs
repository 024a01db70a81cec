using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>One thing to do for a workload.</summary>
internal abstract record WorkloadStep
{
    /// <summary>Said about the workload once the step is done; null says nothing.</summary>
    public WorkloadEvent? Event { get; init; }

    public sealed record Create(ApiResource Api, JsonObject Body) : WorkloadStep;

    /// <param name="Body">A merge patch. With a resourceVersion in it nothing is written over what was not seen.</param>
    /// <param name="Subresource">Null for the object itself.</param>
    public sealed record Patch(ApiResource Api, ObjectKey Key, JsonObject Body, string? Subresource = null) : WorkloadStep;

    public sealed record Delete(ApiResource Api, ObjectMeta Object) : WorkloadStep;
}

internal sealed record WorkloadEvent(string Reason, string Message, bool IsWarning = false);
