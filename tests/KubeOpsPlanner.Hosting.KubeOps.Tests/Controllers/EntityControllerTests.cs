using KubeOps.Abstractions.Reconciliation;
using KubeOpsPlanner.Hosting.KubeOps.Tests.Support;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Controllers;

public sealed class EntityControllerTests : IDisposable
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);

    private readonly KubeOpsRig _rig = new();

    public static TheoryData<string, int?, int> Requeues => new()
    {
        { "nothing asked: the resync", null, 600 },
        { "sooner than the resync", 30, 30 },
        { "later than the resync", 3600, 600 },
    };

    [Theory]
    [MemberData(nameof(Requeues))]
    public async Task A_success_is_always_looked_at_again(string row, int? askedSeconds, int expectedSeconds)
    {
        _rig.Put("a", 2);
        _rig.Reconciler.Answer = () => new ReconcileResult(askedSeconds is { } asked ? TimeSpan.FromSeconds(asked) : null);

        var result = await _rig.Controller.ReconcileAsync(KubeOpsRig.Entity("a"), CancellationToken.None);

        Assert.True(result.IsSuccess, row);
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), result.RequeueAfter);
        Assert.Equal([KubeOpsRig.Chat], _rig.Reconciler.Asked);
    }

    [Fact]
    public async Task A_failure_comes_again_with_growing_delays_and_is_never_given_up()
    {
        _rig.Put("a", 2);
        _rig.Reconciler.Answer = () => throw new InvalidOperationException("no");
        var delays = new List<double>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var result = await _rig.Controller.ReconcileAsync(KubeOpsRig.Entity("a"), CancellationToken.None);
            Assert.Equal((false, "no"), (result.IsSuccess, result.ErrorMessage));
            delays.Add(result.RequeueAfter!.Value.TotalSeconds);
        }

        Assert.Equal([0.1, 0.2, 0.4], delays[..3]);
        Assert.Equal(300, delays[^1]);
    }

    [Fact]
    public async Task What_is_gone_is_reconciled_once_more_and_found_absent()
    {
        var result = await _rig.Controller.DeletedAsync(KubeOpsRig.Entity("a"), CancellationToken.None);

        Assert.Equal((true, null), (result.IsSuccess, result.RequeueAfter));
        Assert.Equal([KubeOpsRig.Chat], _rig.Reconciler.Asked);
        Assert.Empty(_rig.Queued);
    }

    [Fact]
    public async Task A_deletion_that_fails_comes_again()
    {
        _rig.Reconciler.Answer = () => throw new InvalidOperationException("no");

        var result = await _rig.Controller.DeletedAsync(KubeOpsRig.Entity("a"), CancellationToken.None);

        Assert.Equal((false, TimeSpan.FromMilliseconds(100)), (result.IsSuccess, result.RequeueAfter));
    }

    [Fact]
    public async Task A_new_object_of_the_same_name_is_not_taken_for_the_deleted_one()
    {
        _rig.Put("new", 3);

        // KubeOps hands over the old event with the new object's uid, or the other way round: both have to work.
        await _rig.Controller.DeletedAsync(KubeOpsRig.Entity("old"), CancellationToken.None);
        await _rig.Controller.DeletedAsync(KubeOpsRig.Entity("new"), CancellationToken.None);

        Assert.Equal(2, _rig.Reconciler.Asked.Count);
        Assert.Equal(
            [("chat", "new", ReconciliationType.Modified, TimeSpan.Zero), ("chat", "new", ReconciliationType.Modified, Resync)],
            _rig.Queued);
    }

    [Fact]
    public async Task A_standby_asks_nobody_and_looks_again_later()
    {
        _rig.Put("a", 2);
        _rig.Ownership.IsOurs = false;

        var result = await _rig.Controller.ReconcileAsync(KubeOpsRig.Entity("a"), CancellationToken.None);

        Assert.Equal((true, Resync), (result.IsSuccess, result.RequeueAfter));
        Assert.Empty(_rig.Reconciler.Asked);
    }

    public void Dispose() => _rig.Dispose();
}
