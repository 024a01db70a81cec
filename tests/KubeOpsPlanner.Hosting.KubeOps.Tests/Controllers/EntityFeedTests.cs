using KubeOps.Abstractions.Reconciliation;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.KubeOps.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Controllers;

/// <summary>What KubeOps' own watch would leave out.</summary>
public sealed class EntityFeedTests : IAsyncLifetime
{
    private readonly KubeOpsRig _rig = new();

    public async Task InitializeAsync()
    {
        var pods = _rig.Stores.GetOrAdd(ForeignKinds.Pods, []).Store;
        pods.ReplaceAll([], new HashSet<ObjectKey>(), 1);
        _rig.Triggers.Watches(ForeignKinds.Pods, pod => [KubeOpsRig.Chat, new ObjectKey(pod.Metadata.Namespace, "unknown")]);
        await _rig.Feed.StartAsync(CancellationToken.None);
        await Eventually.True(() => _rig.Time.PendingTimers > 0, "the feed waits for its next sweep");
    }

    [Fact]
    public void A_change_of_nothing_but_metadata_is_queued()
    {
        _rig.Put("a", 2);
        _rig.Put("a", 3);
        Assert.Equal([ReconciliationType.Modified, ReconciliationType.Modified], _rig.Queued.Select(entry => entry.Type));
    }

    [Fact]
    public void A_deletion_that_only_a_list_shows_is_queued_with_the_uid_that_is_gone()
    {
        _rig.Put("a", 2);
        _rig.Store.ReplaceAll([], new HashSet<ObjectKey>(), 9);
        Assert.Equal(("chat", "a", ReconciliationType.Deleted, TimeSpan.Zero), _rig.Queued[^1]);
    }

    [Fact]
    public void A_recreation_is_queued_as_the_end_of_the_one_and_the_beginning_of_the_other()
    {
        _rig.Put("old", 2);
        _rig.Put("new", 4);
        Assert.Equal(
            [("old", ReconciliationType.Modified), ("old", ReconciliationType.Deleted), ("new", ReconciliationType.Modified)],
            _rig.Queued.Select(entry => (entry.Uid, entry.Type)));
    }

    [Fact]
    public void What_is_being_deleted_is_queued_so_that_KubeOps_does_not_keep_it_from_the_controller()
    {
        _rig.Put("a", 2, deletedAt: DateTimeOffset.UnixEpoch);
        Assert.Equal(ReconciliationType.Deleted, Assert.Single(_rig.Queued).Type);
    }

    [Fact]
    public void A_change_of_another_kind_queues_the_known_keys_that_it_is_mapped_to()
    {
        _rig.Put("a", 2);
        _rig.Queued.Clear();
        var pod = ForeignKinds.Pods.Read(System.Text.Json.JsonDocument.Parse(
            """{"metadata":{"name":"p","namespace":"inference","uid":"u","resourceVersion":"5"}}""").RootElement);

        _rig.Stores.GetOrAdd(ForeignKinds.Pods, []).Store.Set(pod, 5);

        Assert.Equal("chat", Assert.Single(_rig.Queued).Name);
    }

    [Fact]
    public void What_becomes_ours_is_queued()
    {
        _rig.Put("a", 2);
        _rig.Queued.Clear();
        _rig.Ownership.Gain();
        Assert.Equal("a", Assert.Single(_rig.Queued).Uid);
    }

    [Fact]
    public async Task A_key_that_KubeOps_dropped_is_queued_again_and_one_that_waits_its_turn_is_not()
    {
        _rig.Put("a", 2);
        await _rig.Controller.ReconcileAsync(KubeOpsRig.Entity("a"), CancellationToken.None);
        _rig.Queued.Clear();

        for (var second = 0; second < 600; second += 15)
        {
            await SweepAsync();
        }

        Assert.Empty(_rig.Queued);
        await SweepAsync();
        await SweepAsync();
        await Eventually.True(() => _rig.Queued.Count > 0, "the key whose time came and went is queued");
    }

    public async Task DisposeAsync()
    {
        await _rig.Feed.StopAsync(CancellationToken.None);
        _rig.Dispose();
    }

    private async Task SweepAsync()
    {
        _rig.Time.Advance(TimeSpan.FromSeconds(15));
        await Eventually.True(() => _rig.Time.PendingTimers > 0, "the feed waits for its next sweep");
    }
}
