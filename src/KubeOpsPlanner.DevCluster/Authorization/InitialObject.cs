using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <summary>What a cluster is born with.</summary>
/// <param name="Collection">Where it would be posted to, e.g. <c>/apis/rbac.authorization.k8s.io/v1/clusterroles</c>.</param>
/// <param name="Body">With everything that a server would fill in, but for what tells one object of a name from another.</param>
public sealed record InitialObject(string Collection, JsonObject Body)
{
    /// <summary>An object of which no more is known than its name.</summary>
    public InitialObject(string collection, string kind, string name, string apiVersion = "v1")
        : this(collection, new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = apiVersion,
            ["metadata"] = new JsonObject { ["name"] = name },
        })
    {
    }

    public string Name => Body.Text("metadata", "name");
}
