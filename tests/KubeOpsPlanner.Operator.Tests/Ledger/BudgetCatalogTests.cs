using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

public sealed class BudgetCatalogTests
{
    private static readonly Entity<GlobalBudgetSpec, GlobalBudgetStatus> Selecting = Selects("fleet", "gold");

    [Fact]
    public void A_selector_governs_the_namespaces_that_it_matches() =>
        Assert.Equal(["a", "c"], Resolve([Selecting], null, Labelled("a", "gold"), Labelled("b", "silver"), Labelled("c", "gold")));

    [Theory]
    [InlineData(true, "a,b")]
    [InlineData(false, "b")]
    public void A_namespace_that_leaves_a_selector_stays_while_its_graphs_hold_GPUs(bool holdsGpus, string expected)
    {
        var before = Catalog([Selecting], null, holdsGpus, Labelled("a", "gold"), Labelled("b", "gold"));
        var after = Catalog([Selecting], before, holdsGpus, Labelled("a", "silver"), Labelled("b", "gold"));
        Assert.Equal(expected.Split(','), after.Find("fleet")!.Namespaces);
        Assert.Equal(holdsGpus ? ["a"] : [], after.Find("fleet")!.HeldOver);
    }

    [Fact]
    public void It_leaves_at_once_when_another_budget_takes_it_over()
    {
        var other = Selects("other", "silver");
        var before = Catalog([Selecting, other], null, true, Labelled("a", "gold"));
        var after = Catalog([Selecting, other], before, true, Labelled("a", "silver"));
        Assert.Empty(after.Find("fleet")!.Namespaces);
        Assert.Equal(["a"], after.Find("other")!.Namespaces);
    }

    [Fact]
    public void After_a_restart_the_status_tells_what_was_charged()
    {
        var budget = Selecting with
        {
            Status = new GlobalBudgetStatus
            {
                Namespaces = [new NamespaceGpus { Namespace = "a", Gpus = 4 }, new NamespaceGpus { Namespace = "z", Gpus = 0 }],
            },
        };
        Assert.Equal(["a"], Resolve([budget], null, Labelled("a", "silver"), Labelled("z", "silver")));
    }

    [Fact]
    public void A_list_of_names_lets_go_at_once()
    {
        var before = Catalog([Named("fleet", "a", "b")], null, true);
        Assert.Equal(["b"], Catalog([Named("fleet", "b")], before, true).Find("fleet")!.Namespaces);
    }

    [Fact]
    public void Budgets_that_govern_one_namespace_are_all_found() =>
        Assert.Equal(["fleet", "other"], Catalog([Named("other", "a"), Named("fleet", "a", "b")], null, true).Governing("a").Select(each => each.Name));

    [Theory]
    [InlineData(null, "fleet")]
    [InlineData("shared", "shared")]
    public void A_budget_without_a_cohort_is_a_cohort_of_one(string? cohort, string expected)
    {
        var budget = Named("fleet", "a");
        Assert.Equal(expected, Catalog([budget with { Spec = budget.Spec with { Cohort = cohort } }], null, true).Find("fleet")!.Cohort);
    }

    private static IEnumerable<string> Resolve(
        Entity<GlobalBudgetSpec, GlobalBudgetStatus>[] budgets, BudgetCatalog? before, params Namespace[] namespaces) =>
        Catalog(budgets, before, true, namespaces).Find("fleet")!.Namespaces;

    private static BudgetCatalog Catalog(
        Entity<GlobalBudgetSpec, GlobalBudgetStatus>[] budgets, BudgetCatalog? before, bool holdsGpus, params Namespace[] namespaces) =>
        BudgetCatalog.Resolve(budgets, namespaces, before, _ => holdsGpus);

    private static Entity<GlobalBudgetSpec, GlobalBudgetStatus> Named(string name, params string[] namespaces) =>
        Kinds.GlobalBudgets.Read(Samples.Element(Samples.Budget(name, 8, namespaces)));

    private static Entity<GlobalBudgetSpec, GlobalBudgetStatus> Selects(string name, string tier)
    {
        var budget = Samples.Budget(name, 8);
        var spec = (JsonObject)budget["spec"]!;
        spec.Remove("namespaces");
        spec["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["tier"] = tier } };
        return Kinds.GlobalBudgets.Read(Samples.Element(budget));
    }

    private static Namespace Labelled(string name, string tier) =>
        new() { Metadata = new ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["tier"] = tier } } };
}
