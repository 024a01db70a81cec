using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Planning.Time;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

/// <summary>The reconciler with everything around it played by the test.</summary>
internal sealed class ReconcilerBench : IBudgetLedger, ICluster, IEventRecorder, IDisposable
{
    private readonly HandClock _clock = new();
    private readonly GlobalBudgetReconciler _reconciler;

    public ReconcilerBench(BudgetFleet fleet)
    {
        Show(fleet);
        var options = new PlannerOptions { DomainClock = new ScaledTimeProvider(_clock, 1) };
        var unseen = new UnseenWrites();
        _reconciler = new GlobalBudgetReconciler(
            new BudgetGatherer(Budgets, PoolPlans, Graphs, Adapters, Namespaces, this, unseen, options),
            new BudgetActuator(this, this, unseen), Telemetry, this, this, new OperatorHostOptions(), _clock);
    }

    public StoreStub<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> Budgets { get; } = new();

    public StoreStub<Entity<PoolPlanSpec, PoolPlanStatus>> PoolPlans { get; } = new();

    public StoreStub<DynamoGraphDeployment> Graphs { get; } = new();

    public StoreStub<DynamoGraphDeploymentScalingAdapter> Adapters { get; } = new();

    public StoreStub<Namespace> Namespaces { get; } = new();

    public BudgetTelemetry Telemetry { get; } = new();

    public BudgetPicture? Counted { get; set; }

    public Func<GrantRequest, GrantOutcome> Judge { get; set; } = _ => GrantOutcome.Granted;

    /// <summary>By object name, how the API server refuses a patch of it.</summary>
    public Dictionary<string, Exception> Refusals { get; } = [];

    public List<string> Log { get; } = [];

    public List<JsonNode> StatusPatches { get; } = [];

    public void Show(BudgetFleet fleet)
    {
        Budgets.Put(fleet.Budget());
        foreach (var governed in fleet.Graphs())
        {
            Graphs.Put(governed.Graph);
            Adapters.Put(governed.Adapters);
            PoolPlans.Put(governed.Plans);
        }

        Counted = fleet.Picture();
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Later than the last pass by so much that there is another one.</summary>
    public Task<double?> ReconcileAsync()
    {
        Advance(GlobalBudgetReconciler.PassInterval);
        return ReconcileAtOnceAsync();
    }

    public async Task<double?> ReconcileAtOnceAsync() =>
        (await _reconciler.ReconcileAsync(ObjectKey.Cluster("fleet"), CancellationToken.None)).RequeueAfter?.TotalSeconds;

    public BudgetPicture? Picture(string budget) => Counted;

    public Task<GrantOutcome> GrantAsync(GrantRequest request, CancellationToken cancellationToken)
    {
        Log.Add($"grant {request.Base.Name}@{request.BaseVersion} {string.Join(',', request.Replicas.Select(pair => $"{pair.Key}={pair.Value}"))}");
        return Task.FromResult(Judge(request));
    }

    public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
    {
        if (patch.Subresource == "status")
        {
            Log.Add("status");
            StatusPatches.Add(patch.Body);
            return Refusals.TryGetValue("status", out var gone) ? Task.FromException<JsonElement>(gone) : Task.FromResult(Written(key, "6"));
        }

        Log.Add($"patch {key.Name}{(patch.Subresource is { } subresource ? $"/{subresource}" : "")}");
        return Refusals.TryGetValue(key.Name, out var refusal) ? Task.FromException<JsonElement>(refusal) : Task.FromResult(Written(key, "30"));
    }

    public void Record(ApiResource api, ObjectMeta about, EventKind kind, string reason, string message) =>
        Log.Add($"event {about.Name} {reason}");

    public static ClusterException Answer(HttpStatusCode? code, string message = "no", TimeSpan? retryAfter = null) =>
        new(code, code?.ToString() ?? "Timeout", message, retryAfter);

    public Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken) where T : class, IKubernetesObject =>
        throw new NotSupportedException();

    public Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken) where T : class, IKubernetesObject =>
        throw new NotSupportedException();

    public Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JsonElement> ReplaceAsync(ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteAsync(ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose() => Telemetry.Dispose();

    private JsonElement Written(ObjectKey key, string version) => JsonSerializer.SerializeToElement(new
    {
        metadata = new { name = key.Name, @namespace = key.Namespace, uid = Graphs.Get(key)?.Metadata.Uid ?? Adapters.Get(key)?.Metadata.Uid, resourceVersion = version },
    });

    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset _now = BudgetFleet.Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _now.Ticks;

        public void Advance(TimeSpan by) => _now += by;
    }
}
