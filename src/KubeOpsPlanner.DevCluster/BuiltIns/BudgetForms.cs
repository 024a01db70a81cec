using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>
/// Disruption budgets of <c>policy/v1beta1</c>, kept as those of <c>policy/v1</c>. An empty selector means no pod there and
/// every pod here; what one version has no words for is written with a label that no pod has.
/// </summary>
internal static class BudgetForms
{
    private const string NobodysLabel = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match";

    public static StoredForm Beta { get; } = new(new CollectionKey("policy", "poddisruptionbudgets"), ToStable, ToBeta);

    private static void ToStable(JsonObject budget)
    {
        if (budget.Text("apiVersion") != "policy/v1")
            Translate(budget, every: Demands("DoesNotExist"), everyThen: [], none: [], noneThen: Demands("Exists"));
        budget["apiVersion"] = "policy/v1";
    }

    private static void ToBeta(JsonObject budget) =>
        Translate(budget, every: [], everyThen: Demands("DoesNotExist"), none: Demands("Exists"), noneThen: []);

    private static void Translate(JsonObject budget, JsonObject every, JsonObject everyThen, JsonObject none, JsonObject noneThen)
    {
        if (budget.At("spec", "selector") is not { } selector)
            return;
        if (JsonNode.DeepEquals(selector, every))
            budget.Child("spec")["selector"] = everyThen;
        else if (JsonNode.DeepEquals(selector, none))
            budget.Child("spec")["selector"] = noneThen;
    }

    private static JsonObject Demands(string presence) =>
        new() { ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = NobodysLabel, ["operator"] = presence }) };
}
