using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>One rule of a Role or ClusterRole. Rules only ever allow.</summary>
public sealed record PolicyRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ApiGroups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ResourceNames,
    IReadOnlyList<string> NonResourceUrls)
{
    private const string All = "*";

    public static PolicyRule AllResources { get; } = new([All], [All], [All], [], []);

    public static PolicyRule AllPaths { get; } = new([All], [], [], [], [All]);

    /// <summary>All rules of a role as stored.</summary>
    public static IReadOnlyList<PolicyRule> ReadAll(JsonElement role) => [.. role.At("rules").Items().Select(Read)];

    public bool Allows(AccessRequest request) => AllowsVerb(request.Verb)
        && (request.IsForResource
            ? AllowsGroup(request.Group) && AllowsResource(request.FullResource) && AllowsName(request.Name)
            : AllowsPath(request.NonResourcePath));

    /// <summary>Whether whoever has this rule has everything that the other one gives.</summary>
    public bool Covers(PolicyRule other) =>
        other.Verbs.All(AllowsVerb)
        && other.ApiGroups.All(AllowsGroup)
        && other.Resources.All(AllowsResource)
        && (ResourceNames.Count == 0 || (other.ResourceNames.Count > 0 && other.ResourceNames.All(ResourceNames.Contains)))
        && other.NonResourceUrls.All(AllowsPath);

    public JsonObject ToJson()
    {
        var rule = new JsonObject();
        Write(rule, "verbs", Verbs);
        Write(rule, "apiGroups", ApiGroups);
        Write(rule, "resources", Resources);
        Write(rule, "resourceNames", ResourceNames);
        Write(rule, "nonResourceURLs", NonResourceUrls);
        return rule;
    }

    private bool AllowsVerb(string verb) => Verbs.Contains(All) || Verbs.Contains(verb);

    private bool AllowsGroup(string group) => ApiGroups.Contains(All) || ApiGroups.Contains(group);

    // "*/scale" is the scale of everything; "pods" is not "pods/log".
    private bool AllowsResource(string resource)
    {
        if (Resources.Contains(All) || Resources.Contains(resource))
            return true;
        var slash = resource.IndexOf('/');
        return slash > 0 && Resources.Contains(All + resource[slash..]);
    }

    private bool AllowsName(string name) => ResourceNames.Count == 0 || ResourceNames.Contains(name);

    private bool AllowsPath(string path) => NonResourceUrls.Any(pattern =>
        pattern == All || pattern == path
        || (pattern.EndsWith('*') && path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal)));

    private static PolicyRule Read(JsonElement rule) => new(
        Texts(rule, "verbs"), Texts(rule, "apiGroups"), Texts(rule, "resources"), Texts(rule, "resourceNames"), Texts(rule, "nonResourceURLs"));

    private static string[] Texts(JsonElement rule, string field) =>
        [.. rule.At(field).Items().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    private static void Write(JsonObject rule, string field, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            rule[field] = UserDocument.Strings(values);
    }
}
