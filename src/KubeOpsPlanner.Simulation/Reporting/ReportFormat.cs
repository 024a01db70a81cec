using System.Globalization;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>Numbers and times as both reports write them.</summary>
internal static class ReportFormat
{
    /// <summary>Stands for a value that is not known, which is not zero.</summary>
    public const string Unknown = "–";

    public static string Time(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours}:{at.Minutes:00}:{at.Seconds:00}");

    /// <summary>Rounded down, so that 100 % means all.</summary>
    public static string Percent(double? share) =>
        share is { } known ? (Math.Floor(known * 1000) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %" : Unknown;

    public static string Number(double? value, string format = "0.#") =>
        value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : Unknown;

    /// <summary>Thousands as k.</summary>
    public static string Short(double value) => value >= 1000 ? Number(value / 1000, "0.#") + "k" : Number(value, "0.#");

    public static string Kind(TimelineMarkKind kind) => kind switch
    {
        TimelineMarkKind.Refused => "Refused",
        TimelineMarkKind.Admitted => "Admitted",
        TimelineMarkKind.Held => "Held",
        TimelineMarkKind.BudgetChanged => "Budget changed",
        _ => "Note",
    };
}
