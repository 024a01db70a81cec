using KubeOpsPlanner.Kubernetes.Queueing;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Queueing;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_key_added_many_times_is_handed_out_once()
    {
        _queue.Add("a");
        _queue.Add("a");
        _queue.Add("b");

        Assert.Equal(2, _queue.Depth);
        Assert.Equal(["a", "b"], [await TakeAsync(), await TakeAsync()]);
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_key_added_during_its_work_comes_again_only_afterwards()
    {
        _queue.Add("a");
        var key = await TakeAsync();
        _queue.Add("a");
        var next = _queue.TakeAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);

        _queue.Done(key);

        Assert.Equal((true, "a"), await next.InTime());
    }

    [Fact]
    public async Task Of_several_delays_the_earliest_counts_and_the_key_comes_once()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(3));
        _queue.AddAfter("a", TimeSpan.FromSeconds(7));

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, _queue.Depth);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, _queue.Depth);

        _queue.Done(await TakeAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _queue.Depth);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(8, 640)]
    [InlineData(16, 163_840)]
    [InlineData(17, 300_000)]
    [InlineData(1000, 300_000)]
    public void Back_off_doubles_to_five_minutes_and_never_ends(int failures, double expectedMs)
    {
        var backoff = new ExponentialBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5));

        Assert.Equal(expectedMs, backoff.After(failures).TotalMilliseconds);
    }

    [Fact]
    public async Task A_key_that_fails_a_hundred_times_is_still_retried()
    {
        for (var failure = 0; failure < 100; failure++)
        {
            var delay = _queue.AddRateLimited("a");
            _time.Advance(delay + TimeSpan.FromMilliseconds(1));
            _queue.Done(await TakeAsync());
        }

        Assert.Equal(TimeSpan.FromMinutes(5), _queue.AddRateLimited("a"));
    }

    [Fact]
    public void Success_makes_the_next_failure_short_again()
    {
        _queue.AddRateLimited("a");
        _queue.AddRateLimited("a");
        _queue.Forget("a");

        Assert.Equal(TimeSpan.FromMilliseconds(5), _queue.AddRateLimited("a"));
    }

    [Fact]
    public void Many_failing_keys_share_ten_retries_a_second_after_a_burst_of_a_hundred()
    {
        var delays = Enumerable.Range(0, 120).Select(i => _queue.AddRateLimited($"key-{i}")).ToList();

        Assert.All(delays.Take(100), delay => Assert.Equal(TimeSpan.FromMilliseconds(5), delay));
        Assert.Equal(2.0, delays[^1].TotalSeconds, precision: 6);
    }

    [Fact]
    public async Task A_stopped_queue_hands_out_nothing_and_wakes_who_waits()
    {
        var waiting = _queue.TakeAsync(CancellationToken.None).AsTask();
        _queue.Stop();
        _queue.Add("late");

        Assert.False((await waiting.InTime()).HasKey);
        Assert.False((await _queue.TakeAsync(CancellationToken.None)).HasKey);
    }

    private async Task<string> TakeAsync() => (await _queue.TakeAsync(CancellationToken.None).AsTask().InTime()).Key;
}
