using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>A request makes graphs in its own namespace only: whoever may create it there need not be allowed elsewhere.</summary>
internal static class GraphRequestNamespace
{
    public static IEnumerable<FieldError> Check(JsonElement request)
    {
        var own = request.Text("metadata", "namespace");
        return request.Text("spec", "deploymentOverrides", "namespace") is { } wanted && own is not null && wanted != own
            ? [new FieldError(
                "spec.deploymentOverrides.namespace",
                $"must be the request's own namespace \"{own}\", was \"{wanted}\": create the request there instead")]
            : [];
    }
}
