using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;

namespace KubeOpsPlanner.Kubernetes.Tests.Watching;

public sealed class SharedStoreTests
{
    private static readonly HashSet<ObjectKey> None = [];

    private readonly SharedStore<Widget> _store = new("widgets.tests");
    private readonly List<string> _seen = [];

    [Fact]
    public void Absence_means_nothing_until_the_first_list()
    {
        Assert.False(_store.HasSynced);

        _store.ReplaceAll([], None, 7);

        Assert.True(_store.HasSynced);
        Assert.Equal(7ul, _store.ResourceVersion);
    }

    [Fact]
    public void A_second_list_tells_what_was_missed_deletions_too()
    {
        _store.ReplaceAll([Widget.Of("a", 1), Widget.Of("b", 2), Widget.Of("c", 3)], None, 3);
        Listen();
        _seen.Clear();

        _store.ReplaceAll([Widget.Of("a", 1), Widget.Of("b", 8, "blue"), Widget.Of("d", 9)], None, 9);

        Assert.Equal(["Updated b red→blue @3", "Added d red @3", "Deleted c red @3", "Synced @9"], _seen);
        Assert.Equal(["a", "b", "d"], _store.List().Select(item => item.Metadata.Name).Order());
    }

    [Fact]
    public void An_unreadable_object_keeps_its_last_readable_state()
    {
        _store.ReplaceAll([Widget.Of("a", 1)], None, 1);

        _store.ReplaceAll([], new HashSet<ObjectKey> { Widget.Key("a") }, 5);

        Assert.Equal("red", _store.Get(Widget.Key("a"))?.Color);
    }

    [Fact]
    public void The_same_name_with_another_uid_is_a_deletion_and_a_new_object()
    {
        _store.ReplaceAll([Widget.Of("a", 1)], None, 1);
        Listen();
        _seen.Clear();

        _store.Set(Widget.Of("a", 6, "green", uid: "another"), 6);

        Assert.Equal(["Deleted a red @1", "Added a green @6"], _seen);
    }

    [Fact]
    public void A_late_listener_hears_everything_held_now_and_then_every_change_in_order()
    {
        _store.ReplaceAll([Widget.Of("a", 1)], None, 1);

        Listen();
        _store.Set(Widget.Of("a", 2, "blue"), 2);
        _store.Advance(5);
        _store.Remove(Widget.Key("a"), 6);
        _store.Remove(Widget.Key("never-seen"), 7);

        Assert.Equal(["Added a red @1", "Synced @1", "Updated a red→blue @2", "Advanced @5", "Deleted a blue @6", "Advanced @7"], _seen);
    }

    [Fact]
    public void A_listener_that_left_hears_nothing_and_one_that_fails_stops_nobody()
    {
        var subscription = Listen();
        _store.Subscribe(_ => throw new InvalidOperationException("faulty listener"));
        var others = 0;
        _store.Subscribe(_ => others++);
        subscription.Dispose();

        _store.Set(Widget.Of("a", 1), 1);

        Assert.Empty(_seen);
        Assert.Equal(1, others);
    }

    [Fact]
    public void Indexes_follow_changes_and_can_be_added_late()
    {
        _store.ReplaceAll([Widget.Of("a", 1), Widget.Of("b", 2, "blue")], None, 2);
        _store.AddIndexes([new StoreIndex<Widget>("color", widget => [widget.Color])]);

        _store.Set(Widget.Of("a", 3, "blue"), 3);
        Assert.Empty(_store.ByIndex("color", "red"));
        Assert.Equal(2, _store.ByIndex("color", "blue").Count);

        _store.Remove(Widget.Key("b"), 4);
        Assert.Equal("a", Assert.Single(_store.ByIndex("color", "blue")).Metadata.Name);
        Assert.Throws<ArgumentException>(() => _store.ByIndex("size", "large"));
    }

    private IDisposable Listen() => _store.Subscribe(change => _seen.Add(Describe(change)));

    private static string Describe(StoreChange<Widget> change)
    {
        var name = (change.New ?? change.Old)?.Metadata.Name;
        var colors = string.Join('→', new[] { change.Old?.Color, change.New?.Color }.OfType<string>());
        return name is null
            ? $"{change.Kind} @{change.ResourceVersion}"
            : $"{change.Kind} {name} {colors} @{change.ResourceVersion}";
    }
}
