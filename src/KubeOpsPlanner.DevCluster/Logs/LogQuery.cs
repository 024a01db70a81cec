using System.Globalization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Logs;

/// <summary>What a client wants to read: the PodLogOptions of the query string.</summary>
/// <param name="Container">Empty for the only one.</param>
/// <param name="Since">Older lines are left out.</param>
/// <param name="LimitBytes">The answer ends there, in the middle of a line if need be.</param>
public sealed record LogQuery(
    string Container = "",
    bool IsFollowing = false,
    bool IsPrevious = false,
    bool HasTimestamps = false,
    DateTimeOffset? Since = null,
    long? TailLines = null,
    long? LimitBytes = null)
{
    /// <param name="pod">For the refusal.</param>
    /// <exception cref="StatusException">A parameter cannot be read, or its value makes no sense.</exception>
    public static LogQuery Parse(IReadOnlyDictionary<string, string> query, string pod, DateTimeOffset now)
    {
        var seconds = Number(query, "sinceSeconds");
        var time = Time(query);
        var wanted = new LogQuery(
            query.GetValueOrDefault("container", ""),
            Flag(query, "follow"),
            Flag(query, "previous"),
            Flag(query, "timestamps"),
            time ?? (seconds is { } age ? now.AddSeconds(-Math.Min(age, int.MaxValue)) : null),
            Number(query, "tailLines"),
            Number(query, "limitBytes"));
        List<FieldError> errors = [];
        if (wanted.TailLines < 0)
            errors.Add(FieldError.Invalid("tailLines", wanted.TailLines, "must be greater than or equal to 0"));
        if (wanted.LimitBytes < 1)
            errors.Add(FieldError.Invalid("limitBytes", wanted.LimitBytes, "must be greater than 0"));
        if (seconds is not null && time is not null)
            errors.Add(FieldError.Forbidden("[]", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        else if (seconds < 1)
            errors.Add(FieldError.Invalid("sinceSeconds", seconds, "must be greater than 0"));
        return errors.Count == 0 ? wanted : throw StatusErrors.Invalid("", "PodLogOptions", pod, errors);
    }

    // The real server takes everything but these words for true.
    private static bool Flag(IReadOnlyDictionary<string, string> query, string name) =>
        query.TryGetValue(name, out var text) && text.ToLowerInvariant() is not ("false" or "0");

    private static long? Number(IReadOnlyDictionary<string, string> query, string name)
    {
        if (!query.TryGetValue(name, out var text) || text.Length == 0)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StatusErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, string> query)
    {
        if (!query.TryGetValue("sinceTime", out var text) || text.Length == 0)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && text.Contains('T')
            ? time
            : throw StatusErrors.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": it must be in RFC 3339, e.g. 2026-05-01T12:00:00Z");
    }
}
