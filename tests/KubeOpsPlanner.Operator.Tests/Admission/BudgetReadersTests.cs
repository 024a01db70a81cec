using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class BudgetReadersTests
{
    private static readonly UserInfo Alice = new("alice", "", ["tenants"], new Dictionary<string, IReadOnlyList<string>>());

    [Fact]
    public async Task Many_who_are_refused_at_once_share_one_question()
    {
        const int Many = 8;
        var asked = 0;
        using var everybodyIsHere = new CountdownEvent(Many);
        var cluster = new ClusterInMemory
        {
            Answer = (_, _) =>
            {
                Interlocked.Increment(ref asked);
                Assert.True(everybodyIsHere.Wait(TimeSpan.FromSeconds(30)));
                return new JsonObject { ["status"] = new JsonObject { ["allowed"] = true } };
            },
        };
        var readers = new BudgetReaders(cluster, TimeProvider.System, NullLogger<BudgetReaders>.Instance);

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Factory.StartNew(
            () =>
            {
                everybodyIsHere.Signal();
                return readers.MaySeeAsync(Alice, "fleet", CancellationToken.None);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.All(answers, Assert.True);
        Assert.Equal(1, asked);
    }
}
