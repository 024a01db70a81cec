using KubeOpsPlanner.Cli.Demo;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class TimelineRecorderTests
{
    private readonly TimelineRecorder _recorder = new(Readings.Empty);

    [Fact]
    public void A_sample_holds_what_happened_since_the_one_before()
    {
        _recorder.Add(Readings.At(0, arrived: 0, finished: 0, met: 0));
        _recorder.Add(Readings.At(60, arrived: 600, finished: 500, met: 400));
        _recorder.Add(Readings.At(120, arrived: 660, finished: 650, met: 500));

        var last = _recorder.Timeline.Samples[^1];
        Assert.Equal(1, last.RequestsPerSecond, 6);
        Assert.Equal((150, 100), (last.Attainment.Finished, last.Attainment.MetTtft));
        Assert.Equal((650, 500), (_recorder.Timeline.Attainment.Finished, _recorder.Timeline.Attainment.MetTtft));
    }

    [Fact]
    public void Requests_that_still_wait_at_the_end_have_missed_their_target()
    {
        _recorder.Add(Readings.At(60, arrived: 600, finished: 500, met: 500, late: 100));
        Assert.Equal((600, 500), (_recorder.Timeline.Attainment.Finished, _recorder.Timeline.Attainment.MetTtft));
        Assert.Equal(500, _recorder.Timeline.Samples[0].Attainment.Finished);
    }

    [Fact]
    public void Replicas_are_what_serves_and_what_the_plan_wants_and_GPUs_what_the_specs_ask_for()
    {
        _recorder.Add(Readings.At(0, ready: 2, wanted: 3, desired: 5));

        var sample = Assert.Single(_recorder.Timeline.Samples);
        Assert.Equal(new ComponentSample("inference/chat", "decode", 2, 5, 3), Assert.Single(sample.Components));
        Assert.Equal(16, sample.MaxGpus);
    }

    [Fact]
    public void Without_a_decision_the_plan_wants_what_the_graph_says()
    {
        _recorder.Add(Readings.At(0, ready: 2, wanted: 3));
        Assert.Equal(3, _recorder.Timeline.Samples[0].Components[0].Desired);
    }

    [Fact]
    public void A_pool_that_is_held_back_is_marked_once_until_it_is_granted()
    {
        _recorder.Add(Readings.At(0, desired: 5, granted: 3));
        _recorder.Add(Readings.At(60, desired: 6, granted: 3));
        _recorder.Add(Readings.At(120, desired: 4, granted: 4));
        _recorder.Add(Readings.At(180, desired: 5, granted: 4));

        Assert.Equal(
            ["0: 3 of 5 replicas granted (GpuBudget)", "180: 4 of 5 replicas granted (GpuBudget)"],
            _recorder.Timeline.Marks.Select(mark => $"{mark.At.TotalSeconds}: {mark.Message}"));
        Assert.All(_recorder.Timeline.Marks, mark => Assert.Equal(TimelineMarkKind.Held, mark.Kind));
    }

    [Fact]
    public void What_is_printed_while_it_grows_is_the_whole_table_in_the_end()
    {
        var live = new LiveTimeline();
        var printed = new List<string>();
        for (var minute = 0; minute < 5; minute++)
        {
            _recorder.Add(Readings.At(minute * 60, arrived: minute * 100, finished: minute * 100, met: minute * 90));
            _recorder.Mark(new TimelineMark(TimeSpan.FromSeconds((minute * 60) + 30), TimelineMarkKind.Refused, "somebody", "chat", $"no {minute}"));
            printed.AddRange(live.NewLines(_recorder.Timeline));
        }

        _recorder.Judge(new TimelineVerdict("It is refused", true, "HTTP 403"));
        var whole = TextTimeline.Render(_recorder.Timeline, int.MaxValue).ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(whole.TakeWhile(line => line.Length > 0), printed);
        Assert.Contains("ok   It is refused: HTTP 403", LiveTimeline.Summary(_recorder.Timeline));
    }
}
