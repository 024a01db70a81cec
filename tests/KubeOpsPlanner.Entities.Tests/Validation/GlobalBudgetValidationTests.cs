using KubeOpsPlanner.Entities.Tests.Graphs;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.Validation;

public sealed class GlobalBudgetValidationTests
{
    [Theory]
    [InlineData("""{"namespaces":["inference"]}""")]
    [InlineData("""{"namespaces":["inference"],"maxGpus":16,"minGpus":16}""")]
    [InlineData("""{"namespaces":["inference"],"maxGpus":64,"minGpus":32}""")]
    [InlineData("""{"namespaces":["inference"],"maxGpus":-1,"minGpus":32}""")]
    [InlineData("""{"namespaces":["inference"],"maxGpus":0}""")]
    [InlineData("""{"namespaceSelector":{}}""")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"team","operator":"In","values":["x"]}]}}""")]
    [InlineData("""{"namespaces":["a"],"managedDynamoNamespaces":[],"allowedPrincipals":["alice","system:serviceaccount:a:b"]}""")]
    [InlineData("""{"namespaces":["a"],"priority":{"pools":[{"selector":"a/*/prefill","priority":0},{"selector":"**","priority":9}]}}""")]
    public void Accepts(string spec) => Assert.Empty(Errors(spec));

    [Theory]
    [InlineData("""{"namespaces":["a"],"maxGpus":-2}""", "spec.maxGpus: must be -1 (no ceiling) or more, was -2")]
    [InlineData("""{"namespaces":["a"],"minGpus":-2}""", "spec.minGpus: must be -1 (no floor) or more, was -2")]
    [InlineData("""{"namespaces":["a"],"maxGpus":8,"minGpus":9}""", "spec.minGpus: must not exceed spec.maxGpus (8), was 9")]
    [InlineData("{}", "spec.namespaces: give namespaces or namespaceSelector: without either the budget governs nothing")]
    [InlineData("""{"namespaces":["a"],"namespaceSelector":{}}""", "spec.namespaces: give namespaces or namespaceSelector, not both")]
    [InlineData("""{"namespaces":[]}""", "spec.namespaces: must name at least one namespace: an empty list governs nothing")]
    [InlineData("""{"namespaces":["a","a"]}""", "spec.namespaces: names \"a\" more than once")]
    [InlineData("""{"namespaces":["A_b"]}""", "spec.namespaces[0]: must be 1 to 63 lower-case letters, digits or '-', not '-' at an end, was \"A_b\"")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"team","operator":"In"}]}}""", "spec.namespaceSelector.matchExpressions[0].values: must have at least one value with operator In")]
    [InlineData("""{"namespaceSelector":{"matchExpressions":[{"key":"t","operator":"Exists","values":["x"]}]}}""", "spec.namespaceSelector.matchExpressions[0].values: must be empty with operator Exists")]
    [InlineData("""{"namespaces":["a"],"allowedPrincipals":["system:serviceaccount:planner"]}""", "spec.allowedPrincipals[0]: must be a full user name, for a service account system:serviceaccount:{namespace}:{name}, was \"system:serviceaccount:planner\"")]
    [InlineData("""{"namespaces":["a"],"managedDynamoNamespaces":[" "]}""", "spec.managedDynamoNamespaces[0]: must be a Dynamo namespace, {kubernetes namespace}-{graph name}, was empty")]
    [InlineData("""{"namespaces":["a"],"intentTtlSeconds":0}""", "spec.intentTtlSeconds: must be 1 or more, was 0")]
    [InlineData("""{"namespaces":["a"],"priority":{"default":-1}}""", "spec.priority.default: must be 0 or more, was -1")]
    [InlineData("""{"namespaces":["a"],"priority":{"pools":[{"selector":"a//b","priority":1}]}}""", "spec.priority.pools[0].selector: must be a path of non-empty segments, {namespace}/{graph}/{component}, was \"a//b\"")]
    [InlineData("""{"namespaces":["a"],"priority":{"pools":[{"selector":"a*/b","priority":1}]}}""", "spec.priority.pools[0].selector: may use * and ** for whole segments only, was \"a*/b\"")]
    [InlineData("""{"namespaces":["a"],"priority":{"pools":[{"selector":"a","priority":1},{"selector":"a","priority":2}]}}""", "spec.priority.pools: has more than one entry for the selector \"a\": keep one")]
    [InlineData("""{"namespaces":"a"}""", "spec.namespaces: has a value of the wrong type, or a whole number beyond 2147483647: see kubectl explain")]
    [InlineData("""{"namespaces":["a"],"mode":"Loud"}""", "spec.mode: has a value of the wrong type, or a whole number beyond 2147483647: see kubectl explain")]
    public void Refuses_and_says_why(string spec, string error) => Assert.Equal([error], Errors(spec));

    [Fact]
    public void A_missing_spec_is_named() =>
        Assert.Equal("spec: is missing", Assert.Single(EntityValidation.Validate("GlobalBudget", GraphJson.Parse("{}"))).ToString());

    [Fact]
    public void An_object_that_keeps_its_spec_may_always_be_written()
    {
        var stored = GraphJson.Parse("""{"spec":{"maxGpus":-5}}""");
        var relabelled = GraphJson.Parse("""{"metadata":{"labels":{"a":"b"}},"spec":{"maxGpus":-5}}""");

        Assert.Empty(EntityValidation.Validate("GlobalBudget", relabelled, stored));
    }

    [Theory]
    [InlineData("""{"cohort":"a"}""", """{"cohort":"a"}""", null)]
    [InlineData("""{}""", """{"cohort":"fleet"}""", null)]
    [InlineData("""{"cohort":"fleet"}""", """{}""", null)]
    [InlineData("""{}""", """{"cohort":"a"}""", "from \"fleet\" to \"a\"")]
    [InlineData("""{"cohort":"a"}""", """{"cohort":"b"}""", "from \"a\" to \"b\"")]
    [InlineData("""{"cohort":"a"}""", """{}""", "from \"a\" to \"fleet\"")]
    public void A_budget_keeps_its_cohort(string before, string after, string? change)
    {
        var errors = EntityValidation.Validate("GlobalBudget", Budget(after, maxGpus: 8), Budget(before, maxGpus: 4)).Select(error => error.ToString());

        Assert.Equal(change is null ? [] : [$"spec.cohort: cannot be changed {change}: delete the budget and create it again with the other cohort"], errors);

        static System.Text.Json.JsonElement Budget(string spec, int maxGpus)
        {
            var rest = spec == "{}" ? "" : $",{spec[1..^1]}";
            return GraphJson.Parse($$$"""{"metadata":{"name":"fleet"},"spec":{"namespaces":["a"],"maxGpus":{{{maxGpus}}}{{{rest}}}}}""");
        }
    }

    [Fact]
    public void A_kind_without_rules_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => EntityValidation.Validate("Pod", GraphJson.Parse("{}")));

    private static IEnumerable<string> Errors(string spec) =>
        EntityValidation.Validate("GlobalBudget", GraphJson.Parse($$"""{"spec": {{spec}} }""")).Select(error => error.ToString());
}
