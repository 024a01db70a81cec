using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>Asks a Prometheus. A failure is an answer, in a sentence, never an exception.</summary>
public sealed class PrometheusClient : IDisposable
{
    /// <summary>A vector of some hundred series; a larger answer is a mistake.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly PrometheusOptions _options;
    private readonly MetricsEndpointPolicy _policy;
    private readonly HttpClient _own;
    private readonly HttpClient _others;

    public PrometheusClient(PrometheusOptions options, MetricsEndpointPolicy policy)
    {
        _options = options;
        _policy = policy;

        // The administrator chose the own server, so nothing but its certificate is checked; others are chosen by plans.
        _own = new HttpClient(Handler(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = IsTrusted } })) { MaxResponseContentBufferSize = MaxBytes };
        _others = new HttpClient(Handler(new SocketsHttpHandler { ConnectCallback = (context, token) => GuardedConnection.OpenAsync(context, policy, token) })) { MaxResponseContentBufferSize = MaxBytes };
    }

    /// <param name="server">Its base address; null for the operator's own.</param>
    /// <param name="target">What a plan's own address may lead to.</param>
    public async Task<PrometheusAnswer> QueryAsync(
        Uri? server, MetricsTarget target, string query, string? extra, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var isOwn = server is null || server == _options.Endpoint;
        var address = server ?? _options.Endpoint;
        if (!isOwn && _policy.Refuse(address, target) is { } refusal) return PrometheusAnswer.Failed(refusal);

        var source = $"{address} for {query}";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address.ToString().TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(query)}{(extra is null ? "" : "&" + extra)}");
            if (isOwn && await TokenAsync(deadline.Token) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await (isOwn ? _own : _others).SendAsync(request, deadline.Token);
            var text = await response.Content.ReadAsStringAsync(deadline.Token);

            // Prometheus explains a bad query in the body of a 400 and an overload in that of a 422 or 503.
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.ServiceUnavailable
                ? PrometheusAnswer.Read(text, source, TrafficQueries.IsRange(query))
                : PrometheusAnswer.Failed($"{source} answered HTTP {(int)response.StatusCode}, expected 200");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PrometheusAnswer.Failed($"{source} did not answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or UnauthorizedAccessException)
        {
            return PrometheusAnswer.Failed($"{source} cannot be read: {error.InnerException?.Message ?? error.Message}");
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _others.Dispose();
    }

    private static SocketsHttpHandler Handler(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.UseProxy = false;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        return handler;
    }

    private async Task<string?> TokenAsync(CancellationToken cancellationToken) => _options.TokenFile is { } file
        ? (await File.ReadAllTextAsync(file, Encoding.UTF8, cancellationToken)).Trim()
        : _options.Token;

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors)
    {
        if (_options.CaBundle is null) return !_options.VerifiesCertificate || errors == System.Net.Security.SslPolicyErrors.None;
        if (certificate is null || chain is null || (errors & ~System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        try
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(_options.CaBundle);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var presented = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(presented);
        }
        catch (Exception error) when (error is CryptographicException or IOException)
        {
            return false;
        }
    }
}
