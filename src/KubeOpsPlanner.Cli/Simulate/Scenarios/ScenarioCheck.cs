using System.Globalization;
using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>The ranges of the numbers in a scenario file.</summary>
internal static class ScenarioCheck
{
    /// <exception cref="UserError">A number is outside of its range; one sentence names the field, the number and the range.</exception>
    public static void Check(ScenarioDocument scenario)
    {
        foreach (var pool in scenario.Pools)
        {
            Check(pool);
        }

        if (scenario.Nodes is { } nodes)
        {
            AtLeast("nodes.count", nodes.Count, 1);
            AtLeast("nodes.gpusPerNode", nodes.GpusPerNode, 1);
        }

        if (scenario.Budget is { } budget)
        {
            AtLeast("budget.maxGpus", budget.MaxGpus, -1);
            AtLeast("budget.minGpus", budget.MinGpus, -1);
            if (budget.MaxGpus >= 0 && budget.MinGpus > budget.MaxGpus)
            {
                throw new UserError($"budget.minGpus {budget.MinGpus} is above budget.maxGpus {budget.MaxGpus}: lower it, or raise maxGpus");
            }
        }

        foreach (var policy in scenario.Policies)
        {
            Check(policy);
        }
    }

    private static void Check(PoolDocument pool)
    {
        Above0($"rate of pool {pool.Name}", pool.Rate);
        Above0($"ttftMs of pool {pool.Name}", pool.TtftMs);
        Above0($"itlMs of pool {pool.Name}", pool.ItlMs);
        AtLeast($"prefillGpus of pool {pool.Name}", pool.PrefillGpus, 1);
        AtLeast($"decodeGpus of pool {pool.Name}", pool.DecodeGpus, 1);
        AtLeast($"minEndpoint of pool {pool.Name}", pool.MinEndpoint, 0);
        AtLeast($"prefillMinEndpoint of pool {pool.Name}", pool.PrefillMinEndpoint, 0);
        AtLeast($"maxGpus of pool {pool.Name}", pool.MaxGpus, -1);
    }

    private static void Check(PolicyDocument policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Name))
        {
            throw new UserError("a policy of the scenario file has no name: give it one of its own");
        }

        if (policy.Predictor is { } predictor && !PredictorRegistry.Types.Contains(predictor))
        {
            throw new UserError($"predictor {predictor} of policy {policy.Name} is not a predictor: use {string.Join(", ", PredictorRegistry.Types)}");
        }

        Above0($"intervalSeconds of policy {policy.Name}", policy.IntervalSeconds);
        Above0($"loadIntervalSeconds of policy {policy.Name}", policy.LoadIntervalSeconds);
        Between($"percentile of policy {policy.Name}", policy.Percentile, 1, 99.9);
        Between($"shrinkMargin of policy {policy.Name}", policy.ShrinkMargin, 0, 1);
        Between($"downSensitivity of policy {policy.Name}", policy.DownSensitivity, 0, 1);
        AtLeast($"stabilizationSeconds of policy {policy.Name}", policy.StabilizationSeconds, 0);
        AtLeast($"maxReplicaStep of policy {policy.Name}", policy.MaxReplicaStep, 1);
    }

    private static void Above0(string what, double? value)
    {
        if (value is { } number && !(number > 0 && double.IsFinite(number)))
        {
            throw new UserError($"{what} is {Text(number)}: give a number above 0");
        }
    }

    private static void AtLeast(string what, double? value, double least)
    {
        if (value < least)
        {
            throw new UserError($"{what} is {Text(value.Value)}: give {Text(least)} or more{(least < 0 ? ", where -1 is no limit" : "")}");
        }
    }

    private static void Between(string what, double? value, double least, double most)
    {
        if (value is { } number && !(number >= least && number <= most))
        {
            throw new UserError($"{what} is {Text(number)}: give a number from {Text(least)} to {Text(most)}");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
