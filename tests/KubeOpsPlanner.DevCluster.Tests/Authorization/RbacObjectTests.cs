using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

/// <summary>The sentences are those of kube-apiserver 1.20.2 for the same requests.</summary>
public sealed class RbacObjectTests
{
    private const string Roles = RbacCluster.InDefault + "/roles";
    private const string Bindings = RbacCluster.InDefault + "/rolebindings";

    private readonly TestCluster _cluster = new();

    [Theory]
    [InlineData("""{"verbs": []}""", "[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]")]
    [InlineData("""{"verbs": ["get"], "nonResourceURLs": ["/x"]}""", "rules[0].nonResourceURLs: Invalid value: []string{\"/x\"}: namespaced rules cannot apply to non-resource URLs")]
    [InlineData("""{"verbs": ["get"], "apiGroups": [""]}""", "rules[0].resources: Required value: resource rules must supply at least one resource")]
    public void A_rule_must_say_all_its_parts(string rule, string problem) => Assert.Equal(
        $"Role.rbac.authorization.k8s.io \"r\" is invalid: {problem}", _cluster.Post(Roles, RbacCluster.Role("r", $"[{rule}]")).Is(422).Message);

    [Fact]
    public void A_rule_is_for_resources_or_for_paths() => Assert.Equal(
        "ClusterRole.rbac.authorization.k8s.io \"r\" is invalid: rules[0].nonResourceURLs: Invalid value: []string{\"/x\"}: rules cannot apply to both regular resources and non-resource URLs",
        _cluster.Post(RbacCluster.Api + "/clusterroles", RbacCluster.Role("r", """[{"verbs": ["get"], "nonResourceURLs": ["/x"], "resourceNames": ["a"]}]""")).Is(422).Message);

    [Fact]
    public void A_binding_must_say_what_to_whom()
    {
        var refused = _cluster.Post(Bindings, """
            {"metadata": {"name": "b"}, "roleRef": {"apiGroup": "x", "kind": "Foo", "name": ""}, "subjects": [
              {"kind": "ServiceAccount", "name": "", "apiGroup": "x"}, {"kind": "Robot", "name": "u"}, {"kind": "User", "name": "", "apiGroup": "y"}]}
            """).Is(422);

        Assert.Equal(
            "RoleBinding.rbac.authorization.k8s.io \"b\" is invalid: [roleRef.apiGroup: Unsupported value: \"x\": supported values: \"rbac.authorization.k8s.io\", "
            + "roleRef.kind: Unsupported value: \"Foo\": supported values: \"Role\", \"ClusterRole\", roleRef.name: Required value, subjects[0].name: Required value, "
            + "subjects[0].apiGroup: Unsupported value: \"x\": supported values: \"\", subjects[1].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\", "
            + "subjects[2].name: Required value, subjects[2].apiGroup: Unsupported value: \"y\": supported values: \"rbac.authorization.k8s.io\"]",
            refused.Message);
    }

    [Fact]
    public void A_binding_keeps_its_role()
    {
        var body = RbacCluster.Binding("b", "Role/r", "User/ada");
        _cluster.Post(Bindings, body).Is(201);

        Assert.Equal(
            "RoleBinding.rbac.authorization.k8s.io \"b\" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:\"rbac.authorization.k8s.io\", Kind:\"Role\", Name:\"other\"}: cannot change roleRef",
            _cluster.Put(Bindings + "/b", body.Replace("\"name\": \"r\"", "\"name\": \"other\"")).Is(422).Message);
    }

    [Fact]
    public void Groups_of_references_have_defaults()
    {
        var created = _cluster.Post(Bindings,
            """{"metadata": {"name": "b"}, "roleRef": {"kind": "Role", "name": "r"}, "subjects": [{"kind": "User", "name": "u"}, {"kind": "ServiceAccount", "name": "s"}]}""").Is(201);

        Assert.Equal("rbac.authorization.k8s.io", created.Text("roleRef.apiGroup"));
        Assert.Equal(("rbac.authorization.k8s.io", ""), (created.Text("subjects.0.apiGroup"), created.Text("subjects.1.apiGroup")));
    }
}
