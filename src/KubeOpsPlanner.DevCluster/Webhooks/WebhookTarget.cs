using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Where a webhook configuration points to, and what it trusts.</summary>
/// <param name="Url">As the client's error names it; for a service <c>https://name.namespace.svc:port/path</c>.</param>
/// <param name="Dial">The address to connect to; null for the URL's own.</param>
/// <param name="CaBundle">PEM; empty means the machine's own trust.</param>
public sealed record WebhookTarget(Uri Url, ServiceEndpoint? Dial, string CaBundle, TimeSpan Timeout)
{
    private const int DefaultPort = 443;

    // admissionregistration.k8s.io/v1 defaults to 10 s.
    private const int DefaultTimeoutSeconds = 10;

    /// <exception cref="WebhookException">The configuration names no reachable place.</exception>
    public static WebhookTarget Of(JsonObject configuration, IServiceResolver services)
    {
        var client = configuration["clientConfig"] as JsonObject ?? [];
        var bundle = client["caBundle"]?.GetValue<string>() ?? "";
        var seconds = configuration["timeoutSeconds"]?.GetValue<int>() ?? DefaultTimeoutSeconds;
        var pem = bundle.Length == 0 ? "" : DecodePem(bundle);
        var timeout = TimeSpan.FromSeconds(seconds);
        if (client["service"] is not JsonObject service)
            return new WebhookTarget(ReadUrl(client["url"]?.GetValue<string>() ?? "", seconds), null, pem, timeout);

        var name = service["name"]?.GetValue<string>() ?? "";
        var space = service["namespace"]?.GetValue<string>() ?? "";
        var port = service["port"]?.GetValue<int>() ?? DefaultPort;
        var path = service["path"]?.GetValue<string>().TrimStart('/') ?? "";
        var endpoint = services.Resolve(space, name, port) ?? throw new WebhookException($"service \"{name}\" not found");
        return new WebhookTarget(
            new Uri($"https://{name}.{space}.svc:{port}/{path}?timeout={seconds}s"), endpoint, pem, timeout);
    }

    /// <summary>The URL as the real server prints it, with the port even where it is the scheme's default.</summary>
    public string Display => Dial is null ? Url.ToString() : $"https://{Url.Host}:{Url.Port}{Url.PathAndQuery}";

    private static Uri ReadUrl(string url, int seconds)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttps)
            throw new WebhookException($"\"{url}\" is not an https URL");
        var separator = parsed.Query.Length == 0 ? "?" : "&";
        return new Uri($"{parsed.AbsoluteUri}{separator}timeout={seconds}s");
    }

    private static string DecodePem(string bundle)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(bundle));
        }
        catch (FormatException)
        {
            throw new WebhookException("clientConfig.caBundle is not base64");
        }
    }
}
