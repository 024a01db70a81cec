using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authentication;

public sealed class ImpersonationTests
{
    private static readonly Impersonation Dev = new(new AllowAuthenticated());

    private static readonly ApiUser Admin =
        WellKnownUsers.Create("admin", "", [WellKnownUsers.Masters, WellKnownUsers.Authenticated]);

    [Fact]
    public void Nobody_asked_for_means_the_caller() =>
        Assert.Same(Admin, Dev.Apply(Admin, [Header("Accept", "x")]));

    [Theory]
    [InlineData("bob", "", "system:authenticated")]
    [InlineData("bob", "team", "team,system:authenticated")]
    [InlineData("system:anonymous", "", "system:unauthenticated")]
    [InlineData("system:serviceaccount:ns:sa", "", "system:serviceaccounts,system:serviceaccounts:ns,system:authenticated")]
    [InlineData("system:serviceaccount:ns:sa", "team", "team,system:authenticated")]
    public void The_impersonated_have_the_groups_that_they_would_have(string user, string group, string groups)
    {
        var headers = group.Length == 0
            ? [Header("impersonate-user", user)]
            : new[] { Header("Impersonate-User", user), Header("Impersonate-Group", group) };

        var result = Dev.Apply(Admin, headers);

        Assert.Equal(user, result.Name);
        Assert.Equal(groups, string.Join(',', result.Groups));
    }

    [Fact]
    public void Extra_keys_are_unescaped_and_lower_case()
    {
        var user = Dev.Apply(Admin,
        [
            Header("Impersonate-User", "bob"),
            Header("Impersonate-Extra-Authentication.kubernetes.io%2Fpod-Name", "p-0"),
        ]);

        Assert.Equal("p-0", user.Extra["authentication.kubernetes.io/pod-name"].Single());
    }

    [Fact]
    public void Only_masters_may()
    {
        var bob = WellKnownUsers.Create("bob", "", [WellKnownUsers.Authenticated]);

        var refusal = Assert.Throws<StatusException>(() => Dev.Apply(bob, [Header("Impersonate-User", "alice")]));

        Assert.Equal(403, refusal.Code);
        Assert.Equal(
            "users \"alice\" is forbidden: User \"bob\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope",
            refusal.Message);
    }

    [Fact]
    public void A_group_without_a_user_is_refused() =>
        Assert.Equal(500, Assert.Throws<StatusException>(() => Dev.Apply(Admin, [Header("Impersonate-Group", "team")])).Code);

    private static KeyValuePair<string, IReadOnlyList<string>> Header(string name, string value) => new(name, [value]);
}
