using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Webhooks;

/// <summary>Where the API server finds this operator: at a host by URL, or behind its Service.</summary>
internal sealed record WebhookAddress(string? Host, int Port, string ServiceName, string ServiceNamespace)
{
    private const int ServicePort = 443;

    public static WebhookAddress Of(OperatorHostOptions options, int boundPort) =>
        new(string.IsNullOrEmpty(options.WebhookHost) ? null : options.WebhookHost, boundPort, options.Name, options.Namespace);

    public JsonObject ToClientConfig(string path, string authorityPemBase64)
    {
        var config = new JsonObject { ["caBundle"] = authorityPemBase64 };
        if (Host is null)
        {
            config["service"] = new JsonObject
            {
                ["name"] = ServiceName,
                ["namespace"] = ServiceNamespace,
                ["path"] = path,
                ["port"] = ServicePort,
            };
        }
        else
        {
            config["url"] = new UriBuilder(Uri.UriSchemeHttps, Host, Port, path).Uri.AbsoluteUri;
        }

        return config;
    }
}
