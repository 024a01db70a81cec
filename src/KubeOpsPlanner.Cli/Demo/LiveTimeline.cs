using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>
/// Prints a timeline that grows: what the whole table has now and had not before. Rows and marks never change once they
/// are there, so the beginning of a longer table is the shorter one.
/// </summary>
internal sealed class LiveTimeline
{
    private int _printed;

    public IEnumerable<string> NewLines(Timeline timeline)
    {
        var rows = Lines(timeline).TakeWhile(line => line.Length > 0).ToList();
        var news = rows.Skip(_printed).ToList();
        _printed = rows.Count;
        return news;
    }

    /// <summary>What follows the rows: attainment, GPU-hours and verdicts.</summary>
    public static IEnumerable<string> Summary(Timeline timeline) => Lines(timeline).SkipWhile(line => line.Length > 0).SkipLast(1);

    private static string[] Lines(Timeline timeline) => TextTimeline.Render(timeline, int.MaxValue).ReplaceLineEndings("\n").Split('\n');
}
