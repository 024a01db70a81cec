using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>A client of the API that is nobody special: plain HTTPS with one user's token, no retries, answers as they come.</summary>
internal sealed class ApiCaller : IDisposable
{
    /// <summary>Longer than any webhook may take.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public ApiCaller(string url, string caPem, LocalUser user)
    {
        User = user.Name;
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPem(caPem);
        var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = trust } };
        _http = new HttpClient(handler) { BaseAddress = new Uri(url), Timeout = Timeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("kubectl-planner-demo/1");
    }

    public string User { get; }

    public Task<ApiAnswer> JsonPatchAsync(ApiResource api, ObjectKey key, JsonNode body, bool isDryRun, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, $"{Path(api, key)}{(isDryRun ? "?dryRun=All" : "")}", "application/json-patch+json", body, cancellationToken);

    public Task<ApiAnswer> MergePatchAsync(
        ApiResource api, ObjectKey key, JsonNode body, string? subresource, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Patch, Path(api, key) + (subresource is null ? "" : $"/{subresource}"), "application/merge-patch+json", body, cancellationToken);

    public Task<ApiAnswer> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            Path(api, new ObjectKey(body["metadata"]!["namespace"]!.GetValue<string>(), "")).TrimEnd('/'),
            "application/json", body, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> SendAsync(
        HttpMethod method, string path, string contentType, JsonNode body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var response = await _http.SendAsync(request, cancellationToken);
        return new ApiAnswer((int)response.StatusCode, Message(await response.Content.ReadAsStringAsync(cancellationToken)));
    }

    private static string Path(ApiResource api, ObjectKey key) =>
        $"/apis/{api.Group}/{api.Version}/namespaces/{key.Namespace}/{api.Plural}/{key.Name}";

    private static string Message(string answer)
    {
        var json = JsonNode.Parse(answer);
        return json?["kind"]?.ToString() == "Status" ? json["message"]?.ToString() ?? "" : "";
    }
}
