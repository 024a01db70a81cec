using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Tests.Reporting;

/// <summary>Writes a sample report for looking at: <c>KUBEOPSPLANNER_SAMPLE_REPORT=/tmp/report.html</c>.</summary>
public sealed class SampleReportFile
{
    [SkippableFact]
    public void TheSampleReportIsWrittenWhereAsked()
    {
        var path = Environment.GetEnvironmentVariable("KUBEOPSPLANNER_SAMPLE_REPORT");
        Skip.If(string.IsNullOrEmpty(path), "KUBEOPSPLANNER_SAMPLE_REPORT names no file");

        var timeline = SampleTimeline.Create();
        File.WriteAllText(path!, DemoReport.Render(timeline));
        File.WriteAllText(path + ".txt", TextTimeline.Render(timeline));

        Assert.True(new FileInfo(path!).Length > 10_000);
    }
}
