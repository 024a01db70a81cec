using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Manifests.Rbac;

internal sealed record RbacRule(string Group, IReadOnlyList<string> Resources, IReadOnlyList<string> Verbs, string? Name = null)
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["apiGroups"] = new JsonArray(Group), ["resources"] = Texts(Resources), ["verbs"] = Texts(Verbs) };
        if (Name is not null)
        {
            json["resourceNames"] = new JsonArray(Name);
        }

        return json;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
