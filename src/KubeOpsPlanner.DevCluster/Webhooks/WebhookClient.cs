using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Asks admission webhooks over HTTPS, trusting what their configuration says. Never throws for a webhook's fault.</summary>
public sealed class WebhookClient(IServiceResolver services) : IDisposable
{
    // Connections are kept per place and trust, so that an admission round trip costs no handshake.
    private readonly ConcurrentDictionary<(string Authority, ServiceEndpoint? Dial, string CaBundle), HttpClient> _clients = new();

    public async Task<WebhookAnswer> AskAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        try
        {
            var target = WebhookTarget.Of(call.Configuration, services);
            return WebhookResponse.Verify(call, await PostAsync(target, call.Review, cancellationToken).ConfigureAwait(false));
        }
        catch (WebhookException exception)
        {
            return new WebhookAnswer(null, $"failed to call webhook: {exception.Message}");
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task<JsonNode?> PostAsync(WebhookTarget target, JsonObject review, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(target.Timeout);
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(review));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await ClientFor(target).PostAsync(target.Url, content, deadline.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(deadline.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new WebhookException(Refusal(response.StatusCode, body));
            return JsonNode.Parse(body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebhookException($"Post \"{target.Display}\": context deadline exceeded");
        }
        catch (HttpRequestException exception)
        {
            throw new WebhookException($"Post \"{target.Display}\": {Explain(exception, target)}");
        }
        catch (JsonException exception)
        {
            throw new WebhookException($"Post \"{target.Display}\": the answer is not JSON: {exception.Message}");
        }
    }

    private HttpClient ClientFor(WebhookTarget target) =>
        _clients.GetOrAdd((target.Url.Authority, target.Dial, target.CaBundle), _ => CreateClient(target));

    private static HttpClient CreateClient(WebhookTarget target)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        if (target.Dial is { } dial)
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(dial, cancellationToken);
        if (target.CaBundle.Length > 0)
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(target.CaBundle) };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static X509ChainPolicy Trust(string caBundle)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPem(caBundle);
        }
        catch (CryptographicException)
        {
            throw new WebhookException("clientConfig.caBundle holds no PEM certificate");
        }
        return policy;
    }

    private static async ValueTask<Stream> ConnectAsync(ServiceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Explain(HttpRequestException exception, WebhookTarget target)
    {
        var place = target.Dial is { } dial ? $"{dial.Host}:{dial.Port}" : target.Url.Authority;
        return exception switch
        {
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
                $"dial tcp {place}: connect: connection refused",
            { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
                $"dial tcp: lookup {target.Url.Host}: no such host",
            { InnerException: AuthenticationException inner } when inner.Message.Contains("NameMismatch") =>
                $"tls: failed to verify certificate: x509: certificate is not valid for {target.Url.Host}",
            { InnerException: AuthenticationException } =>
                "tls: failed to verify certificate: x509: certificate signed by unknown authority",
            { HttpRequestError: HttpRequestError.ResponseEnded } or { InnerException: IOException } => "EOF",
            _ => exception.Message,
        };
    }

    private static string Refusal(HttpStatusCode code, string body) => code switch
    {
        HttpStatusCode.NotFound => "the server could not find the requested resource",
        >= HttpStatusCode.InternalServerError =>
            $"an error on the server (\"{Shorten(body)}\") has prevented the request from succeeding",
        _ => $"the server answered with HTTP status {(int)code}",
    };

    private static string Shorten(string body)
    {
        const int limit = 200;
        var line = body.Trim().ReplaceLineEndings(" ");
        return line.Length <= limit ? line : line[..limit] + "...";
    }
}
