using System.Net;

namespace KubeOpsPlanner.Simulation.Reporting.Comparison;

/// <summary>One self-contained HTML page, or SVG image, about a comparison of policies. The same runs give the same bytes.</summary>
public static class ComparisonReport
{
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
            <figure>
            {FrontierChart.Render(page)}
            <figcaption>Each point is one run. Up: more requests met both targets. Left: fewer GPU-hours.</figcaption>
            </figure>
            <figure>
            {PolicyTimelines.Render(page)}
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

    private static void Check(ComparisonPage page)
    {
        if (page.Rows.Count == 0)
        {
            throw new ArgumentException($"comparison \"{page.Title}\" has no runs, so that there is nothing to draw", nameof(page));
        }
    }
}
