using System.Net.Http.Headers;
using System.Text;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Calls a webhook as the API server does: at the address and with the authority that the host registered.</summary>
internal sealed class WebhookClient(string url, string authorityPem)
{
    public static async Task<WebhookClient> FindAsync(
        LoopbackCluster cluster, AdmissionWebhook webhook, CancellationToken cancellationToken)
    {
        using var client = new ApiServerClient(cluster.Server);
        var list = await client.GetAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", cancellationToken);
        var config = list["items"]!.AsArray()
            .SelectMany(item => item!["webhooks"]!.AsArray())
            .Single(entry => entry!["name"]!.GetValue<string>() == webhook.Name)!["clientConfig"]!;
        return new WebhookClient(
            config["url"]!.GetValue<string>(),
            Encoding.UTF8.GetString(Convert.FromBase64String(config["caBundle"]!.GetValue<string>())));
    }

    /// <summary>Connections of its own, kept alive until it is disposed of.</summary>
    public HttpClient Connect(Version version) => TrustingClient.Create(authorityPem, version);

    /// <exception cref="InvalidOperationException">The answer was not "allowed".</exception>
    public async Task AskAsync(HttpClient http, byte[] review, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = http.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(review) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || answer.AsSpan().IndexOf("\"allowed\":true"u8) < 0)
            throw new InvalidOperationException($"The webhook answered {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}.");
    }
}
