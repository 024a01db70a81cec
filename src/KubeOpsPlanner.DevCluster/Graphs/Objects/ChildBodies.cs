using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Objects;

/// <summary>JSON that all children of an object have in common.</summary>
internal static class ChildBodies
{
    public static JsonArray OwnedBy(ObjectMeta graph) => OwnedBy(GraphKinds.Graphs.Api, graph);

    public static JsonArray OwnedBy(ApiResource api, ObjectMeta owner) => new(new JsonObject
    {
        ["apiVersion"] = api.ApiVersion,
        ["kind"] = api.Kind,
        ["name"] = owner.Name,
        ["uid"] = owner.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    });

    public static JsonObject Texts(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var json = new JsonObject();
        foreach (var (name, value) in texts)
        {
            json[name] = value;
        }

        return json;
    }

    /// <summary>metav1.Time has whole seconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
