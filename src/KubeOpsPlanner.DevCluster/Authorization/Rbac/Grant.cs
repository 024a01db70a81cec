using System.Text.Json;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>One subject of one binding: the user or group in <see cref="Receiver"/> gets the rules of a role.</summary>
/// <param name="Binding">Name of the binding.</param>
/// <param name="Reason">What a decision that rests on this grant says.</param>
internal sealed record Grant(string Binding, Receiver Receiver, RoleKey Role, string Reason)
{
    /// <summary>Subjects that name nobody (a service account without a namespace in a cluster's binding) are left out.</summary>
    public static IEnumerable<Grant> Of(JsonElement binding)
    {
        var (space, name) = (binding.Text("metadata", "namespace"), binding.Text("metadata", "name"));
        var roleRef = binding.At("roleRef");
        var role = new RoleKey(roleRef.Text("kind") == "Role" ? space : "", roleRef.Text("name"));
        var described = space.Length == 0 ? $"ClusterRoleBinding \"{name}\"" : $"RoleBinding \"{name}/{space}\"";
        foreach (var subject in binding.At("subjects").Items())
        {
            if (Read(subject, space) is not var (receiver, shown))
                continue;
            yield return new Grant(
                name, receiver, role,
                $"RBAC: allowed by {described} of {roleRef.Text("kind")} \"{role.Name}\" to {subject.Text("kind")} \"{shown}\"");
        }
    }

    private static (Receiver Receiver, string Shown)? Read(JsonElement subject, string space)
    {
        var name = subject.Text("name");
        switch (subject.Text("kind"))
        {
            case "User":
                return (new Receiver(space, IsGroup: false, name), name);
            case "Group":
                return (new Receiver(space, IsGroup: true, name), name);
            case "ServiceAccount":
                var home = subject.Text("namespace") is { Length: > 0 } given ? given : space;
                return home.Length == 0
                    ? null
                    : (new Receiver(space, IsGroup: false, WellKnownUsers.ServiceAccountName(home, name)), $"{name}/{home}");
            default:
                return null;
        }
    }
}

/// <param name="Namespace">Where the grant holds; empty for everywhere.</param>
internal readonly record struct Receiver(string Namespace, bool IsGroup, string Name);
