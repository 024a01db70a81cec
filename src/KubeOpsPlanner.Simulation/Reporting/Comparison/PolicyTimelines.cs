using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>The traffic, and under it what each policy made of it, on one time axis.</summary>
internal static class PolicyTimelines
{
    private const double Gap = 16;

    public static string Render(ComparisonPage page)
    {
        var rows = page.FirstCase;
        var samples = rows[0].Compared.Result.Samples;
        var frame = new ChartFrame(rows[0].Compared.Result.Duration);
        var mostGpus = rows.Max(row => row.Compared.Result.Samples.Max(sample => sample.Gpus));
        IChartPanel[] panels =
        [
            new LoadPanel([.. samples.Skip(1)], "Requests", "per second", sample => sample.RequestsPerSecond),
            .. rows.Select(row => new PolicyPanel(row, page.ColorOf(row.Compared.Result.Policy), mostGpus)),
        ];
        var bottom = panels.Sum(panel => panel.Height) + ((panels.Length - 1) * Gap);
        var svg = new SvgCanvas();
        TimeAxis.Draw(svg, frame, 0, bottom);
        var top = 0.0;
        foreach (var panel in panels)
        {
            panel.Draw(svg, frame, top);
            top += panel.Height + Gap;
        }

        return svg.Element(
            bottom + TimeAxis.Height,
            "GPUs over time",
            $"Requests per second, and the GPUs that {string.Join(", ", rows.Select(row => row.Compared.Result.Policy))} held");
    }
}
