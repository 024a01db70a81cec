using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class ValidationHandlerTests
{
    private readonly StoreInMemory<Entity<PoolPlanSpec, PoolPlanStatus>> _plans = new(
        new StoreIndex<Entity<PoolPlanSpec, PoolPlanStatus>>(ValidationHandler.PlansByTarget, ValidationHandler.TargetsOf));

    private readonly StoreInMemory<DynamoGraphDeployment> _graphs = new();

    [Fact]
    public async Task All_errors_are_told_at_once_with_their_paths()
    {
        var budget = Samples.Budget("fleet", -2, "Not A Namespace");
        var verdict = await ReviewAsync(Reviews.Create(Kinds.GlobalBudgets.Api, budget));
        Assert.Equal((422, "Invalid"), (verdict.Code, verdict.Reason));
        Assert.Contains("spec.maxGpus:", verdict.Message);
        Assert.Contains("spec.namespaces[0]:", verdict.Message);
    }

    [Fact]
    public async Task A_valid_budget_passes() =>
        Assert.True((await ReviewAsync(Reviews.Create(Kinds.GlobalBudgets.Api, Samples.Budget("other", 8, "elsewhere")))).IsAllowed);

    [Fact]
    public async Task A_budget_that_overlaps_another_is_admitted_with_a_warning()
    {
        var verdict = await ReviewAsync(Reviews.Create(Kinds.GlobalBudgets.Api, Samples.Budget("other", 8, "inference", "elsewhere")));
        Assert.True(verdict.IsAllowed);
        Assert.StartsWith("GlobalBudget \"fleet\" governs inference too", Assert.Single(verdict.Warnings));
    }

    [Theory]
    [InlineData("""{"namespaces": ["elsewhere"], "priority": {"pools": [{"selector": "elsewhere/*/decode"}, {"selector": "**/decode"}]}}""", null)]
    [InlineData("""{"namespaces": ["elsewhere"], "managedDynamoNamespaces": ["elsewhere-chat", "dynamo"]}""", null)]
    [InlineData("""{"namespaces": ["nowhere"]}""", "spec.namespaces names \"nowhere\", which does not exist")]
    [InlineData("""{"namespaceSelector": {"matchLabels": {"team": "x"}}}""", "spec.namespaceSelector matches none of 2 namespaces")]
    [InlineData("""{"namespaces": ["elsewhere"], "managedDynamoNamespaces": ["inference-chat"]}""", "spec.managedDynamoNamespaces names \"inference-chat\", which is no graph of a governed namespace")]
    [InlineData("""{"namespaces": ["elsewhere"], "priority": {"pools": [{"selector": "chat"}]}}""", "spec.priority.pools has the selector \"chat\", which begins with no governed namespace")]
    public async Task What_has_no_effect_in_a_budget_is_admitted_with_a_warning(string spec, string? warning)
    {
        var budget = Samples.Budget("other", 8);
        budget["spec"] = JsonNode.Parse(spec);
        var verdict = await ReviewAsync(Reviews.Create(Kinds.GlobalBudgets.Api, budget));
        Assert.True(verdict.IsAllowed, verdict.Message);
        Assert.Equal(warning is null ? 0 : 1, verdict.Warnings.Count);
        Assert.StartsWith(warning ?? "", verdict.Warnings.FirstOrDefault() ?? "");
    }

    [Theory]
    [InlineData("disagg", "chat", "disagg", "prefill and decode of graph inference/chat are")]
    [InlineData("disagg", "chat", "prefill", "prefill of graph inference/chat is")]
    [InlineData("agg", "chat", "decode", "decode of graph inference/chat is")]
    [InlineData("prefill", "chat", "decode", null)]
    [InlineData("disagg", "code", "disagg", null)]
    public async Task A_component_has_one_plan(string mode, string target, string otherMode, string? refusal)
    {
        _plans.Set(Kinds.PoolPlans.Read(Samples.Element(Plan("first", mode, target))), 1);
        var verdict = await ReviewAsync(Reviews.OfPlan(Plan("second", otherMode, "chat")));
        Assert.Equal(refusal is null, verdict.IsAllowed);
        if (refusal is not null)
            Assert.Contains($"{refusal} planned by PoolPlan \"first\"", verdict.Message);
    }

    [Fact]
    public async Task What_has_no_effect_in_a_plan_is_admitted_with_a_warning()
    {
        var plan = Plan("first", "disagg", "chat");
        plan["spec"]!["predictor"] = JsonNode.Parse("""{"type": "arima", "kalman": {"r": 5}}""");
        var verdict = await ReviewAsync(Reviews.OfPlan(plan));
        Assert.True(verdict.IsAllowed, verdict.Message);
        Assert.Equal(["spec.predictor.kalman.r: has no effect with predictor.type arima: set that to kalman, or leave this out"], verdict.Warnings);
        Assert.Empty((await ReviewAsync(Reviews.OfPlan(Plan("first", "disagg", "chat")))).Warnings);
    }

    [Fact]
    public async Task A_plan_is_no_rival_of_itself()
    {
        _plans.Set(Kinds.PoolPlans.Read(Samples.Element(Plan("first", "disagg", "chat"))), 1);
        Assert.True((await ReviewAsync(Reviews.OfPlan(Plan("first", "disagg", "chat")))).IsAllowed);
    }

    [Fact]
    public async Task A_request_is_kept_with_the_warning_that_nothing_comes_of_it()
    {
        var request = new JsonObject
        {
            ["apiVersion"] = Kinds.GraphRequests.Api.ApiVersion,
            ["kind"] = Kinds.GraphRequests.Api.Kind,
            ["metadata"] = new JsonObject { ["namespace"] = "inference", ["name"] = "small" },
            ["spec"] = new JsonObject { ["model"] = "Qwen/Qwen3-0.6B", ["backend"] = "vllm" },
        };
        var verdict = await ReviewAsync(Reviews.Create(Kinds.GraphRequests.Api, request));
        Assert.True(verdict.IsAllowed, verdict.Message);
        Assert.Contains("acts upon none", Assert.Single(verdict.Warnings));
    }

    [Fact]
    public async Task A_review_without_an_object_is_malformed() =>
        Assert.Equal(400, (await ReviewAsync(Reviews.OfPlan(Plan("first", "disagg", "chat")) with { Object = null })).Code);

    private static JsonObject Plan(string name, string mode, string target) => new()
    {
        ["apiVersion"] = Kinds.PoolPlans.Api.ApiVersion,
        ["kind"] = Kinds.PoolPlans.Api.Kind,
        ["metadata"] = new JsonObject { ["namespace"] = "inference", ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["targetRef"] = new JsonObject { ["name"] = target },
            ["mode"] = mode,
            ["profile"] = new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = "profile" } },
        },
    };

    private Task<AdmissionVerdict> ReviewAsync(AdmissionReview review)
    {
        var catalog = BudgetCatalog.Resolve(
            [Kinds.GlobalBudgets.Read(Samples.Element(Samples.Budget("fleet", 8, "inference")))], [], null, _ => false);
        var namespaces = new StoreInMemory<Namespace>();
        foreach (var name in (string[])["inference", "elsewhere"])
            namespaces.Set(new Namespace { Metadata = new ObjectMeta { Name = name } }, 1);

        return new ValidationHandler(_plans, _graphs, namespaces, new NoLedger(catalog)).ReviewAsync(review, default);
    }

    private sealed class NoLedger(BudgetCatalog catalog) : ILedgerJudge
    {
        public BudgetCatalog? Catalog => catalog;

        public Task<LedgerVerdict> JudgeAsync(string cohort, LedgerReview review, CancellationToken cancellationToken) =>
            Task.FromResult(LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable));
    }
}
