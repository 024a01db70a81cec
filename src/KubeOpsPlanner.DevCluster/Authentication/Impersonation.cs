using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>
/// What <c>kubectl --as</c>, <c>--as-group</c> and <c>--as-uid</c> do: a caller acts as somebody else, when they may
/// impersonate that user, each group, each extra value and the uid.
/// </summary>
public sealed class Impersonation(IAuthorizer authorizer)
{
    private const string UserHeader = "Impersonate-User";
    private const string UidHeader = "Impersonate-Uid";
    private const string GroupHeader = "Impersonate-Group";
    private const string ExtraPrefix = "Impersonate-Extra-";
    private const string AuthenticationGroup = "authentication.k8s.io";

    /// <param name="headers">All headers of the request with each of their values.</param>
    /// <returns>The user that counts.</returns>
    /// <exception cref="StatusException">The caller may not.</exception>
    public ApiUser Apply(ApiUser caller, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> headers)
    {
        var asked = headers
            .Where(header => header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var name = First(asked, UserHeader);
        var groups = asked.GetValueOrDefault(GroupHeader) ?? [];
        var uid = First(asked, UidHeader);
        var extra = asked
            .Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .GroupBy(header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..]).ToLowerInvariant())
            .ToDictionary(same => same.Key, same => (IReadOnlyList<string>)[.. same.SelectMany(header => header.Value)]);
        if (name.Length == 0)
        {
            return groups.Count == 0 && extra.Count == 0 && uid.Length == 0
                ? caller
                : throw StatusErrors.Internal("groups, uid or extra were to be impersonated without a user");
        }

        foreach (var question in Questions(caller, name, groups, extra, uid))
        {
            if (authorizer.Decide(question) is { IsAllowed: false } decision)
                throw Refusals.Forbidden(question, decision);
        }

        return new ApiUser(name, uid, EffectiveGroups(name, groups), extra);
    }

    private static IEnumerable<AccessRequest> Questions(
        ApiUser caller, string name, IReadOnlyList<string> groups,
        IReadOnlyDictionary<string, IReadOnlyList<string>> extra, string uid)
    {
        var impersonate = new AccessRequest(caller, "impersonate");
        yield return ServiceAccount(name) is var (space, account)
            ? impersonate with { Resource = "serviceaccounts", Namespace = space, Name = account }
            : impersonate with { Resource = "users", Name = name };
        foreach (var group in groups)
            yield return impersonate with { Resource = "groups", Name = group };
        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
                yield return impersonate with { Group = AuthenticationGroup, Resource = "userextras", Subresource = key, Name = value };
        }

        if (uid.Length > 0)
            yield return impersonate with { Group = AuthenticationGroup, Resource = "uids", Name = uid };
    }

    private static IReadOnlyList<string> EffectiveGroups(string name, IReadOnlyList<string> asked)
    {
        if (name == WellKnownUsers.Anonymous.Name)
            return [.. asked.Append(WellKnownUsers.Unauthenticated).Distinct()];
        if (asked.Count == 0 && ServiceAccount(name) is var (space, _))
            return WellKnownUsers.ServiceAccountGroups(space);
        return [.. asked.Append(WellKnownUsers.Authenticated).Distinct()];
    }

    private static (string Namespace, string Name)? ServiceAccount(string name) =>
        name.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal)
        && name.Split(':') is [_, _, var space, var account]
        && ServiceAccountNames.IsValidNamespace(space) && ServiceAccountNames.IsValid(account)
            ? (space, account)
            : null;

    private static string First(Dictionary<string, IReadOnlyList<string>> headers, string name) =>
        headers.GetValueOrDefault(name)?.FirstOrDefault() ?? "";
}
