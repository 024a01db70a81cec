using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Planning.Tests.Time;

public sealed class ScaledTimeProviderTests
{
    private readonly ManualTimeProvider _system = new();

    [Theory]
    [InlineData(1, 10, 10)]
    [InlineData(60, 10, 600)]
    [InlineData(0.5, 10, 5)]
    public void Domain_time_runs_scale_times_as_fast(double scale, int systemSeconds, int domainSeconds)
    {
        var domain = new ScaledTimeProvider(_system, scale);
        _system.Advance(TimeSpan.FromSeconds(systemSeconds));

        Assert.Equal(TimeSpan.FromSeconds(domainSeconds), domain.Elapsed);
        Assert.Equal(ManualTimeProvider.Epoch.AddSeconds(domainSeconds), domain.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(domainSeconds), domain.GetElapsedTime(0));
    }

    [Fact]
    public void A_change_of_scale_is_continuous_and_never_goes_back()
    {
        var domain = new ScaledTimeProvider(_system, 100);
        _system.Advance(TimeSpan.FromSeconds(3));
        var before = domain.GetUtcNow();

        domain.Scale = 2;
        Assert.Equal(before, domain.GetUtcNow());

        _system.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(before.AddSeconds(10), domain.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_after_their_domain_time()
    {
        var domain = new ScaledTimeProvider(_system, 60);
        var fired = new List<TimeSpan>();
        using var timer = domain.CreateTimer(_ => fired.Add(domain.Elapsed), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _system.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Empty(fired);

        _system.Advance(TimeSpan.FromSeconds(4.1));
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5)], fired);
    }

    [Fact]
    public void A_timer_without_due_time_never_fires()
    {
        var fired = false;
        using var timer = new ScaledTimeProvider(_system, 60)
            .CreateTimer(_ => fired = true, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _system.Advance(TimeSpan.FromDays(365));
        Assert.False(fired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_clock_neither_stands_still_nor_runs_backwards(double scale)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(_system, scale));
        var domain = new ScaledTimeProvider(_system, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.Scale = scale);
    }
}
