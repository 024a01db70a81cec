using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>
/// The roles and bindings that every cluster with RBAC starts with, for the kinds that this server knows. Their names,
/// labels and meaning are those of kube-apiserver; admin, edit and view gather their rules from labelled roles.
/// </summary>
internal static class BootstrapPolicy
{
    private const string Read = "get list watch";
    private const string Write = "create delete deletecollection patch update";
    private const string AggregateTo = RbacResources.Group + "/aggregate-to-";

    public static IEnumerable<InitialObject> Objects =>
    [
        Role("cluster-admin", "", Rule("*", "*", "*"), Paths("*", "*")),
        Role("system:discovery", "", Paths("get", "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/")),
        Role("system:public-info-viewer", "", Paths("get", "/healthz /livez /readyz /version /version/")),
        Role("system:basic-user", "",
            Rule("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
            Rule("create", "authentication.k8s.io", "selfsubjectreviews")),
        Gathering("admin", "", "admin"),
        Gathering("edit", "admin", "edit"),
        Gathering("view", "edit", "view"),
        Role("system:aggregate-to-admin", "admin",
            Rule("create", "authorization.k8s.io", "localsubjectaccessreviews"),
            Rule(Write + " " + Read, RbacResources.Group, "rolebindings roles")),
        Role("system:aggregate-to-edit", "edit",
            Rule(Read, "", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"),
            Rule("impersonate", "", "serviceaccounts"),
            Rule(Write, "", "pods pods/attach pods/exec pods/portforward pods/proxy"),
            Rule("create", "", "pods/eviction serviceaccounts/token"),
            Rule(Write, "", "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy"),
            Rule(Write, "apps", "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale"),
            Rule(Write, "autoscaling", "horizontalpodautoscalers"),
            Rule(Write, "batch", "cronjobs jobs"),
            Rule(Write, "policy", "poddisruptionbudgets"),
            Rule(Write, "networking.k8s.io", "ingresses networkpolicies"),
            Rule(Write + " " + Read, "coordination.k8s.io", "leases")),
        Role("system:aggregate-to-view", "view",
            Rule(Read, "", "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status"),
            Rule(Read, "", "bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status"),
            Rule(Read, "", "namespaces"),
            Rule(Read, "discovery.k8s.io", "endpointslices"),
            Rule(Read, "apps", "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status"),
            Rule(Read, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"),
            Rule(Read, "batch", "cronjobs cronjobs/status jobs jobs/status"),
            Rule(Read, "policy", "poddisruptionbudgets poddisruptionbudgets/status"),
            Rule(Read, "networking.k8s.io", "ingresses ingresses/status networkpolicies")),
        Binding("cluster-admin", WellKnownUsers.Masters),
        Binding("system:basic-user", WellKnownUsers.Authenticated),
        Binding("system:discovery", WellKnownUsers.Authenticated),
        Binding("system:public-info-viewer", WellKnownUsers.Authenticated, WellKnownUsers.Unauthenticated),
    ];

    private static InitialObject Role(string name, string gatheredBy, params PolicyRule[] rules)
    {
        var role = Bootstrapped("ClusterRole", name);
        if (gatheredBy.Length > 0)
            role["metadata"]!["labels"]![AggregateTo + gatheredBy] = "true";
        role["rules"] = new JsonArray([.. rules.Select(rule => rule.ToJson())]);
        return new InitialObject(RbacResources.Path(RbacResources.ClusterRoles), role);
    }

    private static InitialObject Gathering(string name, string gatheredBy, string gathers)
    {
        var role = Role(name, gatheredBy);
        role.Body["aggregationRule"] = new JsonObject
        {
            ["clusterRoleSelectors"] = new JsonArray(new JsonObject
            {
                ["matchLabels"] = new JsonObject { [AggregateTo + gathers] = "true" },
            }),
        };
        return role;
    }

    private static InitialObject Binding(string role, params string[] groups)
    {
        var binding = Bootstrapped("ClusterRoleBinding", role);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = RbacResources.Group, ["kind"] = "ClusterRole", ["name"] = role };
        binding["subjects"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject
        {
            ["kind"] = "Group",
            ["apiGroup"] = RbacResources.Group,
            ["name"] = group,
        })]);
        return new InitialObject(RbacResources.Path(RbacResources.ClusterRoleBindings), binding);
    }

    private static JsonObject Bootstrapped(string kind, string name) => new()
    {
        ["apiVersion"] = RbacResources.Group + "/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
            ["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
        },
    };

    private static PolicyRule Rule(string verbs, string group, string resources) =>
        new(verbs.Split(' '), [group], resources.Split(' '), [], []);

    private static PolicyRule Paths(string verbs, string paths) => new(verbs.Split(' '), [], [], [], paths.Split(' '));
}
