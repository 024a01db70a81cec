using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

/// <summary>The sentences are those of kube-apiserver 1.20.2 for the same requests.</summary>
public sealed class EscalationTests
{
    private const string Roles = RbacCluster.InDefault + "/roles";
    private const string Bindings = RbacCluster.InDefault + "/rolebindings";
    private const string ClusterRoles = RbacCluster.Api + "/clusterroles";
    private const string Attempt = "is attempting to grant RBAC permissions not currently held:\n";
    private const string Ada = "user \"ada\" (groups=[\"team\" \"system:authenticated\"]) ";

    private const string Manages = """
        [{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles", "rolebindings", "clusterroles"], "verbs": ["get", "create", "update", "patch"]},
         {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]},
         {"apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["a"], "verbs": ["get"]}]
        """;

    private readonly TestCluster _cluster;

    public EscalationTests()
    {
        var rbac = new RbacCluster();
        rbac.AddRole("manager", Manages);
        rbac.Bind("manager", "Role/manager", "User/ada");
        rbac.AddRole("escalator", """[{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"], "resourceNames": ["mine"], "verbs": ["escalate", "bind"]}]""");
        rbac.AddRole("mine", "[]");
        rbac.Bind("escalator", "Role/escalator", "User/eve");
        rbac.AddRole("cluster-manager", Manages, ClusterRoles);
        rbac.Bind("cluster-manager", "ClusterRole/cluster-manager", "User/bob", RbacCluster.Api + "/clusterrolebindings");
        _cluster = rbac.Cluster;
        _cluster.User = RbacCluster.Ada;
    }

    [Theory]
    [InlineData("""[{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]""", "")]
    [InlineData("""[{"apiGroups": [""], "resources": ["pods"], "resourceNames": ["p"], "verbs": ["get", "list"]}]""", "")]
    [InlineData("[]", "")]
    [InlineData("""[{"apiGroups": ["", "apps"], "resources": ["pods", "secrets"], "verbs": ["get", "delete"], "resourceNames": ["x"]}]""",
        """
        {APIGroups:[""], Resources:["pods"], ResourceNames:["x"], Verbs:["delete"]}
        {APIGroups:[""], Resources:["secrets"], ResourceNames:["x"], Verbs:["get" "delete"]}
        {APIGroups:["apps"], Resources:["pods"], ResourceNames:["x"], Verbs:["get" "delete"]}
        {APIGroups:["apps"], Resources:["secrets"], ResourceNames:["x"], Verbs:["get" "delete"]}
        """)]
    [InlineData("""
        [{"apiGroups": [""], "resources": ["pods", "secrets"], "verbs": ["*"]}, {"apiGroups": [""], "resources": ["configmaps", "secrets"], "verbs": ["get"]},
         {"apiGroups": [""], "resources": ["configmaps", "pods"], "resourceNames": ["a", "b"], "verbs": ["get"]}]
        """,
        """
        {APIGroups:[""], Resources:["configmaps"], ResourceNames:["b"], Verbs:["get"]}
        {APIGroups:[""], Resources:["configmaps"], Verbs:["get"]}
        {APIGroups:[""], Resources:["pods"], Verbs:["*"]}
        {APIGroups:[""], Resources:["secrets"], Verbs:["*" "get"]}
        """)]
    public void A_role_holds_at_most_what_its_author_holds(string rules, string missing)
    {
        var answer = _cluster.Post(Roles, RbacCluster.Role("r", rules));

        var refusal = $"roles.rbac.authorization.k8s.io \"r\" is forbidden: {Ada}{Attempt}{missing}";
        Assert.Equal(missing.Length == 0 ? (201, "") : (403, refusal), (answer.Code, answer.Message));
    }

    [Fact]
    public void An_update_is_judged_by_all_rules_of_the_result()
    {
        _cluster.Post(Roles, RbacCluster.Role("r", """[{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]""")).Is(201);

        var refused = _cluster.Put(Roles + "/r", RbacCluster.Role("r", """[{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]""")).Is(403);

        Assert.EndsWith("{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}", refused.Message);
        _cluster.Put(Roles + "/r", RbacCluster.Role("r", "[]")).Is(200);
    }

    [Theory]
    [InlineData("Role/manager", 201, "")]
    [InlineData("Role/missing", 404, "roles.rbac.authorization.k8s.io \"missing\" not found")]
    [InlineData("ClusterRole/missing", 404, "clusterroles.rbac.authorization.k8s.io \"missing\" not found")]
    [InlineData("Foo/manager", 500, "unsupported role reference kind: \"Foo\"")]
    [InlineData("ClusterRole/cluster-admin", 403,
        "rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: " + Ada + Attempt
        + "{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}")]
    public void A_binding_gives_at_most_what_its_author_holds(string role, int code, string message)
    {
        var answer = _cluster.Post(Bindings, RbacCluster.Binding("b", role, "User/eve"));

        Assert.Equal((code, message), (answer.Code, answer.Message));
    }

    [Fact]
    public void Who_may_escalate_or_bind_a_role_need_not_hold_it()
    {
        _cluster.User = KubeOpsPlanner.DevCluster.Authentication.WellKnownUsers.Create("eve", "", []);

        _cluster.Put(Roles + "/mine", RbacCluster.Role("mine", """[{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]""")).Is(200);
        _cluster.Post(Bindings, RbacCluster.Binding("b", "Role/mine", "User/eve")).Is(201);
        _cluster.Post(Roles, RbacCluster.Role("other", """[{"apiGroups": ["x"], "resources": ["*"], "verbs": ["*"]}]""")).Is(201);
    }

    [Fact]
    public void Only_who_holds_everything_may_touch_a_role_that_gathers()
    {
        _cluster.User = KubeOpsPlanner.DevCluster.Authentication.WellKnownUsers.Create("bob", "", []);
        const string why = "must have cluster-admin privileges to use the aggregationRule";

        var created = _cluster.Post(ClusterRoles, """{"metadata": {"name": "g"}, "aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"a": "b"}}]}}""").Is(403);
        Assert.Equal($"clusterroles.rbac.authorization.k8s.io \"g\" is forbidden: {why}", created.Message);
        _cluster.Merge(ClusterRoles + "/cluster-admin", """{"metadata": {"labels": {"x": "y"}}}""").Is(403);
        _cluster.Merge(ClusterRoles + "/admin", """{"metadata": {"finalizers": ["example.dev/hold"]}}""").Is(200);
    }

    [Fact]
    public void Nobody_else_is_judged()
    {
        _cluster.Post("/api/v1/namespaces/default/configmaps", """{"metadata": {"name": "c"}, "rules": [1]}""").Is(201);
        _cluster.User = RbacCluster.Admin;
        _cluster.Post(Bindings, RbacCluster.Binding("b", "Role/missing", "User/eve")).Is(201);
    }
}
