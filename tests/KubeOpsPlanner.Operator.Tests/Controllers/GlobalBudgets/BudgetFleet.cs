using System.Globalization;
using System.Text.Json;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

/// <summary>
/// Budgeted fleets as text, one pool each: <c>"chat.prefill=3x2&gt;5 !900"</c> is 3 replicas of 2 GPUs in graph chat of
/// namespace inference, whose plan wants 5, priority 900. Options: <c>_n</c> endpoint floor (default 1), <c>@s</c> age of
/// the proposal in seconds, <c>#</c> no plan, <c>x?</c> unknown shape, <c>~</c> one replica does not serve yet,
/// <c>^n</c> a scaling adapter with n replicas, <c>^?</c> one that does not exist yet, <c>*</c> written but not seen.
/// <c>"+chat=7"</c> is what the ledger charges a graph, where that is not its spec; <c>"+x=?"</c> an unknown charge.
/// </summary>
internal sealed class BudgetFleet
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Pool> _pools = [];
    private readonly Dictionary<ObjectKey, long?> _charges = [];

    private BudgetFleet(int min, int max) => (Min, Max) = (min, max);

    public int Min { get; init; }

    public int Max { get; init; }

    public GlobalBudgetStatus Status { get; init; } = new();

    public long BindingGeneration { get; init; } = 1;

    public static BudgetFleet Of(int min, int max, params IEnumerable<string> pools)
    {
        var fleet = new BudgetFleet(min, max);
        foreach (var text in pools)
        {
            if (text[0] == '+')
            {
                var (graph, gpus) = Split(text[1..], '=');
                fleet._charges[KeyOf(graph)] = gpus == "?" ? null : long.Parse(gpus, CultureInfo.InvariantCulture);
            }
            else
            {
                fleet._pools.Add(Pool.Parse(text));
            }
        }

        return fleet;
    }

    public Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget(GlobalBudgetStatus? status = null) => new(
        new ObjectMeta { Name = "fleet", Uid = "b1", Generation = 1, ResourceVersion = "5" },
        new GlobalBudgetSpec
        {
            MaxGpus = Max,
            MinGpus = Min,
            Namespaces = [.. Namespaces],
            Priority = new PoolPriorities
            {
                Pools = [.. _pools.Where(pool => pool.Priority is not null).Select(pool => new PoolPriority { Selector = $"{pool.Graph}/{pool.Component}", Priority = pool.Priority!.Value })],
            },
        },
        status ?? new GlobalBudgetStatus());

    public IReadOnlyList<GovernedGraph> Graphs() =>
    [
        .. _pools.GroupBy(pool => pool.Graph).Select(pools => new GovernedGraph(
            Graph(pools.Key), Adapters(pools.Key), Plans(pools.Key), pools.Any(pool => pool.IsUnseen))),
    ];

    public IReadOnlyList<DynamoGraphDeploymentScalingAdapter> Adapters(ObjectKey graph) =>
        [.. _pools.Where(pool => pool.Graph == graph && pool.Adapter is not (null or "?")).Select(pool => pool.ToAdapter())];

    public IReadOnlyList<Entity<PoolPlanSpec, PoolPlanStatus>> Plans(ObjectKey graph) =>
        [.. _pools.Where(pool => pool.Graph == graph && pool.IsPlanned).Select(pool => pool.ToPlan())];

    public BudgetPicture Picture()
    {
        var graphs = _pools.Select(pool => pool.Graph).Concat(_charges.Keys).Distinct().Select(GraphPicture).OrderByDescending(graph => graph.Gpus).ToList();
        return new BudgetPicture("fleet", graphs.Sum(graph => graph.Gpus), 0, BindingGeneration, graphs, [], [.. Namespaces], false);
    }

    public BudgetFacts Facts() => new(Budget(), Picture(), Graphs(), new HashSet<string>(), Now);

    public BudgetDecision Decide() => BudgetDecider.Decide(Facts(), "kubeops-planner");

    public BudgetPass Pass(params WriteResult[] results) => new(Facts(), Decide(), results);

    private IEnumerable<string> Namespaces => _pools.Select(pool => pool.Graph).Concat(_charges.Keys).Select(key => key.Namespace).Distinct().Order(StringComparer.Ordinal);

    private DynamoGraphDeployment Graph(ObjectKey key)
    {
        var pools = _pools.Where(pool => pool.Graph == key).ToList();
        var json = $$"""
            {"metadata": {"name": "{{key.Name}}", "namespace": "{{key.Namespace}}", "uid": "g-{{key.Name}}", "generation": 1, "resourceVersion": "10"},
             "spec": {"components": [{{string.Join(',', pools.Select(pool => pool.Spec))}}]},
             "status": {"observedGeneration": 1, "components": { {{string.Join(',', pools.Select(pool => pool.StatusJson))}} } } }
            """;
        using var document = JsonDocument.Parse(json);
        return GraphKinds.ReadGraph(document.RootElement);
    }

    private GraphPicture GraphPicture(ObjectKey key)
    {
        var vector = _pools.Any(pool => pool.Graph == key) ? Graph(key).Vector(Adapters(key)) : ReplicaVector.Empty;
        var isKnown = vector.TotalGpus is not null && (!_charges.TryGetValue(key, out var charge) || charge is not null);
        return new GraphPicture(
            key, _charges.GetValueOrDefault(key) ?? vector.KnownGpus, vector.KnownGpus, vector.KnownGpus, 0, isKnown,
            [.. vector.Entries.Select(entry => new PoolPicture(entry.Component, entry.Replicas, entry.Shape.GpusPerReplica))]);
    }

    private static ObjectKey KeyOf(string graph) =>
        Split(graph, '/') is (var name, "") ? new ObjectKey("inference", name) : new ObjectKey(graph.Split('/')[0], graph.Split('/')[1]);

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private sealed record Pool(ObjectKey Graph, string Component, int Replicas, string Gpus, int? Wanted, string[] Options)
    {
        public int? Priority => Number('!');

        public string? Adapter => Option('^');

        public bool IsPlanned => !Options.Contains("#");

        public bool IsUnseen => Options.Contains("*");

        public string Spec => $$"""
            {"name": "{{Component}}", "type": "{{(Component is "prefill" or "decode" ? Component : "worker")}}", "replicas": {{Replicas}},
             {{(Adapter is null ? "" : "\"scalingAdapter\": {},")}}
             "podTemplate": {"spec": {"containers": [{"name": "main", "resources": {{Resources}} } ] } } }
            """;

        public string StatusJson => $$"""
            "{{Component}}": {"replicas": {{Replicas}}, "readyReplicas": {{(Options.Contains("~") ? Replicas - 1 : Replicas)}}}
            """;

        private string Resources => Gpus == "?" ? """{"claims": [{"name": "gpus"}]}""" : $$"""{"limits": {"nvidia.com/gpu": "{{Gpus}}"} }""";

        public static Pool Parse(string text)
        {
            var words = text.Split(' ');
            var (name, numbers) = Split(words[0], '=');
            var (graph, component) = Split(name, '.');
            var (now, wanted) = Split(numbers, '>');
            var (replicas, gpus) = Split(now, 'x');
            return new Pool(
                KeyOf(graph), component, int.Parse(replicas, CultureInfo.InvariantCulture), gpus.Length == 0 ? "1" : gpus,
                wanted.Length == 0 ? null : int.Parse(wanted, CultureInfo.InvariantCulture), words[1..]);
        }

        public DynamoGraphDeploymentScalingAdapter ToAdapter() => new()
        {
            Metadata = new ObjectMeta
            {
                Name = $"{Graph.Name}-{Component}",
                Namespace = Graph.Namespace,
                Uid = $"a-{Graph.Name}-{Component}",
                ResourceVersion = "20",
            },
            GraphName = Graph.Name,
            ComponentName = Component,
            Replicas = int.Parse(Adapter!, CultureInfo.InvariantCulture),
        };

        public Entity<PoolPlanSpec, PoolPlanStatus> ToPlan() => new(
            new ObjectMeta { Name = $"{Graph.Name}-{Component}", Namespace = Graph.Namespace, Uid = $"p-{Graph.Name}-{Component}" },
            new PoolPlanSpec
            {
                TargetRef = new NameReference { Name = Graph.Name },
                Mode = Component == "prefill" ? PlanMode.Prefill : PlanMode.Decode,
                Environment = PlanEnvironment.GlobalPlanner,
                BudgetRef = new NameReference { Name = "fleet" },
                Limits = new PlanLimits { MinEndpoint = Number('_') ?? 1 },
            },
            new PoolPlanStatus
            {
                Desired = Wanted is null ? null : Component == "prefill" ? new PoolReplicas { Prefill = Wanted } : new PoolReplicas { Decode = Wanted },
                DecidedAt = Now - TimeSpan.FromSeconds(Number('@') ?? 0),
            });

        private string? Option(char mark) => Options.FirstOrDefault(option => option[0] == mark)?[1..];

        private int? Number(char mark) => Option(mark) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
