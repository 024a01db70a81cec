using KubeOpsPlanner.DevCluster.Core;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>Passes a request on and its answer back, both as they stream.</summary>
internal sealed class HttpForwarder : IDisposable
{
    // About one connection, not about what is said; the client's credentials are for the API server alone.
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Authorization",
        "Content-Length",
    };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    /// <exception cref="StatusException">The other side cannot be reached.</exception>
    public async Task ForwardAsync(HttpContext context, Uri target, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(context.Request, target);
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw ProxyTargets.Unavailable($"error trying to reach service: {error.Message}");
        }
        using (answer)
            await CopyAsync(answer, context.Response, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage CreateRequest(HttpRequest from, Uri target)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), target);
        if (from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(from.Body);
        foreach (var (name, values) in from.Headers)
        {
            if (name.StartsWith(':') || NotForwarded.Contains(name) || name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellationToken)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.Concat(from.Content.Headers))
        {
            if (!NotForwarded.Contains(name))
                to.Headers[name] = values.ToArray();
        }
        await using var body = await from.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            await to.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
