using System.Collections.Immutable;
using System.Diagnostics;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Xunit.Abstractions;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>
/// The largest runs take minutes and are made where KUBEOPSPLANNER_EXPLORE=all asks for them; the others cover every
/// fault and every scenario.
/// </summary>
public sealed class EverySchedule(ITestOutputHelper output)
{
    private static readonly ImmutableHashSet<(Scenario, Fault)> Large =
    [
        .. Enum.GetValues<Fault>().Where(fault => fault != Fault.None).Select(fault => (Scenario.SameGraph, fault)),
        .. Enum.GetValues<Fault>().Where(fault => fault != Fault.None).Select(fault => (Scenario.GrantAndClient, fault)),
        (Scenario.RoomForOne, Fault.StalledStore),
    ];

    public static TheoryData<string, Fault> Runs
    {
        get
        {
            var runs = new TheoryData<string, Fault>();
            foreach (var scenario in Scenario.All)
            {
                foreach (var fault in Enum.GetValues<Fault>())
                {
                    if (!Large.Contains((scenario, fault)) || Environment.GetEnvironmentVariable("KUBEOPSPLANNER_EXPLORE") == "all")
                        runs.Add(scenario.Name, fault);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void KeepsEveryPromise(string scenario, Fault fault)
    {
        var exploration = Explore(Scenario.All.Single(candidate => candidate.Name == scenario), fault, LedgerRules.Default);

        Assert.True(exploration.Violation is null, exploration.ToString());
        Assert.True(exploration.Ends > 0);
    }

    public static TheoryData<string, LedgerRules, Fault, int> SeededBugs => new()
    {
        { "deciding on stores older than the watermark", new() { WaitsForWatermark = false }, Fault.None, 20 },
        { "writing the cell whatever its version", new() { ComparesAndSets = false }, Fault.None, 12 },
        { "answering before the write is durable", new() { AnswersAfterDurable = false }, Fault.None, 12 },
        { "dropping what is overdue without a fence", new() { FencesOverdue = false }, Fault.StalledStore, 25 },
    };

    [Theory]
    [MemberData(nameof(SeededBugs))]
    public void FindsASeededBug(string bug, LedgerRules rules, Fault fault, int longest)
    {
        var exploration = Explore(Scenario.RoomForOne, fault, rules, longest);

        Assert.True(exploration.Violation is not null, $"nobody notices {bug}");
        Assert.Equal("6 GPUs are stored and 4 are allowed", exploration.Violation);
        Assert.Equal(
            exploration.Violation,
            Explorer.Replay(new Model(Scenario.RoomForOne, rules), Scenario.RoomForOne.Begin(rules, fault), exploration.Schedule));
    }

    private Exploration Explore(Scenario scenario, Fault fault, LedgerRules rules, int? longest = null)
    {
        var watch = Stopwatch.StartNew();
        var model = new Model(scenario, rules);
        var exploration = new Explorer(model, longest).Explore(scenario.Begin(rules, fault));
        output.WriteLine($"{scenario}, {fault}: {exploration} ({watch.ElapsedMilliseconds} ms)");
        return exploration;
    }
}
