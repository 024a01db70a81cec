namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Durations as kubectl shows them: two units while the first is small, then one (k8s.io/apimachinery duration).</summary>
public static class HumanDuration
{
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        // A little skew between clocks is no error.
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return $"{seconds}s";
        var minutes = seconds / 60;
        if (minutes < 10)
            return Two(minutes, "m", seconds % 60, "s");
        if (minutes < 180)
            return $"{minutes}m";
        var hours = minutes / 60;
        if (hours < 8)
            return Two(hours, "h", minutes % 60, "m");
        if (hours < 48)
            return $"{hours}h";
        var days = hours / 24;
        if (hours < 192)
            return Two(days, "d", hours % 24, "h");
        if (days < 365 * 2)
            return $"{days}d";
        var years = days / 365;
        return years < 8 ? Two(years, "y", days % 365, "d") : $"{years}y";
    }

    /// <summary>How long ago; <c>&lt;unknown&gt;</c> when the time is.</summary>
    public static string Since(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } known ? Format(now - known) : "<unknown>";

    private static string Two(long major, string majorUnit, long minor, string minorUnit) =>
        minor == 0 ? $"{major}{majorUnit}" : $"{major}{majorUnit}{minor}{minorUnit}";
}
