using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Hosting.Clusters;

/// <summary>Which object is meant, and how it goes. Dependents always go in the background.</summary>
/// <param name="Uid">Precondition: 409 when the object is another one by now.</param>
/// <param name="ResourceVersion">Precondition: 409 when the object has moved on.</param>
/// <param name="GracePeriodSeconds">How long a pod may take to end; null leaves it to the pod, 0 removes it at once.</param>
public sealed record DeleteOptions(string? Uid = null, string? ResourceVersion = null, long? GracePeriodSeconds = null)
{
    /// <summary>As the API server reads it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = "Background" };
        if (GracePeriodSeconds is { } seconds)
            json["gracePeriodSeconds"] = seconds;
        var preconditions = new JsonObject();
        if (Uid is not null)
            preconditions["uid"] = Uid;
        if (ResourceVersion is not null)
            preconditions["resourceVersion"] = ResourceVersion;
        if (preconditions.Count > 0)
            json["preconditions"] = preconditions;
        return json;
    }
}
