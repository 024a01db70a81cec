using System.Xml.Linq;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Reporting.Comparison;
using KubeOpsPlanner.Simulation.Tests.TestData;

namespace KubeOpsPlanner.Simulation.Tests.Reporting.Comparison;

public sealed class ComparisonReportTests
{
    private static readonly ComparisonPage Page = Compare();

    [Fact]
    public void TheSamePageGivesTheSameBytesAndNeedsNoOtherFile()
    {
        var html = ComparisonReport.Html(Page);

        Assert.Equal(html, ComparisonReport.Html(Compare()));
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain('\r', html);
    }

    [Fact]
    public void EveryRunIsAPointOfTheFrontierAndARowOfTheTable()
    {
        var html = ComparisonReport.Html(Page);

        Assert.Equal(4, html.Split("class=\"dot ").Length - 1);
        Assert.Equal(4, html.Split("<tr><td").Length - 1);
        Assert.Contains("small &lt;1&gt;", html);
        Assert.Contains("budget 4", html);
    }

    [Fact]
    public void ChartsOverTimeShowTheFirstCase()
    {
        var html = ComparisonReport.Html(Page);

        Assert.Contains("Shown: budget 4.", html);
        Assert.Equal(2, html.Split("GPUs, misses below").Length - 1);

        // One prefill worker cannot carry the peak, six can.
        Assert.Contains("class=\"missed m4\"", html);
    }

    [Fact]
    public void TheFrontierIsAnImageOfItsOwn()
    {
        var svg = XDocument.Parse(ComparisonReport.Svg(Page));

        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.Root!.Name);
        Assert.Equal(4, svg.Descendants("{http://www.w3.org/2000/svg}circle").Count());
    }

    [Fact]
    public void TheFirstLineSaysWhoServedMostAndWhatItCost()
    {
        var html = ComparisonReport.Html(Page);
        var most = Page.Rows.First(row => row.Compared.Result.Policy == "large").Compared.Result;

        Assert.Contains(
            $"<dt>Most requests in time</dt><dd class=\"big\">{Math.Floor(most.Attainment.JointShare!.Value * 1000) / 10:0.0} % <small>large</small></dd><dd class=\"note\">with {most.GpuHours:0.0} GPU-hours</dd>",
            html);
    }

    [Fact]
    public void ThePictureIsAPngThatShowsEveryPolicyInItsColour()
    {
        var png = ComparisonReport.Png(Page);
        var (width, height, pixels) = PngReader.Read(png);

        Assert.Equal(png, ComparisonReport.Png(Compare()));
        Assert.Equal((1120 + 48) * 2, width);
        Assert.True(height > 1000);

        // The dots of the frontier: the first two colours of the series, as in the page.
        Assert.Contains((0x00, 0x72, 0xb2), pixels);
        Assert.Contains((0xd9, 0x82, 0x00), pixels);
        Assert.Equal((0xff, 0xff, 0xff), pixels[0]);
    }

    [Fact]
    public void NothingToShowIsSaid() =>
        Assert.Contains("has no runs", Assert.Throws<ArgumentException>(() => ComparisonReport.Html(new ComparisonPage("empty", "", []))).Message);

    private static ComparisonPage Compare()
    {
        var rows = new List<ComparisonRow>();
        foreach (var point in new[] { "budget 4", "budget 8" })
        {
            foreach (var (name, prefill) in new[] { ("small <1>", 1), ("large", 6) })
            {
                var kind = Scenarios.Scripted(new ReplicaPair(prefill, 2)) with { Name = name };
                var pool = Scenarios.Pool() with { InitialReplicas = new ReplicaPair(prefill, 2) };
                rows.Add(new ComparisonRow(point, new ComparedPolicy(FleetReplay.Run(Scenarios.Fleet(pool), kind), 1)));
            }
        }

        return new ComparisonPage("Compared", "a wave", rows);
    }
}
