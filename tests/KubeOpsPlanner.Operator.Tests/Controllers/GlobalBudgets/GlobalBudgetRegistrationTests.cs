using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.DependencyInjection;
using Budget = KubeOpsPlanner.Entities.Meta.Entity<
    KubeOpsPlanner.Entities.GlobalBudgets.GlobalBudgetSpec, KubeOpsPlanner.Entities.GlobalBudgets.GlobalBudgetStatus>;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

public sealed class GlobalBudgetRegistrationTests
{
    private static readonly StoreStub<Budget> Budgets = Stored(
        BudgetNamed("named", new GlobalBudgetSpec { Namespaces = ["inference"] }),
        BudgetNamed("elsewhere", new GlobalBudgetSpec { Namespaces = ["batch"] }),
        BudgetNamed("selected", new GlobalBudgetSpec { NamespaceSelector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["team"] = "x" } } }));

    [Fact]
    public void Everything_that_the_reconciler_needs_is_registered_or_comes_from_the_host_and_the_ledger()
    {
        var host = Register();
        using var bench = new ReconcilerBench(BudgetFleet.Of(-1, 8, "chat.decode=2>2"));
        host.Services.AddSingleton<IStore<Budget>>(bench.Budgets);
        host.Services.AddSingleton<IStore<Entity<PoolPlanSpec, PoolPlanStatus>>>(bench.PoolPlans);
        host.Services.AddSingleton<IStore<DynamoGraphDeployment>>(bench.Graphs);
        host.Services.AddSingleton<IStore<DynamoGraphDeploymentScalingAdapter>>(bench.Adapters);
        host.Services.AddSingleton<IStore<Namespace>>(bench.Namespaces);
        host.Services.AddSingleton<IBudgetLedger>(bench).AddSingleton<ICluster>(bench).AddSingleton<IEventRecorder>(bench);
        using var provider = host.Services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        Assert.NotNull(provider.GetRequiredService<GlobalBudgetReconciler>());
        Assert.Equal(TimeSpan.FromSeconds(30), host.Triggers.Resync);
        Assert.Equal(
            ["DynamoGraphDeployment", "DynamoGraphDeploymentScalingAdapter", "Namespace", "PoolPlan"],
            host.Watched.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("inference", "named selected")]
    [InlineData("batch", "elsewhere selected")]
    [InlineData("other", "selected")]
    public void A_change_in_a_namespace_wakes_the_budgets_that_may_govern_it(string @namespace, string woken) =>
        Assert.Equal(woken, string.Join(' ', BudgetRoutes.OfNamespace(@namespace, Budgets).Select(key => key.Name).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData(PlanEnvironment.GlobalPlanner, "fleet", "fleet")]
    [InlineData(PlanEnvironment.GlobalPlanner, null, "")]
    [InlineData(PlanEnvironment.Kubernetes, "fleet", "")]
    [InlineData(PlanEnvironment.Virtual, "fleet", "")]
    public void A_plan_wakes_the_budget_that_carries_it_out(PlanEnvironment environment, string? budget, string woken)
    {
        var plan = new Entity<PoolPlanSpec, PoolPlanStatus>(
            new ObjectMeta { Name = "chat", Namespace = "inference" },
            new PoolPlanSpec { Environment = environment, BudgetRef = budget is null ? null : new NameReference { Name = budget } },
            new PoolPlanStatus());
        Assert.Equal(woken, string.Join(' ', BudgetRoutes.OfPlan(plan).Select(key => key.Name)));
    }

    [Theory]
    [InlineData("team=x", true)]
    [InlineData("team=y", false)]
    [InlineData(null, false)]
    public void A_selector_covers_known_namespaces_with_its_labels(string? labels, bool covers)
    {
        var known = labels is null ? null : new Namespace
        {
            Metadata = new ObjectMeta { Name = "inference", Labels = new Dictionary<string, string> { ["team"] = labels.Split('=')[1] } },
        };
        Assert.Equal(covers, BudgetScope.Covers(Budgets.Get(ObjectKey.Cluster("selected"))!.Spec, "inference", known));
    }

    [Fact]
    public void A_status_is_no_reason_to_look_again_but_a_spec_and_a_deletion_are()
    {
        var filter = Register().Triggers.Filter;
        var before = BudgetNamed("fleet", new GlobalBudgetSpec());
        Assert.False(filter(Update(before, before with { Status = new GlobalBudgetStatus { TotalGpus = 3 } })));
        Assert.True(filter(Update(before, before with { Metadata = before.Metadata with { Generation = 2 } })));
        Assert.True(filter(Update(before, before with { Metadata = before.Metadata with { Uid = "another" } })));
        Assert.True(filter(Update(before, before with { Metadata = before.Metadata with { DeletionTimestamp = BudgetFleet.Now } })));
        Assert.True(filter(new StoreChange<Budget>(StoreChangeKind.Added, null, before, 1)));
        Assert.True(filter(new StoreChange<Budget>(StoreChangeKind.Deleted, before, null, 1)));
    }

    private static HostStub Register()
    {
        var host = new HostStub();
        host.AddGlobalBudgets(new PlannerOptions { DomainClock = new ScaledTimeProvider(TimeProvider.System, 1) });
        return host;
    }

    private static StoreChange<Budget> Update(Budget old, Budget now) => new(StoreChangeKind.Updated, old, now, 1);

    private static Budget BudgetNamed(string name, GlobalBudgetSpec spec) =>
        new(new ObjectMeta { Name = name, Uid = name, Generation = 1 }, spec, new GlobalBudgetStatus());

    private static StoreStub<Budget> Stored(params Budget[] budgets)
    {
        var store = new StoreStub<Budget>();
        store.Put(budgets);
        return store;
    }

    private sealed class HostStub : IOperatorHostBuilder, IMappedTriggerVisitor
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public OperatorHostOptions Options { get; } = new();

        public ControllerTriggers<Budget> Triggers { get; } = new();

        public List<string> Watched { get; } = [];

        public IOperatorHostBuilder AddStore<T>(Resource<T> resource, params StoreIndex<T>[] indexes) where T : class, IKubernetesObject => this;

        public IOperatorHostBuilder AddController<TReconciler, T>(Resource<T> resource, Action<ControllerTriggers<T>>? triggers = null)
            where TReconciler : class, IReconciler
            where T : class, IKubernetesObject
        {
            Services.AddSingleton<TReconciler>();
            triggers!.Invoke((ControllerTriggers<T>)(object)Triggers);
            foreach (var mapped in Triggers.Mapped)
            {
                mapped.Visit(this);
            }

            return this;
        }

        public IOperatorHostBuilder AddAdmission<THandler>(AdmissionWebhook webhook) where THandler : class, IAdmissionHandler =>
            throw new NotSupportedException();

        public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IKubernetesObject => Watched.Add(trigger.Resource.Api.Kind);
    }
}
