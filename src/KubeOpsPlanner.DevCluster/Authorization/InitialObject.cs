using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <param name="Collection">Where it is posted to, e.g. <c>/apis/rbac.authorization.k8s.io/v1/clusterroles</c>.</param>
public sealed record InitialObject(string Collection, JsonObject Body);
