using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

public sealed class PolicyRuleTests
{
    private static readonly ApiUser Bob = WellKnownUsers.Create("bob", "", []);

    // A rule is "verbs | groups | resources | names | paths", a question "verb | group | resource | subresource | name | path".
    [Theory]
    [InlineData("get,list||pods||", "get||pods|||", true)]
    [InlineData("get,list||pods||", "watch||pods|||", false)]
    [InlineData("*||pods||", "deletecollection||pods|||", true)]
    [InlineData("get||pods||", "get||pods|log||", false)]
    [InlineData("get||pods/log||", "get||pods|log||", true)]
    [InlineData("get||pods/log||", "get||pods|||", false)]
    [InlineData("get||pods/*||", "get||pods|log||", false)]
    [InlineData("patch|apps|*/scale||", "patch|apps|deployments|scale||", true)]
    [InlineData("patch|apps|*/scale||", "patch|apps|deployments|status||", false)]
    [InlineData("patch|apps|*/scale||", "patch|apps|deployments|||", false)]
    [InlineData("get|*|*||", "get|apps|deployments|scale||", true)]
    [InlineData("get|apps|*||", "get||pods|||", false)]
    [InlineData("get||configmaps|a,b|", "get||configmaps||b|", true)]
    [InlineData("get||configmaps|a,b|", "get||configmaps||c|", false)]
    [InlineData("create||configmaps|a|", "create||configmaps|||", false)]
    [InlineData("get||||/healthz,/api/*", "get|||||/api/v1", true)]
    [InlineData("get||||/healthz,/api/*", "get|||||/api", false)]
    [InlineData("get||||/healthz,/api/*", "get|||||/healthz", true)]
    [InlineData("get||||/healthz,/api/*", "get|||||/healthz/etcd", false)]
    [InlineData("get||||*", "get|||||/metrics", true)]
    [InlineData("get||||*", "get||pods|||", false)]
    [InlineData("*|*|*||", "get|||||/metrics", false)]
    public void A_rule_allows(string rule, string question, bool isAllowed)
    {
        var q = question.Split('|');
        var request = new AccessRequest(Bob, q[0], q[1], q[2], q[3], "", q[4], q[5]);

        Assert.Equal(isAllowed, Rule(rule).Allows(request));
    }

    [Theory]
    [InlineData("*|*|*||", "get||pods|a|", true)]
    [InlineData("get||pods||", "get||pods||", true)]
    [InlineData("get||pods||", "get||pods|a|", true)]
    [InlineData("get||pods|a|", "get||pods||", false)]
    [InlineData("get||pods|a|", "get||pods|a,b|", false)]
    [InlineData("get||pods|a,b,c|", "get||pods|a,b|", true)]
    [InlineData("get||pods||", "*||pods||", false)]
    [InlineData("get||*||", "get||pods/log||", true)]
    [InlineData("get||pods||", "get||*||", false)]
    [InlineData("get||*/scale||", "get||deployments/scale||", true)]
    [InlineData("get||||/api/*", "get||||/api/v1", true)]
    [InlineData("get||||/api/*", "get||||/api/*", true)]
    [InlineData("get||||/api/v1", "get||||/api/*", false)]
    [InlineData("*|*|*||", "get||||/api", false)]
    public void A_rule_covers(string held, string given, bool covers) => Assert.Equal(covers, Rule(held).Covers(Rule(given)));

    private static PolicyRule Rule(string text)
    {
        var parts = text.Split('|').Select(part => part.Split(',')).ToArray();
        var isPath = parts[4][0].Length > 0;
        return new PolicyRule(parts[0], isPath ? [] : parts[1], isPath ? [] : parts[2], parts[3][0].Length == 0 ? [] : parts[3], isPath ? parts[4] : []);
    }
}
