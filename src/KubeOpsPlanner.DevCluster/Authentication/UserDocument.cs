using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>A user as <c>authentication.k8s.io/v1</c> UserInfo.</summary>
public static class UserDocument
{
    public static JsonObject Write(ApiUser user)
    {
        var document = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
            document["uid"] = user.Uid;
        if (user.Groups.Count > 0)
            document["groups"] = Strings(user.Groups);
        if (user.Extra.Count > 0)
            document["extra"] = new JsonObject(
                user.Extra.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Strings(pair.Value))));
        return document;
    }

    public static JsonArray Strings(IEnumerable<string> values) =>
        new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
