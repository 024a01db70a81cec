using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>Which <c>clientConfig</c> is accepted: an https URL or a Service, not both.</summary>
internal static class WebhookClientCheck
{
    public static IEnumerable<FieldError> Validate(JsonNode? client, string field)
    {
        var (url, service) = (client?["url"], client?["service"]);
        if (url is null == service is null)
            return [FieldError.Required(field, "exactly one of url or service is required")];
        return url is not null ? Url(url.Text(), $"{field}.url") : Service(service, $"{field}.service");
    }

    private static IEnumerable<FieldError> Url(string text, string field)
    {
        const string form = "; desired format: https://host[/path]";
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? "" : text[..separator];
        if (scheme != "https")
            yield return FieldError.Invalid(field, scheme, $"'https' is the only allowed URL scheme{form}");
        var rest = separator < 0 ? "" : text[(separator + 3)..];
        var (beforeFragment, fragment) = Cut(rest, '#');
        var (beforeQuery, query) = Cut(beforeFragment, '?');
        var authority = Cut(beforeQuery, '/').Before;
        var at = authority.LastIndexOf('@');
        if (authority.Length == at + 1)
            yield return FieldError.Invalid(field, "", $"host must be provided{form}");
        if (at >= 0)
            yield return FieldError.Invalid(field, authority[..at], "user information is not permitted in the URL");
        if (fragment.Length > 0)
            yield return FieldError.Invalid(field, fragment, "fragments are not permitted in the URL");
        if (query.Length > 0)
            yield return FieldError.Invalid(field, query, "query parameters are not permitted in the URL");
    }

    private static IEnumerable<FieldError> Service(JsonNode? service, string field)
    {
        if (service.Text("name").Length == 0)
            yield return FieldError.Required($"{field}.name", "service name is required");
        if (service.Text("namespace").Length == 0)
            yield return FieldError.Required($"{field}.namespace", "service namespace is required");
        if (service?["port"] is { } port && service.Integer("port") is not (>= 1 and <= 65535))
            yield return FieldError.Invalid($"{field}.port", port, "port is not valid: must be between 1 and 65535, inclusive");
        var path = service.Text("path");
        if (path.Length == 0)
            yield break;
        if (path[0] != '/')
            yield return FieldError.Invalid($"{field}.path", path, "must start with a '/'");
        var segments = path[0] == '/' ? path[1..].Split('/') : path.Split('/')[1..].Prepend("").ToArray();
        // A slash at the end is fine.
        for (var i = 0; i < (segments[^1].Length == 0 && segments.Length > 1 ? segments.Length - 1 : segments.Length); i++)
        {
            if (segments[i].Length == 0 && path != "/")
                yield return FieldError.Invalid($"{field}.path", path, $"segment[{i}] may not be empty");
        }
    }

    private static (string Before, string After) Cut(string text, char mark) =>
        text.IndexOf(mark) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "");
}
