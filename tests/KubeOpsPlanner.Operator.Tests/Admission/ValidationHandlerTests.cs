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
    [InlineData("disagg", "chat", "disagg", "prefill and decode of graph inference/chat")]
    [InlineData("disagg", "chat", "prefill", "prefill of graph inference/chat")]
    [InlineData("agg", "chat", "decode", "decode of graph inference/chat")]
    [InlineData("prefill", "chat", "decode", null)]
    [InlineData("disagg", "code", "disagg", null)]
    public async Task A_component_has_one_plan(string mode, string target, string otherMode, string? refusal)
    {
        _plans.Set(Kinds.PoolPlans.Read(Samples.Element(Plan("first", mode, target))), 1);
        var verdict = await ReviewAsync(Reviews.OfPlan(Plan("second", otherMode, "chat")));
        Assert.Equal(refusal is null, verdict.IsAllowed);
        if (refusal is not null)
            Assert.Contains($"{refusal} is planned by PoolPlan \"first\"", verdict.Message);
    }

    [Fact]
    public async Task A_plan_is_no_rival_of_itself()
    {
        _plans.Set(Kinds.PoolPlans.Read(Samples.Element(Plan("first", "disagg", "chat"))), 1);
        Assert.True((await ReviewAsync(Reviews.OfPlan(Plan("first", "disagg", "chat")))).IsAllowed);
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
        return new ValidationHandler(_plans, _graphs, new StoreInMemory<Namespace>(), new NoLedger(catalog)).ReviewAsync(review, default);
    }

    private sealed class NoLedger(BudgetCatalog catalog) : ILedgerJudge
    {
        public BudgetCatalog? Catalog => catalog;

        public Task<LedgerVerdict> JudgeAsync(string cohort, LedgerReview review, CancellationToken cancellationToken) =>
            Task.FromResult(LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable));
    }
}
