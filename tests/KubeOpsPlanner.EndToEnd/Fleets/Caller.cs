using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Fleets;

/// <summary>One user's plain HTTP, so that tests see codes and bodies as they are, without any client's retries.</summary>
internal sealed class Caller : IDisposable
{
    /// <summary>Nobody may ever wait longer for a verdict; a request that does fails its test.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    /// <param name="user">Null is the administrator.</param>
    public Caller(IApiServerUnderTest server, TestUser? user = null)
        : this(ClusterConnection.Load(server.KubeconfigPath, (user ?? TestUser.Admin).Name))
    {
    }

    /// <summary>Somebody without credentials. Servers of tests have certificates that nobody signed.</summary>
    public Caller(Uri address)
        : this(new ClusterConnection { Server = address })
    {
    }

    private Caller(ClusterConnection connection)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (connection.ClientCertificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        _http = new HttpClient(handler) { BaseAddress = connection.Server, Timeout = LongestWait };
        if (connection.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (connection.Impersonated is { } user)
        {
            _http.DefaultRequestHeaders.Add("Impersonate-User", user.Name);
            _http.DefaultRequestHeaders.Add("Impersonate-Group", user.Groups);
        }
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    public Task<Answer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body.ToJsonString());

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> MergeAsync(string path, string patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    public Task<Answer> JsonPatchAsync(string path, string patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/json-patch+json");

    /// <summary>Server-side apply.</summary>
    public Task<Answer> ApplyAsync(string path, JsonNode body) => SendAsync(
        HttpMethod.Patch, $"{path}{(path.Contains('?') ? '&' : '?')}fieldManager=end-to-end-tests&force=true", body.ToJsonString(), "application/apply-patch+yaml");

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) => _http.GetStreamAsync(path, cancellationToken);

    public void Dispose() => _http.Dispose();
}
