using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Storage;

public sealed class WatchTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly TestCluster _cluster = new(new ApiServerOptions { WatchHistoryLength = 8 });

    [Fact]
    public void Without_a_version_it_starts_with_what_is_there()
    {
        Create("a");
        using var watch = _cluster.Watch(Maps + "?watch=true");
        Create("b");
        _cluster.Merge(Maps + "/a", """{"data": {"x": "1"}}""").Is(200);
        _cluster.Delete(Maps + "/b").Is(200);
        Assert.Equal(["ADDED a", "ADDED b", "MODIFIED a", "DELETED b"], TestCluster.Drain(watch));
    }

    [Fact]
    public void From_a_version_it_shows_what_came_after()
    {
        Create("a");
        var version = _cluster.Get(Maps).Version;
        Create("b");
        using var watch = _cluster.Watch($"{Maps}?watch=1&resourceVersion={version}");
        Assert.Equal(["ADDED b"], TestCluster.Drain(watch));
    }

    [Fact]
    public void An_object_that_enters_or_leaves_the_selection_comes_and_goes()
    {
        Create("a");
        using var watch = _cluster.Watch($"{Maps}?watch=true&labelSelector=app=chat&resourceVersion={_cluster.Core.ResourceVersion}");
        _cluster.Merge(Maps + "/a", """{"metadata": {"labels": {"app": "chat"}}}""").Is(200);
        var left = _cluster.Merge(Maps + "/a", """{"metadata": {"labels": {"app": "code"}}}""").Is(200);
        Assert.True(watch.TryNext(out var added));
        Assert.True(watch.TryNext(out var deleted));
        Assert.Equal(("ADDED", "DELETED"), (added!.Type, deleted!.Type));
        Assert.Equal(("chat", left.Version),
            (deleted.Object["metadata"]!["labels"]!["app"]!.GetValue<string>(), deleted.Object["metadata"]!["resourceVersion"]!.GetValue<string>()));
    }

    [Fact]
    public void A_version_from_before_the_history_is_expired()
    {
        for (var i = 0; i < 12; i++)
            Create($"m{i}");
        using var watch = _cluster.Watch($"{Maps}?watch=true&resourceVersion=2");
        Assert.Equal(["ERROR Expired"], TestCluster.Drain(watch));
        Assert.True(watch.IsEnded);
    }

    [Fact]
    public void A_client_that_falls_too_far_behind_is_sent_away()
    {
        using var watch = _cluster.Watch($"{Maps}?watch=true&resourceVersion={_cluster.Core.ResourceVersion}");
        for (var i = 0; i < 12; i++)
            Create($"m{i}");
        Assert.Equal(["ERROR Expired"], TestCluster.Drain(watch));
        Assert.True(watch.IsEnded);
    }

    [Fact]
    public void Bookmarks_come_every_minute_and_shortly_before_the_end()
    {
        using var watch = _cluster.Watch($"{Maps}?watch=true&allowWatchBookmarks=true&timeoutSeconds=90&resourceVersion={_cluster.Core.ResourceVersion}");
        _cluster.Core.Tick(_cluster.Now.AddSeconds(30));
        Assert.Empty(TestCluster.Drain(watch));
        Create("a");
        _cluster.Core.Tick(_cluster.Now.AddSeconds(60));
        Assert.Equal(["ADDED a", "BOOKMARK"], TestCluster.Drain(watch));
        _cluster.Core.Tick(_cluster.Now.AddSeconds(88));
        Assert.True(watch.TryNext(out var last));
        Assert.Equal(("BOOKMARK", _cluster.Core.ResourceVersion.ToString()), (last!.Type, last.Object["metadata"]!["resourceVersion"]!.GetValue<string>()));
        Assert.False(watch.IsEnded);
        _cluster.Core.Tick(_cluster.Now.AddSeconds(90));
        Assert.Empty(TestCluster.Drain(watch));
        Assert.True(watch.IsEnded);
    }

    [Fact]
    public void Asked_for_initial_events_end_with_a_marked_bookmark()
    {
        Create("a");
        using var watch = _cluster.Watch($"{Maps}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
        Assert.True(watch.TryNext(out var added));
        Assert.True(watch.TryNext(out var bookmark));
        Assert.Equal(("ADDED", "true"), (added!.Type, bookmark!.Object["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_a_change_and_by_the_end()
    {
        using var watch = _cluster.Watch($"{Maps}?watch=true&timeoutSeconds=10&resourceVersion={_cluster.Core.ResourceVersion}");
        var next = watch.NextAsync(CancellationToken.None).AsTask();
        Create("a");
        Assert.Equal("ADDED", (await next)!.Type);
        var end = watch.NextAsync(CancellationToken.None).AsTask();
        _cluster.Core.Tick(_cluster.Now.AddSeconds(10));
        Assert.Null(await end);
    }

    [Fact]
    public void Another_served_version_is_watched_in_its_own_words()
    {
        var cluster = TestCluster.WithPools();
        using var watch = cluster.Watch("/apis/example.dev/v1alpha1/pools?watch=true");
        cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        Assert.True(watch.TryNext(out var added));
        Assert.Equal("example.dev/v1alpha1", added!.Object["apiVersion"]!.GetValue<string>());
    }

    [Fact]
    public void Fifty_watchers_see_every_change_once_and_in_order()
    {
        var watches = Enumerable.Range(0, 50).Select(_ => _cluster.Watch(Maps + "?watch=true")).ToList();
        foreach (var name in new[] { "a", "b", "c", "d" })
            Create(name);
        Assert.All(watches, watch => Assert.Equal(["ADDED a", "ADDED b", "ADDED c", "ADDED d"], TestCluster.Drain(watch)));
    }

    private void Create(string name) => _cluster.Post(Maps, $$$"""{"metadata": {"name": "{{{name}}}"}}""").Is(201);
}
