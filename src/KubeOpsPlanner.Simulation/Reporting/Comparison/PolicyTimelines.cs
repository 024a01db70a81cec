using KubeOpsPlanner.Simulation.Reporting.Charts;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>The traffic, and under it what each policy made of it, on one time axis.</summary>
internal static class PolicyTimelines
{
    private const double Gap = 16;

    public static string Render(ComparisonPage page)
    {
        var svg = new SvgCanvas();
        Draw(svg, page);
        return svg.Element(
            TotalHeight(page),
            "GPUs over time",
            $"Requests per second, and the GPUs that {string.Join(", ", page.FirstCase.Select(row => row.Compared.Result.Policy))} held");
    }

    public static double TotalHeight(ComparisonPage page) => Bottom(Panels(page)) + TimeAxis.Height;

    public static void Draw(ICanvas canvas, ComparisonPage page)
    {
        var frame = new ChartFrame(page.FirstCase[0].Compared.Result.Duration);
        var panels = Panels(page);
        TimeAxis.Draw(canvas, frame, 0, Bottom(panels));
        var top = 0.0;
        foreach (var panel in panels)
        {
            panel.Draw(canvas, frame, top);
            top += panel.Height + Gap;
        }
    }

    private static IChartPanel[] Panels(ComparisonPage page)
    {
        var rows = page.FirstCase;
        var mostGpus = rows.Max(row => row.Compared.Result.Samples.Max(sample => sample.Gpus));
        return
        [
            new LoadPanel([.. rows[0].Compared.Result.Samples.Skip(1)], "Requests", "per second", sample => sample.RequestsPerSecond),
            .. rows.Select(row => new PolicyPanel(row, page.ColorOf(row.Compared.Result.Policy), mostGpus)),
        ];
    }

    private static double Bottom(IChartPanel[] panels) => panels.Sum(panel => panel.Height) + ((panels.Length - 1) * Gap);
}
