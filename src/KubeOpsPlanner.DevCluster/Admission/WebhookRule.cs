using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>One entry of a webhook's <c>rules</c>.</summary>
internal static class WebhookRule
{
    public static bool Matches(JsonElement rule, ResourceType type, string subresource, string operation) =>
        MatchesScope(rule, type)
        && Contains(rule.At("operations"), operation)
        && Contains(rule.At("apiGroups"), type.Group)
        && Contains(rule.At("apiVersions"), type.Version)
        && rule.At("resources").Items().Any(resource => MatchesResource(resource.GetString() ?? "", type.Plural, subresource));

    private static bool MatchesScope(JsonElement rule, ResourceType type) => rule.Text("scope") switch
    {
        "Namespaced" => type.IsNamespaced,
        "Cluster" => !type.IsNamespaced,
        _ => true,
    };

    // A rule for "pods" does not cover "pods/status": subresources must be named or starred.
    private static bool MatchesResource(string pattern, string plural, string subresource)
    {
        var slash = pattern.IndexOf('/');
        var (resource, sub) = slash < 0 ? (pattern, "") : (pattern[..slash], pattern[(slash + 1)..]);
        return (resource == "*" || resource == plural) && (sub == "*" || sub == subresource);
    }

    private static bool Contains(JsonElement values, string wanted) =>
        values.Items().Any(value => value.GetString() is { } text && (text == "*" || text == wanted));
}
