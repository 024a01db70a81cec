using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using KubeOpsPlanner.Hosting.Metrics;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Controllers.GlobalBudgets;
using KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans.Telemetry;

/// <summary>The dashboard of <c>config/grafana</c> asks for series that exist.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void Every_query_names_a_metric_that_is_exported()
    {
        var exported = Exported();

        var asked = Queries().SelectMany(query => MetricName().Matches(query)).Select(match => match.Value).Distinct().ToList();

        Assert.InRange(asked.Count, 20, 100);
        Assert.All(asked, name => Assert.Contains(name.Replace("_bucket", "", StringComparison.Ordinal), exported));
    }

    [Fact]
    public void Every_series_of_a_plan_is_chosen_by_namespace_and_plan() => Assert.All(
        Queries().Where(query => query.Contains($"{MeterNames.Upstream}_") && !query.Contains("_global_")),
        query => Assert.Contains("""{namespace=~"$namespace", plan=~"$plan"}""", query));

    private static IEnumerable<string> Queries()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "dashboard.json"));
        using var dashboard = JsonDocument.Parse(file);
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
        ];
    }

    private static HashSet<string> Exported()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (names)
                {
                    names.Add($"{instrument.Meter.Name}_{instrument.Name}");
                }
            },
        };
        AdmissionMetrics.Count("allowed", "Fits", TimeSpan.Zero);
        using var plans = new PlanTelemetry();
        using var budgets = new BudgetTelemetry();
        listener.Start();
        return names;
    }

    [GeneratedRegex("(dynamo|kubeops)_planner_[a-z_]+")]
    private static partial Regex MetricName();
}
