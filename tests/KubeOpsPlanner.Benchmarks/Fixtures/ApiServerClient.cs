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
    {
        _http = TrustingClient.Create(server.CaPem, HttpVersion.Version20);
        _http.BaseAddress = new Uri(server.Url);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.AdminToken);
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

    public void Dispose() => _http.Dispose();
}
