using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Tests.Reporting;

public sealed class DemoReportTests
{
    private static readonly Timeline Timeline = SampleTimeline.Create(TimeSpan.FromMinutes(50));
    private static readonly string Html = DemoReport.Render(Timeline);

    [Fact]
    public void TheChartIsWellFormedAndSaysWhatItShows()
    {
        var chart = Chart(Html);
        XNamespace none = "";

        Assert.Equal(Timeline.Title, chart.Element(none + "title")!.Value);
        Assert.Contains("3 changes were refused", chart.Element(none + "desc")!.Value);
        Assert.Equal("img", chart.Attribute("role")!.Value);
    }

    [Fact]
    public void EveryMarkIsNumberedInTheChartAndSpelledOutInTheTable()
    {
        var chart = Chart(Html);
        var numbers = chart.Descendants("text").Where(text => ((string)text.Attribute("class")!).StartsWith("badge-text")).Select(text => text.Value);

        Assert.Equal(["1", "2", "3", "4"], numbers);
        Assert.All(Timeline.Marks, mark => Assert.Contains(WebUtility.HtmlEncode(mark.Message), Html));
        Assert.Equal(3, chart.Descendants("circle").Count(circle => (string)circle.Attribute("class")! == "badge refused"));
        Assert.Equal(3, chart.Descendants("line").Count(line => (string)line.Attribute("class")! == "refusal-line"));
    }

    [Fact]
    public void WhatPeopleTypeCannotBecomeMarkup()
    {
        var hostile = Timeline with { Title = "</title><script>alert(1)</script>", Subtitle = "<b>", Budget = "\"><img src=x>" };
        var html = DemoReport.Render(hostile);

        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.Equal("</title><script>alert(1)</script>", Chart(html).Element("title")!.Value);
    }

    [Fact]
    public void NothingIsLoadedFromElsewhere() =>
        Assert.DoesNotMatch("""(src|href)=|https?://|@import|url\((?!#)""", Html);

    [Fact]
    public void TheBannerTellsWhetherEveryVerdictHappened()
    {
        Assert.Contains("All 3 expected verdicts happened.", Html);

        var failed = Timeline with { Verdicts = [.. Timeline.Verdicts, new TimelineVerdict("The floor holds", false, "3 of 4 GPUs")] };
        Assert.Contains("1 of 4 expected verdicts did not happen.", DemoReport.Render(failed));
    }

    [Fact]
    public void GpusStayBelowTheCeilingLineAndAreSaidTo()
    {
        Assert.Contains("never above the ceiling", Html);

        var broken = Timeline.Samples[^1] with { Components = [new ComponentSample("inference/chat", "prefill", 17, 17, 17)] };
        Assert.Contains("ABOVE the ceiling at times", DemoReport.Render(Timeline with { Samples = [.. Timeline.Samples.Take(10), broken] }));
    }

    [Fact]
    public void UnknownIsAGapAndADashButNeverZero()
    {
        TimelineSample[] samples =
        [
            new() { At = TimeSpan.Zero },
            new() { At = TimeSpan.FromMinutes(1), Attainment = new Attainment(10, 5, 10, 5, 10, 1000, 100, 1000) },
            new() { At = TimeSpan.FromMinutes(2) },
            new() { At = TimeSpan.FromMinutes(3), Attainment = new Attainment(10, 5, 10, 5, 10, 1000, 100, 1000) },
        ];
        var html = DemoReport.Render(new Timeline { Title = "t", Budget = "b", Targets = new LatencyTargets(1, 1), Samples = samples });
        var line = Chart(html).Descendants("path").Single(path => (string)path.Attribute("class")! == "met-ttft");

        Assert.Equal(2, ((string)line.Attribute("d")!).Count(c => c == 'M'));
        Assert.Contains("<td class=\"n\">–</td>", html);
        Assert.Contains("<td class=\"n\">none</td>", html);
        Assert.DoesNotContain("class=\"ceiling\"", html);
    }

    [Fact]
    public void TheSameTimelineGivesTheSameBytes() => Assert.Equal(Html, DemoReport.Render(SampleTimeline.Create(TimeSpan.FromMinutes(50))));

    [Fact]
    public void ATimelineWithoutSamplesIsRefused() =>
        Assert.Throws<ArgumentException>(() => DemoReport.Render(Timeline with { Samples = [] }));

    [Fact]
    public void TheSummaryHoldsEachSampleUntilTheNext()
    {
        TimelineSample[] samples =
        [
            new() { At = TimeSpan.Zero, MaxGpus = 8, Components = [new ComponentSample("g", "c", 2, 2, 4)] },
            new() { At = TimeSpan.FromMinutes(30), MaxGpus = 8, Components = [new ComponentSample("g", "c", 3, 3, 6)] },
            new() { At = TimeSpan.FromMinutes(40), MaxGpus = 8, Components = [new ComponentSample("g", "c", 1, 1, 2)] },
        ];
        var summary = TimelineSummary.Of(new Timeline { Title = "t", Budget = "b", Targets = new LatencyTargets(1, 1), Samples = samples });

        Assert.Equal(3, summary.GpuHours, 9);
        Assert.Equal(8 * 40 / 60.0, summary.CeilingGpuHours!.Value, 9);
        Assert.Equal((6, 8, true), (summary.PeakGpus, summary.PeakCeiling, summary.CeilingHeld));
    }

    private static XElement Chart(string html)
    {
        var start = html.IndexOf("<svg", StringComparison.Ordinal);
        return XElement.Parse(html[start..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
    }
}
