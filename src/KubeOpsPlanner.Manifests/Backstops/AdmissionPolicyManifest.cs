using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Manifests.Backstops;

/// <summary>
/// A ValidatingAdmissionPolicy with a ceiling for every pool. The API server evaluates it itself, so that it binds while no webhook
/// answers and after the gate was opened on purpose; but it sees one object at a time and knows no totals.
/// </summary>
public static class AdmissionPolicyManifest
{
    /// <returns>The policy and its binding.</returns>
    public static IReadOnlyList<JsonObject> Render(string budget, IReadOnlyList<PoolCeiling> ceilings)
    {
        var name = $"{Product.Name}-{budget}";
        return
        [
            new JsonObject
            {
                ["apiVersion"] = "admissionregistration.k8s.io/v1",
                ["kind"] = "ValidatingAdmissionPolicy",
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Product.Labels() },
                ["spec"] = new JsonObject
                {
                    ["failurePolicy"] = "Fail",
                    ["matchConstraints"] = new JsonObject
                    {
                        ["matchPolicy"] = "Equivalent",
                        ["resourceRules"] = new JsonArray(
                            Rule(["CREATE", "UPDATE"], GraphKinds.Graphs.Api.Plural, GraphKinds.ScalingAdapters.Api.Plural),
                            Rule(["UPDATE"], $"{GraphKinds.ScalingAdapters.Api.Plural}/scale")),
                    },
                    ["validations"] = new JsonArray([.. ceilings.SelectMany(Validations)]),
                },
            },
            new JsonObject
            {
                ["apiVersion"] = "admissionregistration.k8s.io/v1",
                ["kind"] = "ValidatingAdmissionPolicyBinding",
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Product.Labels() },
                ["spec"] = new JsonObject { ["policyName"] = name, ["validationActions"] = new JsonArray("Deny") },
            },
        ];
    }

    private static JsonObject Rule(string[] operations, params string[] resources) => new()
    {
        ["apiGroups"] = new JsonArray(PlannerNames.DynamoGroup),
        ["apiVersions"] = Texts(GraphKinds.Versions),
        ["operations"] = Texts(operations),
        ["resources"] = Texts(resources),
    };

    private static IEnumerable<JsonNode> Validations(PoolCeiling ceiling)
    {
        var (component, max) = (Quote(ceiling.Component), ceiling.MaxReplicas);
        var message = $"{ceiling.Pool} may have at most {max} replicas ({ceiling.Reason})";
        // Adapters of v1beta1 may spell the component in lower case.
        var spellings = string.Join(", ", new[] { ceiling.Component, ceiling.Component.ToLowerInvariant() }.Distinct().Select(Quote));
        // Absent replicas are one.
        string Fits(string path) => $"(has({path}.replicas) ? {path}.replicas : 1) <= {max}";

        yield return Validation(ceiling, message, GraphKinds.GraphKind, $"object.metadata.name != {Quote(ceiling.Graph.Name)}",
            $"(!has(object.spec.components) || object.spec.components.all(c, c.name != {component} || {Fits("c")}))"
            + $" && (!has(object.spec.services) || object.spec.services.all(s, s != {component} || {Fits("object.spec.services[s]")}))");
        yield return Validation(ceiling, message, GraphKinds.ScalingAdapterKind, $"object.spec.dgdRef.name != {Quote(ceiling.Graph.Name)}",
            $"!((has(object.spec.dgdRef.componentName) && object.spec.dgdRef.componentName in [{spellings}])"
            + $" || (has(object.spec.dgdRef.serviceName) && object.spec.dgdRef.serviceName in [{spellings}]))"
            + $" || object.spec.replicas <= {max}");
        yield return Validation(ceiling, message, "Scale", $"object.metadata.name != {Quote(ceiling.Adapter)}", $"object.spec.replicas <= {max}");
    }

    private static JsonObject Validation(PoolCeiling ceiling, string message, string kind, string other, string holds) => new()
    {
        ["expression"] = $"object.kind != {Quote(kind)} || request.namespace != {Quote(ceiling.Graph.Namespace)} || {other} || ({holds})",
        ["message"] = message,
        ["reason"] = "Forbidden",
    };

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
