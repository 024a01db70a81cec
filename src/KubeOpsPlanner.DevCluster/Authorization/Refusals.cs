using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <summary>HTTP 403 as authorization answers it.</summary>
internal static class Refusals
{
    public static StatusException Forbidden(AccessRequest access, AccessDecision decision)
    {
        var details = new JsonObject();
        if (access.Name.Length > 0)
            details["name"] = access.Name;
        if (access.Group.Length > 0)
            details["group"] = access.Group;
        if (access.Resource.Length > 0)
            details["kind"] = access.Resource;
        return new StatusException(403, "Forbidden", access.Refusal(decision.Reason), details);
    }
}
