using KubeOpsPlanner.Planning.Budgeting.Ledger;
using KubeOpsPlanner.Testing.LedgerExplorer;
using Xunit.Abstractions;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Campaigns;

/// <summary>
/// Long random schedules with every kind of trouble. The benchmarks run a million of them; a schedule that they print is
/// run again, and told step by step, by naming its file in KUBEOPSPLANNER_REPLAY.
/// </summary>
public sealed class RandomSchedules(ITestOutputHelper output)
{
    private const ulong FirstSeed = 1;
    private const int Seeds = 2500;

    /// <summary>The rarest of the seeded bugs shows in about one of 2,700 schedules.</summary>
    private const int MostSeedsForABug = 20_000;

    [Fact]
    public void KeepEveryPromise()
    {
        var campaign = new Campaign();
        var hashes = new HashSet<ulong>();
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var finding = campaign.Run(seed);
            Assert.True(finding.Broken is null, finding.Broken is null ? "" : campaign.Explain(finding));
            hashes.Add(finding.Hash);
        }

        output.WriteLine($"{hashes.Count} distinct schedules");
        Assert.InRange(hashes.Count, Seeds * 99 / 100, Seeds);
    }

    [SkippableFact]
    public void AreToldStepByStep()
    {
        var file = Environment.GetEnvironmentVariable("KUBEOPSPLANNER_REPLAY");
        Skip.If(file is null, "KUBEOPSPLANNER_REPLAY names no schedule to replay");
        var (broken, story) = new Campaign().Replay(Schedule.Parse(File.ReadAllText(file!)));
        output.WriteLine(string.Join('\n', story));
        Assert.Null(broken);
    }

    public static TheoryData<string, LedgerRules, Type> SeededBugs => new()
    {
        { "writing the cell whatever its version", new() { ComparesAndSets = false }, typeof(NoTap) },
        { "deciding on stores older than the watermark", new() { WaitsForWatermark = false }, typeof(NoTap) },
        { "answering before the write is durable", new() { AnswersAfterDurable = false }, typeof(NoTap) },
        { "dropping what is overdue without a fence", new() { FencesOverdue = false }, typeof(NoTap) },
        { "holding differences", LedgerRules.Default, typeof(HoldsDifferences) },
        { "knowing requests by their UID", LedgerRules.Default, typeof(KnowsRequestsByUid) },
        { "holding nothing for a swap", LedgerRules.Default, typeof(HoldsNothingForSwaps) },
        { "charging a swap pool by pool", LedgerRules.Default, typeof(ChargesSwapsPoolByPool) },
        { "asking one of two budgets", LedgerRules.Default, typeof(AsksOneBudgetOnly) },
        { "counting an unknown shape as nothing", LedgerRules.Default, typeof(CountsUnknownAsNothing) },
        { "taking no ceiling for one of zero", LedgerRules.Default, typeof(TakesNoCeilingForZero) },
        { "leaving component deployments out", LedgerRules.Default, typeof(LeavesComponentsOut) },
        { "leaving graphs out of the watermark", LedgerRules.Default, typeof(LeavesGraphsOutOfTheWatermark) },
        { "leaving budgets out of the watermark", LedgerRules.Default, typeof(LeavesBudgetsOutOfTheWatermark) },
    };

    [Theory]
    [MemberData(nameof(SeededBugs))]
    public void FindASeededBug(string bug, LedgerRules rules, Type tap)
    {
        var campaign = new Campaign(rules, () => (Tap)Activator.CreateInstance(tap)!);
        var finding = Enumerable.Range((int)FirstSeed, MostSeedsForABug).Select(seed => campaign.Run((ulong)seed))
            .FirstOrDefault(finding => finding.Broken is not null);

        Assert.True(finding is not null, $"nobody notices {bug}");
        output.WriteLine(campaign.Explain(finding));
        var small = campaign.Minimise(finding);
        Assert.InRange(small.Schedule.Moves.Length, 0, finding.Schedule.Moves.Length);
        Assert.Equal(small.Broken, campaign.Replay(Schedule.Parse(small.Schedule.ToString())).Broken);
    }
}
