using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class DryRunLimiterTests
{
    private readonly HandDrivenTime _time = new();

    [Fact]
    public void A_burst_passes_then_a_rate_and_each_caller_has_its_own()
    {
        var limiter = new DryRunLimiter(_time);
        Assert.Equal(DryRunLimiter.Burst, Allowed(limiter, "alice", DryRunLimiter.Burst + 50));
        Assert.Equal(1, Allowed(limiter, "bob", 1));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2 * DryRunLimiter.PerSecond, Allowed(limiter, "alice", DryRunLimiter.Burst));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DryRunLimiter.Burst, Allowed(limiter, "alice", DryRunLimiter.Burst + 1));
    }

    [Fact]
    public void Many_names_do_not_make_it_grow_or_refuse_others()
    {
        var limiter = new DryRunLimiter(_time);
        for (var i = 0; i < 10_000; i++)
            Assert.Equal(1, Allowed(limiter, $"name-{i}", 1));
    }

    private static int Allowed(DryRunLimiter limiter, string user, int asked) =>
        Enumerable.Range(0, asked).Count(_ => limiter.Allows(Reviews.User(user)));
}
