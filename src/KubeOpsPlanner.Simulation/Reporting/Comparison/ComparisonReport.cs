using System.Net;
using KubeOpsPlanner.Simulation.Reporting.Charts;
using KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>One self-contained HTML page, or an image, about a comparison of policies. The same runs give the same bytes.</summary>
public static class ComparisonReport
{
    private const double Heading = 60;
    private const double BetweenCharts = 24;

    /// <summary>Sharp on screens of twice the density, and in print.</summary>
    private const double PngScale = 2;
    private const double PngMargin = 24;

    /// <exception cref="ArgumentException">There are no runs.</exception>
    public static string Html(ComparisonPage page)
    {
        Check(page);
        var caseNote = page.FirstCase.Count < page.Rows.Count ? $" Shown: {WebUtility.HtmlEncode(page.Rows[0].Case)}." : "";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{WebUtility.HtmlEncode(page.Title)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{WebUtility.HtmlEncode(page.Title)}</h1>
            <p class="sub">{WebUtility.HtmlEncode(page.Subtitle)}</p>
            {ComparisonTiles.Render(page)}
            <figure>
            <div class="scroll">{FrontierChart.Render(page)}</div>
            <figcaption>Each point is one run. Up: more requests met both targets. Left: fewer GPU-hours. A line joins the cases of one policy.</figcaption>
            </figure>
            <figure>
            <div class="scroll">{PolicyTimelines.Render(page)}</div>
            <figcaption>GPUs of replicas that start, serve or drain. The strip below each is the redder the more of the requests that ended there missed a target.{caseNote}</figcaption>
            </figure>
            <h2>All runs</h2>
            {ComparisonTable.Render(page)}
            <footer>Open loop: requests come when the trace says, however the pools fare. The bound is what nobody can do better with, knowing every request beforehand and serving as many in time.</footer>
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The frontier alone.</summary>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    public static string Svg(ComparisonPage page)
    {
        Check(page);
        var chart = FrontierChart.Render(page);
        var open = chart.IndexOf('>') + 1;
        return $"{chart[..open]}\n<style>{ReportStyle.Css}svg{{background:var(--card)}}</style>{chart[open..]}\n"
            .Replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", StringComparison.Ordinal)
            .ReplaceLineEndings("\n");
    }

    /// <summary>The frontier and what each policy did over time, as a PNG file.</summary>
    /// <exception cref="ArgumentException">There are no runs.</exception>
    public static byte[] Png(ComparisonPage page)
    {
        Check(page);
        var canvas = new RasterCanvas(ChartFrame.Width, Heading + FrontierChart.TotalHeight + BetweenCharts + PolicyTimelines.TotalHeight(page), PngScale, PngMargin);
        canvas.Text(0, 20, page.Title, "heading");
        canvas.Text(0, 42, page.Subtitle, "muted");
        canvas.Top = Heading;
        FrontierChart.Draw(canvas, page);
        canvas.Top += FrontierChart.TotalHeight + BetweenCharts;
        PolicyTimelines.Draw(canvas, page);
        return canvas.Png();
    }

    private static void Check(ComparisonPage page)
    {
        if (page.Rows.Count == 0)
        {
            throw new ArgumentException($"comparison \"{page.Title}\" has no runs, so that there is nothing to draw", nameof(page));
        }
    }
}
