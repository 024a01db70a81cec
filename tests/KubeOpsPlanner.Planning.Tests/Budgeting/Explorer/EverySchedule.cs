using System.Diagnostics;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Xunit.Abstractions;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

public sealed class EverySchedule(ITestOutputHelper output)
{
    public static TheoryData<string, Fault> Runs
    {
        get
        {
            var runs = new TheoryData<string, Fault>();
            foreach (var scenario in Scenario.All)
            {
                foreach (var fault in Enum.GetValues<Fault>())
                    runs.Add(scenario.Name, fault);
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

    private Exploration Explore(Scenario scenario, Fault fault, LedgerRules rules)
    {
        var watch = Stopwatch.StartNew();
        var model = new Model(scenario, rules);
        var exploration = new Explorer(model).Explore(scenario.Begin(rules, fault));
        output.WriteLine($"{scenario}, {fault}: {exploration} ({watch.ElapsedMilliseconds} ms)");
        return exploration;
    }
}
