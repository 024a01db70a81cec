using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>The rules of a ClusterRole with an aggregationRule: those of the roles that it selects. Pure.</summary>
internal static class RoleAggregation
{
    /// <returns>The rules that the role should have; null when it has them, or gathers none.</returns>
    public static JsonArray? Refresh(JsonElement role, IEnumerable<JsonElement> all)
    {
        var selectors = role.At("aggregationRule", "clusterRoleSelectors").Items().Select(LabelSelector.FromObject).ToList();
        if (selectors.Count == 0)
            return null;
        var name = role.Text("metadata", "name");
        var others = all.Where(other => other.Text("metadata", "name") != name).ToList();
        var rules = new JsonArray();
        var seen = new HashSet<string>();
        foreach (var selector in selectors)
        {
            foreach (var rule in others
                .Where(other => selector.Matches(other.At("metadata", "labels")))
                .SelectMany(other => other.At("rules").Items())
                .Where(rule => seen.Add(rule.GetRawText())))
                rules.Add(Json.Thaw(rule));
        }

        // Roles that gather each other would swap the order of their rules for ever, were that a difference.
        return seen.SetEquals(role.At("rules").Items().Select(rule => rule.GetRawText())) ? null : rules;
    }
}
