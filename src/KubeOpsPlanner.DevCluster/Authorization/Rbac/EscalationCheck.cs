using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>
/// Nobody gives what they do not have: a role may be written by who holds all its rules or may <c>escalate</c> it, a
/// binding by who holds all rules of its role or may <c>bind</c> it.
/// </summary>
internal sealed class EscalationCheck(RbacAuthorizer authorizer)
{
    /// <exception cref="StatusException">The write would give its author more than they have.</exception>
    public void Check(PendingWrite write)
    {
        if (write.User.Groups.Contains(WellKnownUsers.Masters) || write.Subresource.Length > 0 || IsForGarbageCollection(write))
            return;
        if (RbacResources.IsRole(write.Type))
            CheckRole(write);
        else if (RbacResources.IsBinding(write.Type))
            CheckBinding(write);
    }

    private void CheckRole(PendingWrite write)
    {
        var escalate = new AccessRequest(
            write.User, "escalate", RbacResources.Group, write.Type.Plural, Namespace: write.Namespace, Name: write.Old is null ? "" : write.Name);
        if (authorizer.Decide(escalate).IsAllowed)
            return;
        RequireHeld(write, PolicyRule.ReadAll(Json.Freeze(write.Subject)));
        var gathers = write.Subject["aggregationRule"] is not null || write.Old is { } old && old.At("aggregationRule").IsPresent();
        if (gathers && Missing(write, [PolicyRule.AllResources, PolicyRule.AllPaths]).Count > 0)
            throw StatusErrors.Forbidden(write.Type, write.Name, "must have cluster-admin privileges to use the aggregationRule");
    }

    private void CheckBinding(PendingWrite write)
    {
        var reference = write.Subject["roleRef"];
        var kind = reference.Text("kind");
        var role = new RoleKey(kind == "Role" ? write.Namespace : "", reference.Text("name"));
        var bind = new AccessRequest(
            write.User, "bind", RbacResources.Group, role.Resource, Namespace: write.Namespace, Name: role.Name);
        if (authorizer.Decide(bind).IsAllowed)
            return;
        if (kind is not ("Role" or "ClusterRole"))
            throw new StatusException(500, "", $"unsupported role reference kind: \"{kind}\"");
        if (authorizer.Index.RulesOf(role) is not { } rules)
        {
            throw new StatusException(404, "NotFound", role.NotFound,
                new JsonObject { ["name"] = role.Name, ["group"] = RbacResources.Group, ["kind"] = role.Resource });
        }

        RequireHeld(write, rules);
    }

    private void RequireHeld(PendingWrite write, IReadOnlyList<PolicyRule> wanted)
    {
        var missing = Missing(write, wanted);
        if (missing.Count == 0)
            return;
        var user = $"user \"{write.User.Name}\" (groups={RuleText.Quote(write.User.Groups)})";
        var unresolved = Unresolved(write);
        throw StatusErrors.Forbidden(write.Type, write.Name,
            $"{user} is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', RuleText.Compact(missing))}"
            + (unresolved.Count == 0 ? "" : $"; resolution errors: [{string.Join(", ", unresolved)}]"));
    }

    private List<PolicyRule> Missing(PendingWrite write, IReadOnlyList<PolicyRule> wanted)
    {
        var held = authorizer.RulesOf(write.User, write.Namespace).Rules;
        return [.. wanted.SelectMany(Split).Where(part => !held.Any(rule => rule.Covers(part)))];
    }

    private List<string> Unresolved(PendingWrite write) =>
    [
        .. authorizer.Index.GrantsTo(write.User, write.Namespace)
            .Where(grant => authorizer.Index.RulesOf(grant.Role) is null)
            .Select(grant => grant.Role.NotFound)
            .Distinct(),
    ];

    /// <summary>Into rules that cannot be held in part.</summary>
    private static IEnumerable<PolicyRule> Split(PolicyRule rule)
    {
        var names = rule.ResourceNames.Count == 0 ? [[]] : rule.ResourceNames.Select(name => (string[])[name]).ToArray();
        foreach (var group in rule.ApiGroups)
        {
            foreach (var resource in rule.Resources)
            {
                foreach (var verb in rule.Verbs)
                {
                    foreach (var name in names)
                        yield return new PolicyRule([verb], [group], [resource], name, []);
                }
            }
        }

        foreach (var url in rule.NonResourceUrls)
        {
            foreach (var verb in rule.Verbs)
                yield return new PolicyRule([verb], [], [], [], [url]);
        }
    }

    // The garbage collector, and whoever else may update, must be able to let go of an object.
    private static bool IsForGarbageCollection(PendingWrite write)
    {
        if (write.Old is not { } old)
            return false;
        return JsonNode.DeepEquals(Rest(write.Subject), Rest(Json.Thaw(old)));

        static JsonObject Rest(JsonObject stored)
        {
            var rest = (JsonObject)stored.DeepClone();
            foreach (var field in new[] { "ownerReferences", "finalizers", "managedFields", "resourceVersion" })
                (rest["metadata"] as JsonObject)?.Remove(field);
            return rest;
        }
    }
}
