using System.Security.Cryptography;
using KubeOpsPlanner.DevCluster.Authentication;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>Somebody who may call the embedded API server.</summary>
/// <param name="Name">The full user name, as admission sees it.</param>
/// <param name="Context">The context of the kubeconfig with this user's token.</param>
internal sealed record LocalUser(string Context, string Name, IReadOnlyList<string> Groups, string Token)
{
    public static LocalUser Person(string name, params string[] groups) => new(name, name, groups, NewToken());

    public static LocalUser ServiceAccount(string @namespace, string name) => new(
        name,
        WellKnownUsers.ServiceAccountName(@namespace, name),
        [.. WellKnownUsers.ServiceAccountGroups(@namespace).Where(group => group != WellKnownUsers.Authenticated)],
        NewToken());

    public StaticToken ToToken() => new(Token, Name, "", Groups);

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
