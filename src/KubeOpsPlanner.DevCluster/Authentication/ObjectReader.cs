using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Reads single objects in the server's own name.</summary>
public static class ObjectReader
{
    /// <summary>Null when there is no such object.</summary>
    public static JsonObject? Read(ApiHandler handle, string path, DateTimeOffset now) =>
        handle(new ApiRequest { Method = "GET", Path = path, User = WellKnownUsers.ApiServer }, now)
            is ApiResponse { Code: 200, Body: JsonObject found } ? found : null;

    public static string Uid(JsonObject found) => found["metadata"]?["uid"]?.GetValue<string>() ?? "";
}
