using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>An administrator with one kept-alive HTTP/2 connection.</summary>
internal sealed class ApiServerClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiServerClient(DevApiServer server)
        : this(new Uri(server.Url), server.CaPem, server.AdminToken)
    {
    }

    public ApiServerClient(Uri address, string authorityPem, string token)
    {
        _http = TrustingClient.Create(authorityPem, HttpVersion.Version20);
        _http.BaseAddress = address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, "", [], cancellationToken);

    /// <exception cref="InvalidOperationException">The answer was not a success.</exception>
    public async Task<JsonNode> SendAsync(
        HttpMethod method, string path, string contentType, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(bytes)!
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {Encoding.UTF8.GetString(bytes)}");
    }

    /// <summary>The bytes of an answer, which is not looked into.</summary>
    public Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken) => _http.GetByteArrayAsync(path, cancellationToken);

    /// <summary>Lines as they arrive.</summary>
    public Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) => _http.GetStreamAsync(path, cancellationToken);

    public void Dispose() => _http.Dispose();
}
