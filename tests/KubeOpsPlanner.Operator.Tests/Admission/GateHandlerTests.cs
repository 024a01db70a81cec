using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Admission;

/// <summary>The gate with a real ledger over a cluster in memory: 8 GPUs, 2 held by inference/chat and 3 by secret/code.</summary>
public sealed class GateHandlerTests : IAsyncLifetime
{
    private readonly ClusterInMemory _cluster = new();
    private readonly JsonElement _chat;
    private readonly HandDrivenTime _time = new();
    private JsonElement _adapter;
    private Replica? _replica;

    public GateHandlerTests()
    {
        _cluster.Put(Kinds.BudgetLedgers.Api, Samples.WarmLedger("fleet"));
        _cluster.Put(Kinds.GlobalBudgets.Api, Samples.Budget("fleet", 8, "inference", "secret"));
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("secret", "code", ("worker", 3, 1)));
        _chat = _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "chat", ("worker", 2, 1)));
    }

    private int OpenReservations =>
        LedgerObject.Read(_cluster.Find(Kinds.BudgetLedgers.Api, ObjectKey.Cluster("fleet"))!.Value).Cell.Reservations.Length;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_replica is not null)
            await _replica.DisposeAsync();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(0, true)]
    public async Task A_graph_grows_within_the_budget_alone(int replicas, bool isAllowed)
    {
        var verdict = await ReviewAsync(Growth(replicas));
        Assert.Equal(isAllowed, verdict.IsAllowed);
        if (!isAllowed)
            Assert.Equal((403, "Forbidden"), (verdict.Code, verdict.Reason));
    }

    [Fact]
    public async Task A_refusal_keeps_other_namespaces_to_itself()
    {
        var verdict = await ReviewAsync(Growth(6));
        Assert.Equal(
            "GlobalBudget \"fleet\" allows 8 GPUs; 5 are committed (inference/chat 2, others 3 GPUs) and this change needs 4 more: "
            + "raise spec.maxGpus to 9",
            verdict.Message);
        // On the budget, and on the graph.
        Assert.Equal(["OverBudget", "OverBudget"], _replica!.Events.All.Select(each => each.Reason));
    }

    [Theory]
    [InlineData(true, "secret/code 3")]
    [InlineData(false, "others 3 GPUs")]
    public async Task Whoever_may_get_the_budget_sees_all_of_it_and_is_asked_about_once_a_minute(bool maySee, string says)
    {
        var asked = 0;
        _cluster.Answer = (api, body) =>
        {
            if (api.Kind != "SubjectAccessReview")
                return null;

            asked++;
            Assert.Equal("alice", body["spec"]!["user"]!.GetValue<string>());
            Assert.Equal("get", body["spec"]!["resourceAttributes"]!["verb"]!.GetValue<string>());
            return new JsonObject { ["status"] = new JsonObject { ["allowed"] = maySee } };
        };
        var gate = await GateAsync();
        Assert.Contains(says, (await gate.ReviewAsync(Growth(6), default)).Message);
        Assert.Contains(says, (await gate.ReviewAsync(Growth(7), default)).Message);
        Assert.Equal(1, asked);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains(says, (await gate.ReviewAsync(Growth(6), default)).Message);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_access_review_that_fails_hides_the_charges_and_is_made_again()
    {
        var asked = 0;
        _cluster.Answer = (api, _) => api.Kind != "SubjectAccessReview" ? null
            : ++asked == 1 ? throw ClusterInMemory.Refusal(HttpStatusCode.Forbidden)
            : new JsonObject { ["status"] = new JsonObject { ["allowed"] = true } };
        var gate = await GateAsync();
        Assert.Contains("others 3 GPUs", (await gate.ReviewAsync(Growth(6), default)).Message);
        Assert.Contains("secret/code 3", (await gate.ReviewAsync(Growth(7), default)).Message);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_advisory_budget_admits_warns_and_records()
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["mode"] = "Advisory";
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var verdict = await ReviewAsync(Growth(6));
        Assert.True(verdict.IsAllowed);
        Assert.StartsWith("advisory, would be refused: GlobalBudget \"fleet\" allows 8 GPUs", Assert.Single(verdict.Warnings));
        // On the budget, and on the graph.
        Assert.Equal(["OverBudget", "OverBudget"], _replica!.Events.All.Select(each => each.Reason));
    }

    [Fact]
    public async Task An_advisory_budget_charges_what_its_checks_would_have_refused()
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["mode"] = "Advisory";
        budget["spec"]!["allowedPrincipals"] = new JsonArray("bob");
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var verdict = await ReviewAsync(Growth(4));
        Assert.True(verdict.IsAllowed);
        Assert.Contains("spec.allowedPrincipals", Assert.Single(verdict.Warnings));
        Assert.Equal(1, OpenReservations);
    }

    [Fact]
    public async Task A_budget_that_is_enforced_by_the_time_of_the_verdict_refuses_whatever_was_advised_before()
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["mode"] = "Advisory";
        budget["spec"]!["allowedPrincipals"] = new JsonArray("bob");
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        _replica = await new Replica(_cluster, _time).StartAsync();
        var gate = GateBench.Gate(_cluster, _replica, _time, new EnforcedMeanwhile(_replica.Ledger));

        var verdict = await gate.ReviewAsync(Growth(6), default);
        Assert.Equal((false, 403), (verdict.IsAllowed, verdict.Code));
        Assert.StartsWith("GlobalBudget \"fleet\" allows 8 GPUs", verdict.Message);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task A_dry_run_asks_the_same_question_and_holds_nothing(int replicas, bool isAllowed)
    {
        Assert.Equal(isAllowed, (await ReviewAsync(Growth(replicas) with { IsDryRun = true })).IsAllowed);
        Assert.Equal(0, OpenReservations);
        Assert.Empty(_replica!.Events.All);
    }

    [Fact]
    public async Task A_reduction_below_the_floor_passes_with_a_warning()
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["minGpus"] = 5;
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var gate = await GateAsync();
        await Eventually.True(() => _replica!.Ledger.Picture("fleet")?.TotalGpus == 5);
        var verdict = await gate.ReviewAsync(Growth(1), default);
        Assert.True(verdict.IsAllowed);
        Assert.Contains("keeps at least 5 GPUs", Assert.Single(verdict.Warnings));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task The_scale_subresource_of_an_adapter_is_the_same_gate(int replicas, bool isAllowed)
    {
        _adapter = _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "chat", "worker", 2));
        Assert.Equal(isAllowed, (await ReviewAsync(Reviews.Scale(_adapter, 2, replicas))).IsAllowed);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task An_update_of_an_adapter_is_the_same_gate(int replicas, bool isAllowed)
    {
        _adapter = _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "chat", "worker", 2));
        var changed = (JsonObject)JsonNode.Parse(_adapter.GetRawText())!;
        changed["spec"]!["replicas"] = replicas;
        Assert.Equal(isAllowed, (await ReviewAsync(Reviews.Update(GraphKinds.ScalingAdapters.Api, _adapter, changed))).IsAllowed);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task A_creation_is_the_same_gate(int replicas, bool isAllowed) => Assert.Equal(
        isAllowed,
        (await ReviewAsync(Reviews.Create(GraphKinds.Graphs.Api, Samples.Graph("inference", "new", ("worker", replicas, 1))))).IsAllowed);

    [Fact]
    public async Task A_forged_review_of_a_version_that_is_not_there_holds_nothing()
    {
        var forged = (JsonObject)JsonNode.Parse(_chat.GetRawText())!;
        forged["metadata"]!["resourceVersion"] = "999999";
        var gate = await GateAsync();
        var asking = gate.ReviewAsync(
            Reviews.Update(GraphKinds.Graphs.Api, Samples.Element(forged), Samples.WithReplicas(_chat, "worker", 4)), default);
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            return asking.IsCompleted;
        });
        Assert.Equal((false, 429, "TooManyRequests"), ((await asking).IsAllowed, (await asking).Code, (await asking).Reason));
        Assert.Equal(0, OpenReservations);
    }

    [Fact]
    public async Task A_mirror_write_passes_though_its_adapter_was_not_seen_yet()
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["allowedPrincipals"] = new JsonArray("bob");
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        var gate = await GateAsync();
        Assert.Equal(403, (await gate.ReviewAsync(Growth(4), default)).Code);
        _cluster.Changed += (api, _, _, _) => Assert.NotEqual(GraphKinds.Graphs.Api, api);
        _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "chat", "worker", 4));
        _replica!.Adapters.Remove(new ObjectKey("inference", "chat-worker"), _cluster.Version + 1);
        Assert.True((await gate.ReviewAsync(Growth(4), default)).IsAllowed);
    }

    [Theory]
    [InlineData("uid-pod", "inference-chat", true)]
    [InlineData("uid-other", "inference-chat", false)]
    [InlineData("uid-pod", "inference-other", false)]
    public async Task A_caller_is_the_pod_that_its_token_is_bound_to(string tokenUid, string managed, bool isAllowed)
    {
        var budget = Samples.Budget("fleet", 8, "inference", "secret");
        budget["spec"]!["managedDynamoNamespaces"] = new JsonArray("inference-chat", managed);
        _cluster.Put(Kinds.GlobalBudgets.Api, budget);
        _cluster.Put(ForeignKinds.Pods.Api, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["namespace"] = "inference",
                ["name"] = "pod-1",
                ["uid"] = "uid-pod",
                ["labels"] = new JsonObject { [PlannerNames.GraphLabel] = managed == "inference-chat" ? "chat" : "stranger" },
            },
        });
        var review = Growth(4) with
        {
            User = Reviews.User(
                "system:serviceaccount:inference:planner",
                ("authentication.kubernetes.io/pod-name", "pod-1"), ("authentication.kubernetes.io/pod-uid", tokenUid)),
        };
        Assert.Equal(isAllowed, (await ReviewAsync(review)).IsAllowed);
    }

    [Fact]
    public async Task What_is_no_review_of_an_API_server_is_refused_with_400_and_the_field()
    {
        var gate = await GateAsync();
        var missing = await gate.ReviewAsync(Growth(4) with { OldObject = null }, default);
        Assert.Equal((400, "BadRequest"), (missing.Code, missing.Reason));
        Assert.Contains("request.oldObject", missing.Message);
        var adapter = Samples.Adapter("inference", "chat", "worker", 4);
        ((JsonObject)adapter["spec"]!).Remove("dgdRef");
        Assert.Contains("spec.dgdRef.name", (await gate.ReviewAsync(Reviews.Create(GraphKinds.ScalingAdapters.Api, adapter), default)).Message);
        var misshapen = (JsonObject)JsonNode.Parse(_chat.GetRawText())!;
        misshapen["metadata"]!["labels"] = 7;
        Assert.Equal(400, (await gate.ReviewAsync(Reviews.Update(GraphKinds.Graphs.Api, _chat, new JsonObject()) with
        {
            Object = Samples.Element(misshapen),
        }, default)).Code);
    }

    [Fact]
    public async Task Before_budgets_are_read_only_growth_waits()
    {
        _replica = new Replica(_cluster, _time);
        var gate = Gate(_replica);
        Assert.Equal(429, (await gate.ReviewAsync(Growth(4), default)).Code);
        Assert.True((await gate.ReviewAsync(Growth(1), default)).IsAllowed);

        // Its graph may be about to give it GPUs.
        _cluster.Put(GraphKinds.Graphs.Api, Samples.Graph("inference", "cpu", ("frontend", 1, 0)));
        var adapter = _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "cpu", "frontend", 2));
        Assert.Equal(429, (await gate.ReviewAsync(Reviews.Scale(adapter, 2, 3), default)).Code);
        Assert.True((await gate.ReviewAsync(Reviews.Scale(adapter, 2, 1), default)).IsAllowed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task With_the_API_server_out_of_reach_an_adapter_can_only_shrink(int replicas, bool isAllowed)
    {
        _adapter = _cluster.Put(GraphKinds.ScalingAdapters.Api, Samples.Adapter("inference", "gone", "worker", 2));
        var gate = await GateAsync();
        _cluster.BeforeRead = _ => throw ClusterInMemory.Refusal(null);
        var verdict = await gate.ReviewAsync(Reviews.Scale(_adapter, 2, replicas), default);
        Assert.Equal((isAllowed, isAllowed ? 200 : 429), (verdict.IsAllowed, verdict.Code));
    }

    [Fact]
    public async Task A_fence_passes_without_the_ledger()
    {
        var fenced = (JsonObject)JsonNode.Parse(_chat.GetRawText())!;
        fenced["metadata"]!["annotations"] = new JsonObject { [PlannerNames.FenceAnnotation] = "1" };
        var gate = await GateAsync();
        var reads = 0;
        _cluster.BeforeRead = _ => reads++;
        Assert.True((await gate.ReviewAsync(Reviews.Update(GraphKinds.Graphs.Api, _chat, fenced), default)).IsAllowed);
        Assert.Equal(0, reads);
    }

    private AdmissionReview Growth(int replicas) =>
        Reviews.Update(GraphKinds.Graphs.Api, _chat, Samples.WithReplicas(_chat, "worker", replicas));

    private async Task<AdmissionVerdict> ReviewAsync(AdmissionReview review) => await (await GateAsync()).ReviewAsync(review, default);

    private async Task<GateHandler> GateAsync()
    {
        _replica ??= await new Replica(_cluster, _time).StartAsync();
        return Gate(_replica);
    }

    private GateHandler Gate(Replica replica) => GateBench.Gate(_cluster, replica, _time);

    /// <summary>The mode of the budget changes between the gate's checks and the ledger's verdict.</summary>
    private sealed class EnforcedMeanwhile(ILedgerJudge ledger) : ILedgerJudge
    {
        public BudgetCatalog? Catalog => ledger.Catalog;

        public async Task<LedgerVerdict> JudgeAsync(string cohort, LedgerReview review, CancellationToken cancellationToken) =>
            await ledger.JudgeAsync(cohort, review, cancellationToken) with { Outcome = VerdictOutcome.Refused };
    }
}
