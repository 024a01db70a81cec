using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Tests.Reporting;

/// <summary>Leaves <c>sample-report.html</c> and <c>.txt</c> beside the test binary, for looking at after a change to the charts.</summary>
public sealed class SampleReportFile
{
    [Fact]
    public void ASampleReportFitsAMailAttachment()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "sample-report");
        var timeline = SampleTimeline.Create();
        File.WriteAllText(path + ".html", DemoReport.Render(timeline));
        File.WriteAllText(path + ".txt", TextTimeline.Render(timeline));

        Assert.InRange(new FileInfo(path + ".html").Length, 20_000, 500_000);
    }
}
