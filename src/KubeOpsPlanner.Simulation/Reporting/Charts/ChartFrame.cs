using System.Globalization;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>The horizontal scale that all panels share: time in the middle, titles to the left, direct labels to the right.</summary>
internal sealed class ChartFrame(TimeSpan duration)
{
    public const double Width = 1120;
    public const double Left = 172;
    public const double Right = 972;

    private static readonly int[] TickMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

    private bool NeedsSeconds => duration < TimeSpan.FromMinutes(3);

    public double X(TimeSpan at) => Left + ((Right - Left) * (duration <= TimeSpan.Zero ? 0 : Math.Clamp(at / duration, 0, 1)));

    /// <summary>A tick's label: seconds only where the ticks need them.</summary>
    public string TickLabel(TimeSpan at) => NeedsSeconds
        ? ReportFormat.Time(at)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours}:{at.Minutes:00}");

    /// <summary>Round times, at most a dozen.</summary>
    public IEnumerable<TimeSpan> Ticks()
    {
        var minutes = Array.Find(TickMinutes, step => duration.TotalMinutes / step <= 12);
        var step = NeedsSeconds
            ? TimeSpan.FromSeconds(15)
            : TimeSpan.FromMinutes(minutes == 0 ? Math.Ceiling(duration.TotalDays / 12) * 1440 : minutes);
        for (var at = TimeSpan.Zero; at <= duration; at += step)
        {
            yield return at;
        }
    }
}
