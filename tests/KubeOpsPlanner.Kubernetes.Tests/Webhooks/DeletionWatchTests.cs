using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Kubernetes.Webhooks;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Webhooks;

public sealed class DeletionWatchTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedHandler _server = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _alarms;

    public Task InitializeAsync()
    {
        var client = new ApiClient(_server, new Uri("https://cluster.test/"), "tests", _time, () => 0);
        var watch = new DeletionWatch(
            client, WebhookConfigurations.Validating, "planner", ReflectorTimings.Default, _time, new ListLogger());
        _running = watch.RunAsync(() => Interlocked.Increment(ref _alarms), _stop.Token);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.InTime();
    }

    [Fact]
    public async Task A_deletion_is_told_and_a_change_is_not()
    {
        var watch = _server.AnswerWatch();
        await AlarmsAsync(1);
        Assert.EndsWith(
            "/validatingwebhookconfigurations?watch=true&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dplanner&resourceVersion=0&timeoutSeconds=300",
            _server.Requests.Single().PathAndQuery);

        watch.Send("ADDED", Widget.Json("planner", 3));
        watch.Send("MODIFIED", Widget.Json("planner", 4));
        watch.Send("DELETED", Widget.Json("planner", 5));
        await AlarmsAsync(2);
        watch.Send("ADDED", Widget.Json("planner", 6));
        watch.Send("DELETED", Widget.Json("planner", 7));
        await AlarmsAsync(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_ends_a_watch_what_happened_until_the_next_one_may_be_a_deletion(bool breaks)
    {
        var watch = _server.AnswerWatch();
        await AlarmsAsync(1);
        if (breaks)
            watch.Break();
        else
            watch.Send("ERROR", ScriptedHandler.Status(410, "Expired", "too old resource version"));
        _server.AnswerWatch();
        await AdvanceUntilAsync(() => Alarms == 2);
    }

    [Fact]
    public async Task A_server_that_refuses_is_asked_ever_more_rarely()
    {
        for (var i = 0; i < 5; i++)
            _server.AnswerStatus(403, "Forbidden");
        _server.AnswerWatch();

        var start = _time.GetUtcNow();
        await AdvanceUntilAsync(() => Alarms == 1);

        Assert.Equal(6, _server.Requests.Count);
        // 200, 400, 800, 1600 and 3200 ms at least.
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(6.2));
    }

    private int Alarms => Volatile.Read(ref _alarms);

    // Exactly, once everything that was sent has been read.
    private async Task AlarmsAsync(int count)
    {
        await Eventually.True(() => Alarms >= count, $"alarm {count}");
        Assert.Equal(count, Alarms);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.True(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        "the condition, with time passing");
}
