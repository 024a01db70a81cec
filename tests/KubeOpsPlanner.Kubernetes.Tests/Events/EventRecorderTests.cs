using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Events;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IDisposable
{
    private static readonly ApiResource Api = new("", "v1", "Event", "events", IsNamespaced: true);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly EventRecorder _recorder;

    public EventRecorderTests() => _recorder = new EventRecorder(_cluster, "planner", "replica-1", _time, new ListLogger());

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public async Task Repeated_events_are_counted_up_even_when_their_message_changes()
    {
        await WriteAsync("Scaled", "to 3 replicas");
        _time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync("Scaled", "to 4 replicas");
        await WriteAsync("Held", "budget is used up");

        Assert.Equal(["create", "patch", "create"], _cluster.Writes.Select(write => write.Split(' ')[0]));
        var scaled = _cluster.All(Api)[0];
        Assert.Equal(
            (2, "to 4 replicas", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
            (scaled["count"]!.GetValue<int>(), scaled["message"]!.GetValue<string>(),
                scaled["firstTimestamp"]!.GetValue<string>(), scaled["lastTimestamp"]!.GetValue<string>()));
    }

    [Fact]
    public async Task After_ten_quiet_minutes_an_event_is_news_again()
    {
        await WriteAsync("Scaled", "one");
        _time.Advance(TimeSpan.FromMinutes(10));
        await WriteAsync("Scaled", "two");

        Assert.Equal(2, _cluster.All(Api).Count);
    }

    [Fact]
    public async Task A_flood_about_one_object_is_held_back_but_counted_and_others_are_unharmed()
    {
        for (var i = 0; i < 100; i++)
        {
            await WriteAsync("Flapping", $"turn {i}");
        }

        await WriteAsync("Scaled", "calm", "another");
        Assert.Equal(25 + 1, _cluster.Writes.Count);

        _time.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync("Flapping", "turn 100");
        Assert.Equal(101, _cluster.All(Api)[0]["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_event_that_expired_in_the_cluster_is_written_anew_and_a_failure_harms_nobody()
    {
        await WriteAsync("Scaled", "one");
        var key = new ObjectKey("default", _cluster.All(Api)[0]["metadata"]!["name"]!.GetValue<string>());
        _cluster.Remove(Api, key);
        await WriteAsync("Scaled", "two");
        Assert.Equal(2, Assert.Single(_cluster.All(Api))["count"]!.GetValue<int>());

        _cluster.IsUnreachable = true;
        await WriteAsync("Scaled", "three");
        _cluster.IsUnreachable = false;
        await WriteAsync("Scaled", "four");
        Assert.Equal(2, _cluster.All(Api).Count);
    }

    [Fact]
    public async Task What_was_recorded_is_written_before_the_stop_ends_and_about_cluster_scoped_objects_in_default()
    {
        await _recorder.StartAsync(CancellationToken.None);
        _recorder.Record(Widget.Api, new ObjectMeta { Name = "fleet", Uid = "u" }, EventKind.Warning, "OverBudget", new string('x', 5000));
        await _recorder.StopAsync(CancellationToken.None).InTime();

        var written = Assert.Single(_cluster.All(Api));
        Assert.Equal(("default", "Warning", 1024), (
            written["metadata"]!["namespace"]!.GetValue<string>(),
            written["type"]!.GetValue<string>(),
            written["message"]!.GetValue<string>().Length));
    }

    private Task WriteAsync(string reason, string message, string name = "a") => _recorder.WriteAsync(
        new EventNote(
            new EventIdentity("v1", "Widget", Widget.Key(name), $"uid-{name}", EventKind.Normal, reason), "1", message, _time.GetUtcNow()),
        CancellationToken.None);
}
