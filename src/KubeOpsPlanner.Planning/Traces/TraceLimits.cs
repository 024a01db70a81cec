using System.Globalization;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>The bounds that every trace format checks its numbers against, worded the same way.</summary>
internal static class TraceLimits
{
    /// <summary>Ten times the longest context window in service today; more is a unit mistake.</summary>
    public const int MaxTokens = 10_000_000;

    /// <summary>A millisecond timestamp beyond the year 2100 is a unit mistake.</summary>
    public const double MaxTimestampMs = 4_102_444_800_000;

    /// <summary>Characters in one line; hash lists of million-token prompts stay far below.</summary>
    public const int MaxLineLength = 1 << 20;

    public static string? CheckTimestamp(string field, double valueMs) => valueMs is >= 0 and <= MaxTimestampMs
        ? null
        : $"{field} is {Text(valueMs)} ms; it must be between 0 and {Text(MaxTimestampMs)}: correct or delete the line";

    public static string? CheckTokens(string field, double value) => value switch
    {
        < 1 => $"{field} is {Text(value)}; it must be at least 1: correct or delete the line",
        > MaxTokens => $"{field} is {Text(value)}; it must be at most {MaxTokens}: correct or delete the line",
        _ when value != Math.Floor(value) || double.IsNaN(value) => $"{field} is {Text(value)}; it must be a whole number: correct or delete the line",
        _ => null,
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
