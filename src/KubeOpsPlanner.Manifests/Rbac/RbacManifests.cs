using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Manifests.Rbac;

/// <summary>What the operator may do, and roles for people. No role for people writes status or a BudgetLedger.</summary>
public static class RbacManifests
{
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "update", "patch", "delete"];

    private static readonly string Requests = Kinds.GraphRequests.Api.Plural;
    private static readonly string Plans = Kinds.PoolPlans.Api.Plural;
    private static readonly string Budgets = Kinds.GlobalBudgets.Api.Plural;
    private static readonly string Ledgers = Kinds.BudgetLedgers.Api.Plural;
    private static readonly string Graphs = GraphKinds.Graphs.Api.Plural;
    private static readonly string Adapters = GraphKinds.ScalingAdapters.Api.Plural;

    public static IEnumerable<(string File, JsonObject Manifest)> All()
    {
        yield return ("service_account.yaml", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = Metadata(Product.Name, isNamespaced: true),
        });
        yield return ("operator_cluster_role.yaml", Role("ClusterRole", Product.Name, OperatorCluster));
        yield return ("operator_cluster_role_binding.yaml", Binding("ClusterRole"));
        yield return ("operator_role.yaml", Role("Role", Product.Name, OperatorNamespace));
        yield return ("operator_role_binding.yaml", Binding("Role"));
        yield return ("viewer_role.yaml", Role("ClusterRole", $"{Product.Name}-viewer", Viewer, "view"));
        yield return ("editor_role.yaml", Role("ClusterRole", $"{Product.Name}-editor", Editor, "edit", "admin"));
        yield return ("budget_admin_role.yaml", Role("ClusterRole", $"{Product.Name}-budget-admin", BudgetAdmin));
    }

    private static IEnumerable<RbacRule> OperatorCluster =>
    [
        new(PlannerNames.Group, [Requests, Plans, Budgets], Read),
        new(PlannerNames.Group, [$"{Requests}/status", $"{Plans}/status", $"{Budgets}/status"], ["get", "update", "patch"]),
        new(PlannerNames.Group, [Ledgers], [.. Read, .. Write]),
        new(PlannerNames.DynamoGroup, [Graphs], [.. Read, "patch"]),
        new(PlannerNames.DynamoGroup, [GraphKinds.ComponentDeployments.Api.Plural], Read),
        new(PlannerNames.DynamoGroup, [Adapters], [.. Read, "patch"]),
        new(PlannerNames.DynamoGroup, [$"{Adapters}/scale"], ["get", "update", "patch"]),
        new("", ["configmaps", "namespaces", "nodes", "pods", "services"], Read),
        new("", ["events"], ["create", "patch"]),
        // Creation cannot be limited to a name; everything after it is.
        new("admissionregistration.k8s.io", ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"], ["create"]),
        new("admissionregistration.k8s.io", ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
            ["get", "watch", "update", "patch", "delete"], Product.Name),
        new("authorization.k8s.io", ["subjectaccessreviews"], ["create"]),
        // Orchestrators of plans without a graph authenticate with their own tokens.
        new("authentication.k8s.io", ["tokenreviews"], ["create"]),
    ];

    private static IEnumerable<RbacRule> OperatorNamespace =>
    [
        new("coordination.k8s.io", ["leases"], [.. Read, "create", "update", "patch"]),
        new("", ["secrets"], [.. Read, "create", "update", "patch"]),
    ];

    private static IEnumerable<RbacRule> Viewer =>
        [new(PlannerNames.Group, [Requests, Plans, Budgets, Ledgers], Read)];

    private static IEnumerable<RbacRule> Editor =>
        [new(PlannerNames.Group, [Requests, Plans], [.. Read, .. Write])];

    private static IEnumerable<RbacRule> BudgetAdmin =>
        [new(PlannerNames.Group, [Budgets], [.. Read, .. Write])];

    private static JsonObject Role(string kind, string name, IEnumerable<RbacRule> rules, params string[] aggregatesTo)
    {
        var metadata = Metadata(name, isNamespaced: kind == "Role");
        foreach (var role in aggregatesTo)
        {
            metadata["labels"]![$"rbac.authorization.k8s.io/aggregate-to-{role}"] = "true";
        }

        return new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = metadata,
            ["rules"] = new JsonArray([.. rules.Select(JsonNode (rule) => rule.ToJson())]),
        };
    }

    private static JsonObject Binding(string roleKind) => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = $"{roleKind}Binding",
        ["metadata"] = Metadata(Product.Name, isNamespaced: roleKind == "Role"),
        ["roleRef"] = new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = roleKind,
            ["name"] = Product.Name,
        },
        ["subjects"] = new JsonArray(new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["name"] = Product.Name,
            ["namespace"] = Product.Namespace,
        }),
    };

    private static JsonObject Metadata(string name, bool isNamespaced)
    {
        var metadata = new JsonObject { ["name"] = name, ["labels"] = Product.Labels() };
        if (isNamespaced)
        {
            metadata["namespace"] = Product.Namespace;
        }

        return metadata;
    }
}
