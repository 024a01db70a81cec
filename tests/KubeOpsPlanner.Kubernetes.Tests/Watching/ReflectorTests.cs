using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Watching;

public sealed class ReflectorTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedHandler _server = new();
    private readonly ListLogger _log = new();
    private readonly SharedStore<Widget> _store = new("widgets.tests");
    private readonly List<string> _changes = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task InitializeAsync()
    {
        _store.Subscribe(change =>
        {
            lock (_changes)
            {
                _changes.Add(change.Kind is StoreChangeKind.Synced or StoreChangeKind.Advanced
                    ? $"{change.Kind} {change.ResourceVersion}"
                    : $"{change.Kind} {(change.New ?? change.Old)!.Metadata.Name}");
            }
        });
        var client = new ApiClient(_server, new Uri("https://cluster.test/"), "tests", _time, () => 0);
        var reflector = new Reflector<Widget>(client, Widget.Resource, _store, ReflectorTimings.Default, _time, () => 0, _log);
        _running = reflector.RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.InTime();
    }

    [Fact]
    public async Task Lists_all_pages_and_watches_from_the_version_that_they_show()
    {
        _server.AnswerPage(10, "next-page", Widget.Json("a", 3));
        _server.AnswerPage(10, null, Widget.Json("b", 4));
        await RequestsAsync(3);

        Assert.Equal("/apis/tests.kubeopsplanner.io/v1/widgets?limit=500", _server.Requests[0].PathAndQuery);
        Assert.Contains("continue=next-page", _server.Requests[1].PathAndQuery);
        Assert.Contains("watch=true&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=300", _server.Requests[2].PathAndQuery);
        Assert.Equal(["Added a", "Added b", "Synced 10"], Changes);
    }

    [Fact]
    public async Task A_list_whose_next_page_has_expired_starts_again_and_mixes_nothing()
    {
        _server.AnswerPage(10, "next-page", Widget.Json("gone-since", 3));
        _server.AnswerStatus(410, "Expired");
        _server.AnswerList(20, Widget.Json("a", 15));
        await RequestsAsync(4);

        Assert.Equal(["Added a", "Synced 20"], Changes);
    }

    [Fact]
    public async Task A_watch_that_ends_continues_from_the_last_event_or_bookmark()
    {
        var first = await SyncedWithAsync(10);
        first.Send("ADDED", Widget.Json("a", 12));
        first.Send("MODIFIED", Widget.Json("a", 15, "blue"));
        first.End();
        await RequestsAsync(3);
        Assert.Contains("resourceVersion=15", _server.Requests[2].PathAndQuery);

        var second = _server.AnswerWatch();
        second.SendBookmark(40);
        await Eventually.True(() => Changes.Contains("Advanced 40"), "the bookmark");
        _server.AnswerList(41);
        second.Break();
        await RequestsAsync(5);
        Assert.EndsWith("widgets?limit=1", _server.Requests[3].PathAndQuery);
        Assert.Contains("resourceVersion=40", _server.Requests[4].PathAndQuery);
        Assert.Equal(["Synced 10", "Added a", "Updated a", "Advanced 40"], Changes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_the_server_has_forgotten_leads_to_a_new_list_with_the_missed_deletions(bool asHttpStatus)
    {
        var watch = await SyncedWithAsync(10, "kept", "deleted-meanwhile");
        if (asHttpStatus)
        {
            watch.Send("MODIFIED", Widget.Json("kept", 11));
            watch.End();
            _server.AnswerStatus(410, "Expired");
        }
        else
        {
            watch.Send("ERROR", ScriptedHandler.Status(410, "Expired", "too old resource version"));
        }

        await RequestsAsync(asHttpStatus ? 3 : 2);
        _server.AnswerList(50, Widget.Json("kept", asHttpStatus ? 11ul : 1ul));
        await AdvanceUntilAsync(() => Changes.Contains("Synced 50"));

        Assert.Contains("Deleted deleted-meanwhile", Changes);
        Assert.Null(_store.Get(Widget.Key("deleted-meanwhile")));
        Assert.NotNull(_store.Get(Widget.Key("kept")));
    }

    [Fact]
    public async Task A_silent_watch_is_opened_again_from_where_it_was()
    {
        var watch = await SyncedWithAsync(10);
        watch.Send("ADDED", Widget.Json("a", 12));
        await Eventually.True(() => Changes.Contains("Added a"), "the event");

        _server.AnswerList(12);
        await AdvanceUntilAsync(() => _server.Requests.Count == 4);

        Assert.Contains("resourceVersion=12", _server.Requests[3].PathAndQuery);
        Assert.DoesNotContain("Deleted a", Changes);
    }

    [Fact]
    public async Task A_server_that_comes_back_with_an_older_state_is_listed_again()
    {
        var watch = await SyncedWithAsync(50, "a", "lost");
        watch.Send("MODIFIED", Widget.Json("a", 60));
        await Eventually.True(() => Changes.Contains("Updated a"), "the event");

        _server.AnswerList(20);
        _server.AnswerList(21, Widget.Json("a", 8));
        watch.Break();
        await RequestsAsync(5);

        Assert.EndsWith("widgets?limit=1", _server.Requests[2].PathAndQuery);
        Assert.EndsWith("widgets?limit=500", _server.Requests[3].PathAndQuery);
        Assert.Contains("resourceVersion=21", _server.Requests[4].PathAndQuery);
        Assert.Contains("Deleted lost", Changes);
        Assert.Equal(8ul, _store.Get(Widget.Key("a"))!.Metadata.Version);
        Assert.Contains(_log.Lines, line => line.Contains("the server is at version 20 and was at 60, so it was put back to an older state"));
    }

    [Fact]
    public async Task A_malformed_object_is_reported_and_skipped_and_the_watch_goes_on()
    {
        var watch = await SyncedWithAsync(10, "a");
        var broken = Widget.Json("a", 12);
        broken.Remove("spec");
        watch.Send("MODIFIED", broken);
        watch.Send("NOVELTY", Widget.Json("b", 13));
        watch.Send("ADDED", Widget.Json("c", 14));
        await Eventually.True(() => Changes.Contains("Added c"), "the event after the malformed one");

        Assert.Equal("red", _store.Get(Widget.Key("a"))?.Color);
        Assert.Null(_store.Get(Widget.Key("b")));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: Widget default/a cannot be read and is left out"));
        Assert.Contains(_log.Lines, line => line.Contains("unknown type NOVELTY"));
    }

    [Fact]
    public async Task Something_that_is_not_JSON_breaks_the_watch_but_not_the_reflector()
    {
        var watch = await SyncedWithAsync(10);
        watch.Send("ADDED", Widget.Json("a", 12));
        _server.AnswerList(12);
        watch.SendLine("<html>bad gateway</html>");
        await RequestsAsync(4);

        Assert.Contains("resourceVersion=12", _server.Requests[3].PathAndQuery);
    }

    [Fact]
    public async Task An_unreachable_server_is_tried_for_ever_and_complained_about_ever_more_rarely()
    {
        for (var i = 0; i < 200; i++)
        {
            _server.Fail(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        }

        _server.AnswerList(10, Widget.Json("a", 3));
        await AdvanceUntilAsync(() => _store.HasSynced);

        Assert.InRange(_log.Lines.Count(line => line.Contains("cannot be watched")), 3, 10);
        Assert.NotNull(_store.Get(Widget.Key("a")));
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_named_with_the_remedy()
    {
        _server.AnswerStatus(404, "NotFound", "the server could not find the requested resource");
        _server.AnswerList(10);
        await AdvanceUntilAsync(() => _store.HasSynced);

        Assert.Contains(_log.Lines, line => line.Contains("does not serve Widget (tests.kubeopsplanner.io/v1): install its CustomResourceDefinition"));
    }

    private IReadOnlyList<string> Changes
    {
        get
        {
            lock (_changes)
            {
                return [.. _changes];
            }
        }
    }

    private async Task<ScriptedWatch> SyncedWithAsync(ulong version, params string[] names)
    {
        _server.AnswerList(version, [.. names.Select(name => Widget.Json(name, 1))]);
        var watch = _server.AnswerWatch();
        await RequestsAsync(2);
        return watch;
    }

    private Task RequestsAsync(int count) =>
        Eventually.True(() => _server.Requests.Count >= count, $"request {count}");

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.True(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the condition, with time passing");
}
