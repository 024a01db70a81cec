using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Tests.Reporting;

public sealed class TextTimelineTests
{
    [Fact]
    public void RowsMarksAndSummaryReadTopDown()
    {
        var timeline = new Timeline
        {
            Title = "t",
            Budget = "fleet",
            Targets = new LatencyTargets(500, 50),
            Samples =
            [
                Sample(0, 2.04, ready: 1, desired: 1, gpus: 2, new Attainment(10, 10, 9, 9, 10, 1000, 100, 1000)),
                Sample(60, 8, ready: 1, desired: 3, gpus: 6, Attainment.None),
            ],
            Marks = [new TimelineMark(TimeSpan.FromSeconds(30), TimelineMarkKind.Refused, "alice", "inference/chat", "over budget")],
            Verdicts = [new TimelineVerdict("Refused", true, "403"), new TimelineVerdict("Floor holds", false, "1 GPU")],
            Attainment = new Attainment(10, 10, 9, 9, 10, 1000, 100, 1000),
        };

        Assert.Equal(
            """
                time   req/s chat/prefill  GPUs                     TTFT met  ITL met
             0:00:00     2.0            1  ████············| 2/8     100.0 %   90.0 %
             0:00:30   [1] Refused: alice → inference/chat: over budget
             0:01:00     8.0          1→3  ████████████····| 6/8           –        –

            TTFT ≤ 500 ms: 100.0 %   ITL ≤ 50 ms: 90.0 %   both: 90.0 % of 10 requests   GPU-hours: 0.03   peak: 6 GPUs   refusals: 1
            ok   Refused: 403
            FAIL Floor holds: 1 GPU

            """.ReplaceLineEndings(),
            TextTimeline.Render(timeline));
    }

    [Fact]
    public void LongRunsAreThinnedButEveryMarkStays()
    {
        var timeline = SampleTimeline.Create(TimeSpan.FromMinutes(50));
        var lines = TextTimeline.Render(timeline, maxRows: 10).Split(Environment.NewLine);

        Assert.Equal(10, lines.Count(line => line.Contains("| ")));
        Assert.Equal(timeline.Marks.Count, lines.Count(line => line.Contains("   [")));
        Assert.StartsWith(" 0:50:00", lines.Last(line => line.Contains("| ")));
    }

    private static TimelineSample Sample(int seconds, double rps, int ready, int desired, int gpus, Attainment attainment) => new()
    {
        At = TimeSpan.FromSeconds(seconds),
        RequestsPerSecond = rps,
        MaxGpus = 8,
        Components = [new ComponentSample("inference/chat", "prefill", ready, desired, gpus)],
        Attainment = attainment,
    };
}
