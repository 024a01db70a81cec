using System.Collections.Immutable;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Admission.Checks;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>
/// Dynamo's rule about who may change the replicas of a component with a scaling adapter, as its tests put it, against
/// spec.allowedPrincipals. Rows whose answer differs here say so; docs/gate.md explains them.
/// </summary>
public sealed class ReplicaModifierTests
{
    private const string Operator = "system:serviceaccount:dynamo-system:dynamo-operator-controller-manager";

    [Theory]
    [InlineData("the exact principal", Operator, Operator, true)]
    [InlineData("the exact principal of a release by another name", "system:serviceaccount:platform:prod-dynamo-operator", "system:serviceaccount:platform:prod-dynamo-operator", true)]
    [InlineData("one of several", Operator, "bob," + Operator + ",carol", true)]
    [InlineData("the same account name in another namespace", "system:serviceaccount:team-x:dynamo-operator-controller-manager", Operator, false)]
    [InlineData("another account", "system:serviceaccount:dynamo-system:default", Operator, false)]
    [InlineData("a person", "alice", Operator, false)]
    [InlineData("a cluster administrator", "kubernetes-admin", Operator, false)]
    [InlineData("a name of three parts", "system:serviceaccount:dynamo-operator-controller-manager", Operator, false)]
    [InlineData("nobody", "", Operator, false)]
    [InlineData("an empty list", Operator, "", false)]
    [InlineData("a list with the bare account name", Operator, "dynamo-operator-controller-manager", false)]
    [InlineData("another case", "System:ServiceAccount:dynamo-system:dynamo-operator-controller-manager", Operator, false)]
    // Dynamo trusts this name in every namespace, and so everybody who can create a service account.
    [InlineData("differs: planner-serviceaccount is not trusted by its name", "system:serviceaccount:team-x:planner-serviceaccount", Operator, false)]
    [InlineData("planner-serviceaccount, listed", "system:serviceaccount:team-x:planner-serviceaccount", "system:serviceaccount:team-x:planner-serviceaccount", true)]
    // Where nobody is listed Dynamo refuses all but itself; here RBAC and the budget decide.
    [InlineData("differs: without a list", "alice", null, true)]
    public void Who_may_change_replicas(string why, string user, string? listed, bool isAllowed) =>
        Expect(why, isAllowed, user, listed, Graph(2, hasAdapter: true), Graph(4, hasAdapter: true));

    [Theory]
    [InlineData("an adapter before and after", true, true, 2, 4, false)]
    [InlineData("removed in the same edit", true, false, 2, 4, false)]
    [InlineData("added in the same edit", false, true, 2, 4, false)]
    [InlineData("differs: no adapter at all is no way around the list", false, false, 2, 4, false)]
    [InlineData("fewer replicas", true, true, 4, 2, false)]
    [InlineData("the same replicas", true, true, 2, 2, true)]
    [InlineData("only the adapter removed", true, false, 2, 2, true)]
    [InlineData("left out, which is 1, where 1 was", true, true, 1, null, true)]
    [InlineData("left out, which is 1, where 2 was", true, true, 2, null, false)]
    [InlineData("from left out to 2", true, true, null, 2, false)]
    public void What_counts_as_a_change(string why, bool hadAdapter, bool hasAdapter, int? from, int? to, bool isAllowed) =>
        Expect(why, isAllowed, "alice", Operator, Graph(from, hadAdapter), Graph(to, hasAdapter));

    private static void Expect(
        string why, bool isAllowed, string user, string? listed, DynamoGraphDeployment before, DynamoGraphDeployment after)
    {
        var finding = GateChecks.Run(new GateSnapshot
        {
            Question = GateQuestions.OfGraph(before, after),
            Username = user,
            Budgets =
            [
                new GovernedBudget(
                    new ObjectMeta { Name = "fleet" },
                    new GlobalBudgetSpec { AllowedPrincipals = listed?.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                    FirstLedger: "",
                    ["inference"],
                    ImmutableSortedSet<string>.Empty),
            ],
            StoredGraph = before,
        });
        Assert.True((finding.Outcome != GateOutcome.Refuse) == isAllowed, $"{why}: {finding.Outcome} {finding.Message}");
    }

    private static DynamoGraphDeployment Graph(int? replicas, bool hasAdapter)
    {
        var json = Samples.Graph("inference", "chat", ("worker", replicas ?? 1, 1));
        json["metadata"]!["uid"] = "uid-chat";
        json["metadata"]!["resourceVersion"] = "7";
        var component = json["spec"]!["components"]![0]!.AsObject();
        if (replicas is null)
            component.Remove("replicas");

        if (hasAdapter)
            component["scalingAdapter"] = new System.Text.Json.Nodes.JsonObject();

        return GraphKinds.ReadGraph(Samples.Element(json));
    }
}
