using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

public sealed class RbacAuthorizerTests
{
    private const string ReadPods = """[{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]""";

    private readonly RbacCluster _rbac = new();

    [Fact]
    public void Nobody_may_do_what_nobody_granted() => Assert.Equal(new AccessDecision(false, ""), _rbac.Ask(RbacCluster.Ada, "get", "pods"));

    [Fact]
    public void Masters_may_do_everything_without_a_binding()
    {
        _rbac.Cluster.Delete(RbacCluster.Api + "/clusterrolebindings/cluster-admin").Is(200);

        Assert.True(_rbac.Ask(RbacCluster.Admin, "delete", "nodes", space: "").IsAllowed);
    }

    [Theory]
    [InlineData("User/ada", "RBAC: allowed by RoleBinding \"b/default\" of Role \"r\" to User \"ada\"")]
    [InlineData("Group/team", "RBAC: allowed by RoleBinding \"b/default\" of Role \"r\" to Group \"team\"")]
    [InlineData("User/eve", null)]
    [InlineData("Group/ada", null)]
    [InlineData("User/team", null)]
    public void A_binding_is_for_its_subjects_and_its_namespace(string subject, string? reason)
    {
        _rbac.AddRole("r", ReadPods);
        _rbac.Bind("b", "Role/r", subject);

        Assert.Equal(new AccessDecision(reason is not null, reason ?? ""), _rbac.Ask(RbacCluster.Ada, "get", "pods"));
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "pods", space: "kube-system").IsAllowed);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "pods", space: "").IsAllowed);
    }

    [Fact]
    public void A_binding_of_the_cluster_holds_everywhere()
    {
        _rbac.AddRole("r", ReadPods, RbacCluster.Api + "/clusterroles");
        _rbac.Bind("b", "ClusterRole/r", "User/ada", RbacCluster.Api + "/clusterrolebindings");

        Assert.Equal("RBAC: allowed by ClusterRoleBinding \"b\" of ClusterRole \"r\" to User \"ada\"", _rbac.Ask(RbacCluster.Ada, "get", "pods").Reason);
        Assert.True(_rbac.Ask(RbacCluster.Ada, "get", "pods", space: "").IsAllowed);
    }

    [Fact]
    public void A_role_of_the_cluster_can_be_bound_in_one_namespace()
    {
        _rbac.Bind("b", "ClusterRole/view", "User/ada");

        Assert.True(_rbac.Ask(RbacCluster.Ada, "get", "pods/log").IsAllowed);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "secrets").IsAllowed);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "pods", space: "").IsAllowed);
    }

    [Theory]
    [InlineData("ServiceAccount/home/planner", "home", true)]
    [InlineData("ServiceAccount/home/planner", "default", false)]
    [InlineData("ServiceAccount/planner", "default", true)]
    public void A_service_account_lives_in_its_namespace_or_else_in_the_bindings(string subject, string home, bool isAllowed)
    {
        _rbac.AddRole("r", ReadPods);
        _rbac.Bind("b", "Role/r", subject);
        var account = WellKnownUsers.Create(WellKnownUsers.ServiceAccountName(home, "planner"), "", WellKnownUsers.ServiceAccountGroups(home));

        Assert.Equal(isAllowed, _rbac.Ask(account, "get", "pods").IsAllowed);
    }

    [Fact]
    public void A_change_counts_from_its_commit_on()
    {
        _rbac.AddRole("r", ReadPods);
        _rbac.Bind("b", "Role/r", "User/ada");
        _rbac.Cluster.Put(RbacCluster.InDefault + "/roles/r", RbacCluster.Role("r", ReadPods.Replace("get", "list"))).Is(200);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "pods").IsAllowed);
        Assert.True(_rbac.Ask(RbacCluster.Ada, "list", "pods").IsAllowed);

        _rbac.Cluster.Merge(RbacCluster.InDefault + "/rolebindings/b", """{"subjects": [{"kind": "User", "name": "eve"}]}""").Is(200);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "list", "pods").IsAllowed);
        Assert.True(_rbac.Ask(WellKnownUsers.Create("eve", "", []), "list", "pods").IsAllowed);

        _rbac.Cluster.Delete(RbacCluster.InDefault + "/rolebindings/b").Is(200);
        Assert.False(_rbac.Ask(WellKnownUsers.Create("eve", "", []), "list", "pods").IsAllowed);
    }

    [Fact]
    public void A_binding_to_nothing_is_named_in_the_refusal()
    {
        _rbac.Bind("b", "Role/gone", "User/ada");
        _rbac.Bind("c", "ClusterRole/gone", "User/ada");

        Assert.Equal(
            "RBAC: [role.rbac.authorization.k8s.io \"gone\" not found, clusterrole.rbac.authorization.k8s.io \"gone\" not found]",
            _rbac.Ask(RbacCluster.Ada, "get", "pods").Reason);
    }

    [Fact]
    public void What_was_stored_before_counts_too()
    {
        var cluster = new TestCluster { User = RbacCluster.Admin };
        cluster.Post(RbacCluster.InDefault + "/roles", RbacCluster.Role("r", ReadPods)).Is(201);
        cluster.Post(RbacCluster.InDefault + "/rolebindings", RbacCluster.Binding("b", "Role/r", "User/ada")).Is(201);

        var authorizer = RbacAuthorizer.Attach(cluster.Core, cluster.Now);

        Assert.True(authorizer.Decide(new AccessRequest(RbacCluster.Ada, "get", "", "pods", "", "default")).IsAllowed);
    }

    [Fact]
    public void The_rules_of_a_user_are_those_of_the_cluster_and_the_namespace()
    {
        _rbac.AddRole("r", ReadPods);
        _rbac.Bind("b", "Role/r", "User/ada");
        _rbac.Bind("c", "Role/gone", "User/ada");

        var rules = _rbac.Authorizer.RulesOf(RbacCluster.Ada, "default");

        Assert.Contains(rules.Rules, rule => rule.Resources.Contains("selfsubjectaccessreviews"));
        Assert.Equal(["pods"], rules.Rules[^1].Resources);
        Assert.Equal("role.rbac.authorization.k8s.io \"gone\" not found", rules.Error);
        Assert.DoesNotContain(_rbac.Authorizer.RulesOf(RbacCluster.Ada, "kube-system").Rules, rule => rule.Resources.Contains("pods"));
    }

    [Fact]
    public void Roles_gather_the_rules_of_the_roles_they_select()
    {
        var view = _rbac.Cluster.Get(RbacCluster.Api + "/clusterroles/view");
        Assert.Contains("pods/log", view.Text("rules"));
        _rbac.Bind("b", "ClusterRole/admin", "User/ada");

        _rbac.Cluster.Post(RbacCluster.Api + "/clusterroles",
            """{"metadata": {"name": "plans", "labels": {"rbac.authorization.k8s.io/aggregate-to-view": "true"}}, "rules": [{"apiGroups": ["kubeopsplanner.io"], "resources": ["poolplans"], "verbs": ["get"]}]}""").Is(201);
        Assert.True(_rbac.Ask(RbacCluster.Ada, "get", "poolplans", group: "kubeopsplanner.io").IsAllowed);
        Assert.True(_rbac.Ask(RbacCluster.Ada, "create", "rolebindings", group: "rbac.authorization.k8s.io").IsAllowed);

        _rbac.Cluster.Delete(RbacCluster.Api + "/clusterroles/plans").Is(200);
        Assert.False(_rbac.Ask(RbacCluster.Ada, "get", "poolplans", group: "kubeopsplanner.io").IsAllowed);
    }

    [Fact]
    public void Roles_that_gather_each_other_come_to_rest()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            _rbac.Cluster.Post(RbacCluster.Api + "/clusterroles", $$$"""
                {"metadata": {"name": "{{{name}}}", "labels": {"ring": "x"}}, "aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"ring": "x"}}]}}
                """).Is(201);
            _rbac.Cluster.Post(RbacCluster.Api + "/clusterroles", $$$"""
                {"metadata": {"name": "of-{{{name}}}", "labels": {"ring": "x"}}, "rules": [{"apiGroups": [""], "resources": ["{{{name}}}"], "verbs": ["get"]}]}
                """).Is(201);
        }

        Assert.All(new[] { "a", "b", "c" }, name => Assert.Equal(3, _rbac.Cluster.Get($"{RbacCluster.Api}/clusterroles/{name}").Body["rules"]!.AsArray().Count));
    }
}
