using System.Collections.Concurrent;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;
using KubeOpsPlanner.Kubernetes.Elections;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Controllers;

public sealed class ControllerTests : IAsyncLifetime, IReconciler
{
    private static readonly HashSet<ObjectKey> None = [];
    private static readonly Resource<Part> Parts = new(
        new ApiResource("tests.kubeopsplanner.io", "v1", "Part", "parts", IsNamespaced: true),
        json => new Part(KubernetesJson.ReadMeta(json)));

    private readonly ManualTimeProvider _time = new();
    private readonly StoreSet _stores = new();
    private readonly SharedStore<Widget> _widgets;
    private readonly SharedStore<Part> _parts;
    private readonly ListLogger _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentQueue<string> _reconciled = new();
    private Func<ObjectKey, Task<ReconcileResult>> _reconcile = _ => Task.FromResult(ReconcileResult.Done);
    private Task _running = Task.CompletedTask;

    public ControllerTests()
    {
        _widgets = _stores.GetOrAdd(Widget.Resource, []).Store;
        _parts = _stores.GetOrAdd(Parts, []).Store;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _abort.CancelAsync();
        await _stopping.CancelAsync();
        await _running.InTime();
    }

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _reconciled.Enqueue(key.Name);
        return await _reconcile(key);
    }

    [Fact]
    public async Task Nothing_is_reconciled_before_every_store_has_synced()
    {
        Start();
        _widgets.ReplaceAll([Widget.Of("a", 1)], None, 1);
        Assert.Empty(_reconciled);

        _parts.ReplaceAll([], None, 1);

        await SeenAsync("a");
    }

    [Fact]
    public async Task Changes_of_owned_and_mapped_objects_wake_their_owners_old_and_new()
    {
        Start(triggers => triggers.Owns(Parts));
        SyncEmpty();
        _parts.Set(Part.OwnedBy("p", 2, "first"), 2);
        await SeenAsync("first");

        _parts.Set(Part.OwnedBy("p", 3, "second"), 3);

        await Eventually.True(() => _reconciled.Order().SequenceEqual(["first", "first", "second"]), "both owners");
    }

    [Fact]
    public async Task A_filter_keeps_changes_from_the_reconciler()
    {
        Start(triggers => triggers.OnlyWhen(change => change.Old?.Color != change.New?.Color));
        SyncEmpty();
        _widgets.Set(Widget.Of("a", 1), 1);
        await SeenAsync("a");
        _widgets.Set(Widget.Of("a", 2), 2);
        _widgets.Set(Widget.Of("b", 3), 3);
        await SeenAsync("a", "b");
    }

    [Fact]
    public async Task A_failing_object_is_retried_for_ever_and_the_others_go_on()
    {
        _reconcile = key => key.Name == "bad" ? throw new InvalidOperationException("broken") : Task.FromResult(ReconcileResult.Done);
        Start();
        SyncEmpty();
        _widgets.Set(Widget.Of("bad", 1), 1);
        _widgets.Set(Widget.Of("good", 2), 2);

        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return _reconciled.Count(name => name == "bad") > 20;
            },
            "twenty attempts");
        Assert.Contains("good", _reconciled);
        Assert.Contains(_log.Lines, line => line.StartsWith("Error: tester failed on default/bad; next attempt in 0.005 s"));
    }

    [Fact]
    public async Task A_requeue_comes_after_its_delay_and_a_resync_without_any_change()
    {
        _reconcile = _ => Task.FromResult(_reconciled.Count == 1 ? ReconcileResult.After(TimeSpan.FromSeconds(30)) : ReconcileResult.Done);
        Start();
        SyncEmpty();
        _widgets.Set(Widget.Of("a", 1), 1);
        await SeenAsync("a");
        await Eventually.True(() => _time.PendingTimers > 0, "the requeue timer");

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(_reconciled);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SeenAsync("a", "a");

        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return _reconciled.Count >= 3;
            },
            "the resync");
    }

    [Fact]
    public async Task A_replica_works_only_on_what_it_owns_and_looks_at_everything_once_it_does()
    {
        var ownership = new Switchable();
        Start(ownership: ownership);
        SyncEmpty();
        _widgets.Set(Widget.Of("a", 1), 1);
        _widgets.Set(Widget.Of("b", 2), 2);
        await Eventually.True(() => ownership.Asked >= 2, "both keys were looked at");
        Assert.Empty(_reconciled);

        ownership.Gain();

        await SeenAsync("a", "b");
    }

    [Fact]
    public async Task Stopping_lets_work_in_progress_end_and_starts_nothing_new()
    {
        var release = new TaskCompletionSource();
        _reconcile = async _ =>
        {
            await release.Task;
            return ReconcileResult.Done;
        };
        Start();
        SyncEmpty();
        _widgets.Set(Widget.Of("a", 1), 1);
        _widgets.Set(Widget.Of("b", 2), 2);
        await SeenAsync("a");

        await _stopping.CancelAsync();
        Assert.False(_running.IsCompleted);
        release.SetResult();
        await _running.InTime();

        Assert.Equal(["a"], _reconciled);
    }

    private void Start(Action<ControllerTriggers<Widget>>? configure = null, IOwnership? ownership = null)
    {
        var triggers = new ControllerTriggers<Widget>();
        configure?.Invoke(triggers);
        var controller = new Controller<Widget>("tester", this, triggers, _stores, ownership ?? new SoleOwner(), _time, () => 0, _log);
        _running = Task.Run(() => controller.RunAsync(_stopping.Token, _abort.Token));
    }

    private void SyncEmpty()
    {
        _widgets.ReplaceAll([], None, 1);
        _parts.ReplaceAll([], None, 1);
    }

    private Task SeenAsync(params string[] names) =>
        Eventually.True(() => _reconciled.SequenceEqual(names), $"[{string.Join(", ", names)}] and no other reconcile");

    private sealed record Part(ObjectMeta Metadata) : IKubernetesObject
    {
        public static Part OwnedBy(string name, ulong version, string owner) => new(new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Uid = "uid-" + name,
            ResourceVersion = version.ToString(),
            OwnerReferences = [new OwnerReference { Kind = "Widget", Name = owner, Controller = true }],
        });
    }

    private sealed class Switchable : IOwnershipNotifier
    {
        private volatile bool _owns;
        private int _asked;

        public event Action? Gained;

        public int Asked => Volatile.Read(ref _asked);

        public bool Owns(ObjectKey key)
        {
            Interlocked.Increment(ref _asked);
            return _owns;
        }

        public void Gain()
        {
            _owns = true;
            Gained?.Invoke();
        }
    }
}
