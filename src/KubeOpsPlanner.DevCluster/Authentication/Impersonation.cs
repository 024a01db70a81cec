using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>What <c>kubectl --as</c> and <c>--as-group</c> do: members of system:masters act as somebody else.</summary>
public static class Impersonation
{
    private const string UserHeader = "Impersonate-User";
    private const string UidHeader = "Impersonate-Uid";
    private const string GroupHeader = "Impersonate-Group";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <param name="headers">All headers of the request with each of their values.</param>
    /// <returns>The user that counts, or the refusal.</returns>
    public static (ApiUser? User, ApiResponse? Refusal) Apply(
        ApiUser caller, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> headers)
    {
        var asked = headers
            .Where(header => header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        if (asked.Count == 0)
            return (caller, null);
        var name = asked.GetValueOrDefault(UserHeader)?.FirstOrDefault() ?? "";
        if (name.Length == 0)
            return (null, StatusErrors.Internal("groups, uid or extra were to be impersonated without a user").ToResponse());
        if (!caller.Groups.Contains(WellKnownUsers.Masters))
            return (null, Forbid(caller, name));
        var extra = asked
            .Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..]).ToLowerInvariant(),
                header => header.Value);
        var uid = asked.GetValueOrDefault(UidHeader)?.FirstOrDefault() ?? "";
        return (new ApiUser(name, uid, Groups(name, asked.GetValueOrDefault(GroupHeader) ?? []), extra), null);
    }

    private static IReadOnlyList<string> Groups(string name, IReadOnlyList<string> asked)
    {
        if (name == WellKnownUsers.Anonymous.Name)
            return [.. asked.Append(WellKnownUsers.Unauthenticated).Distinct()];
        if (asked.Count == 0 && name.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal)
            && name.Split(':') is [_, _, var space, _])
            return WellKnownUsers.ServiceAccountGroups(space);
        return [.. asked.Append(WellKnownUsers.Authenticated).Distinct()];
    }

    private static ApiResponse Forbid(ApiUser caller, string name)
    {
        var (resource, shown, group) = name.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal)
            ? ("serviceaccounts", name.Split(':')[^1], "")
            : ("users", name, "");
        return StatusDocument.Forbidden(resource, shown,
            $"{resource} \"{shown}\" is forbidden: User \"{caller.Name}\" cannot impersonate resource \"{resource}\" "
            + $"in API group \"{group}\" at the cluster scope");
    }
}
