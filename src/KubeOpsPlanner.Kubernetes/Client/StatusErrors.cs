using System.Net;
using System.Text;
using System.Text.Json;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Turns answers that are not a success into <see cref="ClusterException"/>.</summary>
internal static class StatusErrors
{
    private const int MaxQuotedCharacters = 200;

    public static ClusterException FromResponse(ApiCall call, HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var retryAfter = RetryAfter(response, now);
        if (TryParse(body) is { ValueKind: JsonValueKind.Object } status && Text(status, "kind") == "Status")
        {
            return FromStatus(status, response.StatusCode, retryAfter);
        }

        var text = Encoding.UTF8.GetString(body).ReplaceLineEndings(" ").Trim();
        var quoted = text.Length > MaxQuotedCharacters ? text[..MaxQuotedCharacters] + "…" : text;
        return new ClusterException(
            response.StatusCode,
            response.StatusCode.ToString(),
            $"{call} was answered with HTTP {(int)response.StatusCode}{(quoted.Length == 0 ? "" : ": " + quoted)}",
            retryAfter);
    }

    /// <param name="fallback">For a Status without a code of its own.</param>
    public static ClusterException FromStatus(JsonElement status, HttpStatusCode fallback, TimeSpan? retryAfter = null)
    {
        var code = status.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) && value is >= 100 and < 600
            ? (HttpStatusCode)value
            : fallback;
        if (retryAfter is null
            && status.TryGetProperty("details", out var details)
            && details.ValueKind == JsonValueKind.Object
            && details.TryGetProperty("retryAfterSeconds", out var seconds)
            && seconds.TryGetInt32(out var wait)
            && wait > 0)
        {
            retryAfter = TimeSpan.FromSeconds(wait);
        }

        var reason = Text(status, "reason") is { Length: > 0 } given ? given : code.ToString();
        return new ClusterException(code, reason, Text(status, "message") ?? reason, retryAfter);
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > now => date - now,
            _ => null,
        };

    private static JsonElement? TryParse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
