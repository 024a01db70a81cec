using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

/// <summary>A cluster whose roles are enforced; the test cluster's user, ada, writes as administrator or as herself.</summary>
internal sealed class RbacCluster
{
    public const string Api = "/apis/rbac.authorization.k8s.io/v1";
    public const string InDefault = Api + "/namespaces/default";

    public static readonly ApiUser Ada = WellKnownUsers.Create("ada", "u-1", ["team", WellKnownUsers.Authenticated]);

    public static readonly ApiUser Admin = WellKnownUsers.Create("admin", "", [WellKnownUsers.Masters, WellKnownUsers.Authenticated]);

    public RbacCluster()
    {
        Cluster = new TestCluster { User = Admin };
        Authorizer = RbacAuthorizer.Attach(Cluster.Core, Cluster.Now);
        foreach (var initial in Authorizer.InitialObjects)
            Cluster.Post(initial.Collection, initial.Body.ToJsonString()).Is(201);
    }

    public TestCluster Cluster { get; }

    public RbacAuthorizer Authorizer { get; }

    public void AddRole(string name, string rules, string path = InDefault + "/roles") => Cluster.Post(path, Role(name, rules)).Is(201);

    public void Bind(string name, string role, string subject, string path = InDefault + "/rolebindings") =>
        Cluster.Post(path, Binding(name, role, subject)).Is(201);

    public AccessDecision Ask(ApiUser user, string verb, string resource, string space = "default", string name = "", string group = "")
    {
        var parts = resource.Split('/');
        return Authorizer.Decide(new AccessRequest(user, verb, group, parts[0], parts.ElementAtOrDefault(1) ?? "", space, name));
    }

    public static string Role(string name, string rules) => $$"""{"metadata": {"name": "{{name}}"}, "rules": {{rules}}}""";

    /// <param name="role">E.g. <c>Role/reader</c>.</param>
    /// <param name="subject">E.g. <c>User/ada</c>, or <c>ServiceAccount/home/planner</c>.</param>
    public static string Binding(string name, string role, string subject)
    {
        var (kind, to) = (role.Split('/'), subject.Split('/'));
        var space = to.Length == 3 ? $", \"namespace\": \"{to[1]}\"" : "";
        return $$"""
            {"metadata": {"name": "{{name}}"}, "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "{{kind[0]}}", "name": "{{kind[1]}}"},
             "subjects": [{"kind": "{{to[0]}}", "name": "{{to[^1]}}"{{space}}}]}
            """;
    }
}
