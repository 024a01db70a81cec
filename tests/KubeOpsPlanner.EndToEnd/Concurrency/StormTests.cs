using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using Xunit.Abstractions;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

[Collection(nameof(ApiServers))]
public sealed class StormTests(ApiServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    [SkippableTheory]
    [EachServer]
    public async Task In_a_storm_no_version_exceeds_the_ceiling_nobody_waits_10_seconds_and_the_ledger_settles(ServerKind kind)
    {
        var report = await Storm.WithTwoReplicasAsync(await servers.GetAsync(kind), Duration);

        output.WriteLine($"{kind}: {report}\nof 100 answers:\n{report.WorkTable}");
        Assert.Equal(2, report.Writers);
        Assert.Contains(report.Answers, answer => answer.IsStored);
        Assert.Contains(report.Answers, answer => answer.Code == 403);
        Assert.True(report.Answers.Count(answer => answer.Code == 429) < report.Answers.Count / 10, $"too many are told to come again: {report}");
    }
}
