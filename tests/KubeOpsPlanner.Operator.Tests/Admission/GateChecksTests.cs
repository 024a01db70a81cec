using System.Collections.Immutable;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Admission.Checks;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class GateChecksTests
{
    private static readonly CallerPod Unlabelled = new("inference", "job", null, IsVerified: true);

    [Theory]
    [InlineData(2, 2, UngovernedPolicy.Deny, GateOutcome.Admit, "Unchanged")]
    [InlineData(2, 3, UngovernedPolicy.Admit, GateOutcome.Admit, "Ungoverned")]
    [InlineData(2, 3, UngovernedPolicy.Deny, GateOutcome.Refuse, "Ungoverned")]
    [InlineData(2, 1, UngovernedPolicy.Deny, GateOutcome.Admit, "Ungoverned")]
    public void A_graph_outside_every_budget(int from, int to, UngovernedPolicy policy, GateOutcome outcome, string reason) =>
        Expect(outcome, reason, Snapshot(from, to) with { Budgets = [], Ungoverned = policy });

    [Theory]
    [InlineData(2, 3, GateOutcome.Refuse)]
    [InlineData(2, 1, GateOutcome.Admit)]
    public void Where_budgets_overlap_a_graph_may_only_shrink(int from, int to, GateOutcome outcome)
    {
        var finding = GateChecks.Run(Snapshot(from, to) with { Budgets = [Budget("fleet"), Budget("other")] });
        Assert.Equal(outcome, finding.Outcome);
        if (outcome == GateOutcome.Refuse)
            Assert.StartsWith("GlobalBudgets \"fleet\" and \"other\" all govern inference/chat", finding.Message);
    }

    [Theory]
    [InlineData(null, "alice", 2, 3, GateOutcome.AskLedger)]
    [InlineData("alice", "alice", 2, 3, GateOutcome.AskLedger)]
    [InlineData("bob", "alice", 2, 3, GateOutcome.Refuse)]
    [InlineData("bob", "alice", 2, 1, GateOutcome.Refuse)]
    [InlineData("bob", "system:admin", 2, 3, GateOutcome.Refuse)]
    [InlineData("system:serviceaccount:inference:planner", "system:serviceaccount:inference:planner2", 2, 3, GateOutcome.Refuse)]
    [InlineData("bob", "operator", 2, 3, GateOutcome.AskLedger)]
    [InlineData("bob", "mirror", 2, 3, GateOutcome.AskLedger)]
    public void Only_listed_principals_write_replicas(string? allowed, string user, int from, int to, GateOutcome outcome) =>
        Assert.Equal(outcome, GateChecks.Run(Snapshot(from, to) with
        {
            Username = user,
            IsOperator = user == "operator",
            IsMirrorPrincipal = user == "mirror",
            Budgets = [Budget("fleet", allowed: allowed is null ? null : [allowed])],
        }).Outcome);

    [Fact]
    public void An_empty_list_of_principals_allows_nobody() =>
        Expect(GateOutcome.Refuse, "PrincipalNotAllowed", Snapshot(2, 3) with { Budgets = [Budget("fleet", allowed: [])] });

    [Theory]
    [InlineData(5, GateOutcome.AskLedger)]
    [InlineData(4, GateOutcome.Refuse)]
    public void A_graph_write_equal_to_its_adapter_is_a_mirror(int adapterReplicas, GateOutcome outcome) =>
        Assert.Equal(outcome, GateChecks.Run(Snapshot(2, 5) with
        {
            Budgets = [Budget("fleet", allowed: ["bob"])],
            StoredAdapters = [Adapter("worker", adapterReplicas)],
        }).Outcome);

    [Fact]
    public void A_mirror_changes_nothing_but_what_its_adapter_asks_for()
    {
        var question = Question(
            GpuVector.Of(("worker", 2, 1), ("other", 1, 1)), GpuVector.Of(("worker", 5, 1), ("other", 2, 1)), grows: true);
        Expect(GateOutcome.Refuse, "PrincipalNotAllowed", Snapshot(2, 5) with
        {
            Question = question,
            Budgets = [Budget("fleet", allowed: ["bob"])],
            StoredAdapters = [Adapter("worker", 5)],
        });
        var reshaped = Question(GpuVector.Of(("worker", 2, 1)), GpuVector.Of(("worker", 5, 8)), grows: true);
        Expect(GateOutcome.Refuse, "PrincipalNotAllowed", Snapshot(2, 5) with
        {
            Question = reshaped,
            Budgets = [Budget("fleet", allowed: ["bob"])],
            StoredAdapters = [Adapter("worker", 5)],
        });
    }

    /// <summary>a-b-c is the Dynamo namespace of a-b/c and of a/b-c.</summary>
    [Theory]
    [InlineData("a-b", "c", "a-b-c", "a-b", GateOutcome.AskLedger)]
    [InlineData("a", "b-c", "a-b-c", "a", GateOutcome.AskLedger)]
    [InlineData("inference", "chat", "inference-chat", "inference", GateOutcome.AskLedger)]
    [InlineData("inference", "chat-2", "inference-chat", "inference", GateOutcome.Refuse)]
    [InlineData("inference", "chat", "inference", "inference", GateOutcome.Refuse)]
    [InlineData("inference", "chat", "", "inference", GateOutcome.Refuse)]
    [InlineData("inference", "chat", null, "inference", GateOutcome.AskLedger)]
    public void Explicit_mode_manages_listed_graphs_alone(string ns, string graph, string? listed, string governed, GateOutcome outcome)
    {
        var managed = listed is null ? null : listed.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var finding = GateChecks.Run(Snapshot(2, 3, ns, graph) with { Budgets = [Budget("fleet", managed: managed, governs: [governed])] });
        Assert.Equal(outcome, finding.Outcome);
        if (outcome == GateOutcome.Refuse)
            Assert.StartsWith($"namespace \"{ns}-{graph}\" is not managed by GlobalBudget \"fleet\"", finding.Message);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(0, 0)]
    public void Shrinking_and_creation_at_nothing_pass_unmanaged(int from, int to)
    {
        var question = Question(GpuVector.Of(("worker", from, 1)), GpuVector.Of(("worker", to, 1)), grows: false);
        Assert.NotEqual(
            GateOutcome.Refuse,
            GateChecks.Run(Snapshot(2, 3) with { Question = question, Budgets = [Budget("fleet", managed: [])] }).Outcome);
    }

    /// <summary>The budget governs a-b and lists a-b-c: pods of a/b-c have the same Dynamo namespace and are not meant.</summary>
    [Theory]
    [InlineData("a-b", "c", true, GateOutcome.AskLedger, "Budget")]
    [InlineData("a", "b-c", true, GateOutcome.Refuse, "CallerUnmanaged")]
    [InlineData("team-x", "chat", true, GateOutcome.Refuse, "CallerUnmanaged")]
    [InlineData("a-b", "c", false, GateOutcome.Refuse, "CallerUnknown")]
    public void Explicit_mode_hears_callers_of_listed_graphs_alone(
        string ns, string graph, bool isVerified, GateOutcome outcome, string reason) =>
        Expect(outcome, reason, Snapshot(2, 3, "a-b", "c") with
        {
            Budgets = [Budget("fleet", managed: ["a-b-c"], governs: ["a-b"])],
            Caller = new CallerPod(ns, "pod-1", isVerified ? graph : null, isVerified),
        });

    [Fact]
    public void Pods_of_no_graph_are_judged_by_principals_alone() =>
        Expect(GateOutcome.AskLedger, "Budget", Snapshot(2, 3) with
        {
            Budgets = [Budget("fleet", managed: ["inference-chat"])],
            Caller = Unlabelled,
        });

    [Fact]
    public void A_caller_from_elsewhere_is_named_by_its_namespace()
    {
        var finding = GateChecks.Run(Snapshot(2, 3) with
        {
            Budgets = [Budget("fleet", managed: ["inference-chat"])],
            Caller = new CallerPod("team-x", "pod-1", "chat", IsVerified: true),
        });
        Assert.StartsWith("namespace \"team-x-chat\" is not managed by GlobalBudget \"fleet\"", finding.Message);
    }

    private static void Expect(GateOutcome outcome, string reason, GateSnapshot snapshot)
    {
        var finding = GateChecks.Run(snapshot);
        Assert.Equal((outcome, reason), (finding.Outcome, finding.Reason));
    }

    private static GateSnapshot Snapshot(int from, int to, string ns = "inference", string graph = "chat") => new()
    {
        Question = Question(GpuVector.Of(("worker", from, 1)), GpuVector.Of(("worker", to, 1)), to > from, ns, graph),
        Username = "alice",
        Budgets = [Budget("fleet", governs: [ns])],
    };

    private static GateQuestion Question(GpuVector old, GpuVector target, bool grows, string ns = "inference", string graph = "chat") =>
        new(new ReservationBase(GovernedKind.Graph, ns, graph, "uid", 41), new GraphId(ns, graph), old, target, old.Equals(target), grows);

    private static GovernedBudget Budget(string name, string[]? allowed = null, string[]? managed = null, string[]? governs = null) => new(
        new ObjectMeta { Name = name },
        new GlobalBudgetSpec { AllowedPrincipals = allowed, ManagedDynamoNamespaces = managed },
        FirstLedger: "",
        (governs ?? ["inference"]).ToImmutableSortedSet(StringComparer.Ordinal),
        []);

    private static DynamoGraphDeploymentScalingAdapter Adapter(string component, int replicas) =>
        new() { Metadata = new ObjectMeta { Namespace = "inference" }, GraphName = "chat", ComponentName = component, Replicas = replicas };
}
