using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.DevCluster.Webhooks;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

/// <summary>The shell over a core in memory, with a client that trusts its certificate.</summary>
public sealed class ShellFixture : IAsyncLifetime
{
    internal const string BobToken = "bobs-token";

    internal ObservedCore Core { get; } = new();

    internal ServiceTable Services { get; } = new();

    internal DevApiServer Server { get; private set; } = null!;

    internal List<Exception> Failures { get; } = [];

    /// <summary>As administrator.</summary>
    internal HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await DevApiServer.StartAsync(new DevApiServerOptions
        {
            Handle = Core.Handle,
            Seed = Core.Seed,
            Registry = Core.Registry,
            Tokens = [new StaticToken(BobToken, "bob", "bob-uid", ["team"])],
            Services = Services,
            OnFailure = Failures.Add,
        });
        Client = CreateClient(Server.AdminToken);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    internal HttpClient CreateClient(string? token)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(Server.CaPem) },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(Server.Url) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    internal async Task<(int Code, JsonNode Body)> SendAsync(
        string method, string path, string? body = null, string contentType = "application/json", string? accept = null,
        string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var client = token is null ? null : CreateClient(token);
        using var response = await (client ?? Client).SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static X509ChainPolicy Trust(string pem)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(pem);
        return policy;
    }
}
