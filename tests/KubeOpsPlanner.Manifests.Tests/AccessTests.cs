using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class AccessTests
{
    private static readonly HashSet<string> Writes = ["create", "update", "patch", "delete", "deletecollection", "*"];

    [Theory]
    [InlineData("viewer_role.yaml")]
    [InlineData("editor_role.yaml")]
    [InlineData("budget_admin_role.yaml")]
    public void No_role_for_people_writes_status_or_a_ledger(string file) =>
        Assert.DoesNotContain(Rules(file), rule =>
            Texts(rule, "verbs").Any(Writes.Contains)
            && Texts(rule, "resources").Any(resource => resource == "budgetledgers" || resource.Contains('/') || resource == "*"));

    [Fact]
    public void The_operator_asks_for_no_wildcard_and_writes_no_graph_but_by_patch()
    {
        var rules = Rules("operator_cluster_role.yaml").Concat(Rules("operator_role.yaml")).ToList();

        Assert.DoesNotContain(rules, rule =>
            Texts(rule, "verbs").Concat(Texts(rule, "resources")).Concat(Texts(rule, "apiGroups")).Contains("*"));
        Assert.Equal(
            ["get", "list", "watch", "patch"],
            rules.Where(rule => Texts(rule, "resources").Contains("dynamographdeployments")).SelectMany(rule => Texts(rule, "verbs")));
        Assert.DoesNotContain(
            Rules("operator_cluster_role.yaml"), rule => Texts(rule, "resources").Any(resource => resource is "secrets" or "leases"));
    }

    [Theory]
    [InlineData("validating", "poolplans globalbudgets dynamographdeployments dynamographdeploymentscalingadapters dynamographdeploymentscalingadapters/scale")]
    [InlineData("mutating", "dynamographdeployments dynamographdeploymentscalingadapters")]
    public void Webhooks_fail_closed_and_leave_our_own_bookkeeping_alone(string file, string expected)
    {
        var webhooks = Document($"webhooks/{file}.yaml")["webhooks"]!.AsArray();
        var resources = webhooks.SelectMany(webhook => webhook!["rules"]!.AsArray())
            .SelectMany(rule => Texts(rule!, "resources")).ToList();

        Assert.All(webhooks, webhook =>
        {
            Assert.Equal("Fail", (string?)webhook!["failurePolicy"]);
            Assert.Equal("Equivalent", (string?)webhook["matchPolicy"]);
            Assert.Null(webhook["clientConfig"]!["caBundle"]);
        });
        Assert.Superset(expected.Split(' ').ToHashSet(), resources.ToHashSet());
        Assert.DoesNotContain(resources, resource =>
            resource.EndsWith("/status", StringComparison.Ordinal) || resource is "budgetledgers" or "leases" or "secrets" or "events");
    }

    private static IEnumerable<JsonNode> Rules(string file) =>
        Document($"config/rbac/{file}")["rules"]!.AsArray().Select(rule => rule!);

    private static JsonNode Document(string path) =>
        YamlDocuments.Read(ManifestSet.All.Single(file => file.Path == path).Content).Single();

    private static IEnumerable<string> Texts(JsonNode rule, string field) =>
        rule[field]!.AsArray().Select(text => (string)text!);
}
