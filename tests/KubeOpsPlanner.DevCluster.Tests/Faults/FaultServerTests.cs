using System.Net.Http.Headers;
using System.Net.Sockets;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.DevCluster.Tests.Faults;

/// <summary>What a client on the other end of the connection sees.</summary>
public sealed class FaultServerTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Map = """{"metadata":{"name":"a"}}""";

    private DevApiServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core) with { Tokens = [new StaticToken("bob", "bob", "", ["team"])] });
        _http = Connect(_server, _server.AdminToken);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_answer_breaks_the_connection_and_the_object_is_stored()
    {
        await PostAsync(FaultEndpoint.Faults, """{"name":"f","effect":"lose-answer","match":{"resource":"configmaps","namespace":"default"},"count":1}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Maps, Map));
        Assert.Contains("\"name\":\"a\"", await _http.GetStringAsync($"{Maps}/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_client_is_told_when_to_come_back()
    {
        await PostAsync(FaultEndpoint.Faults, """{"name":"f","effect":"throttle","match":{"verbs":["create"]},"retryAfterSeconds":7}""");

        using var refused = await _http.PostAsync(Maps, Json(Map));

        Assert.Equal((429, "7"), ((int)refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task A_watch_that_is_dropped_breaks()
    {
        using var response = await _http.GetAsync($"{Maps}?watch=1&resourceVersion=1", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Contains("kube-root-ca.crt", await reader.ReadLineAsync(), StringComparison.Ordinal);

        _server.AddFault(new FaultRule { Name = "f", Effect = FaultEffect.DropWatch });

        var broken = await Record.ExceptionAsync(() => reader.ReadToEndAsync().InTime());
        Assert.True(broken is IOException or HttpRequestException, $"{broken}");
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 404)]
    public async Task A_restart_breaks_connections_keeps_or_forgets_what_was_stored_and_serves_again(bool keepsMemory, int code)
    {
        await PostAsync(Maps, Map);
        var before = await SpaceAsync();
        using var watch = await _http.GetAsync($"{Maps}?watch=1", HttpCompletionOption.ResponseHeadersRead);

        Assert.Contains("keepsMemory", await PostAsync(FaultEndpoint.Restart, $$"""{"keepsMemory":{{(keepsMemory ? "true" : "false")}},"downSeconds":0.2}"""), StringComparison.Ordinal);

        var broken = await Record.ExceptionAsync(() => watch.Content.ReadAsStringAsync().InTime());
        Assert.True(broken is IOException or HttpRequestException, $"{broken}");
        await Eventually.True(IsUpAsync, "the server takes connections again");
        Assert.Equal(code, (int)(await _http.GetAsync($"{Maps}/a")).StatusCode);
        var after = await SpaceAsync();
        Assert.Equal(keepsMemory, before.Uid == after.Uid);
        Assert.Equal(keepsMemory, after.Version >= before.Version);
    }

    [Fact]
    public async Task A_server_without_memory_has_forgotten_who_may_do_what()
    {
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        await using var server = await DevApiServer.StartAsync(
            DevApiServerOptions.For(core, enforcesRbac: true) with { Tokens = [new StaticToken("bob", "bob", "", ["team"])] });
        using var admin = Connect(server, server.AdminToken);
        using var bob = Connect(server, "bob");
        using var bound = await admin.PostAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", Json("""
            {"metadata":{"name":"bob"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"bob"}]}
            """));
        Assert.Equal(201, (int)bound.StatusCode);
        Assert.Equal(200, (int)(await bob.GetAsync(Maps)).StatusCode);

        await server.RestartAsync(new RestartOrder(KeepsMemory: false, TimeSpan.Zero));

        Assert.Equal(403, (int)(await bob.GetAsync(Maps)).StatusCode);
        Assert.Equal(200, (int)(await admin.GetAsync(Maps)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/debug/faults", """{"name":"f","effect":"conflict","probability":2}""", 400, "probability 2 is not above 0 and at most 1")]
    [InlineData("POST", "/debug/faults", "nonsense", 400, "a fault cannot be read")]
    [InlineData("DELETE", "/debug/faults/none", "", 404, "there is no fault \\\"none\\\": there are none")]
    [InlineData("PUT", "/debug/faults", "{}", 405, "does not allow this method")]
    [InlineData("POST", "/debug/restart", """{"downSeconds":-1}""", 400, "downSeconds -1 is not from 0 to 600")]
    [InlineData("POST", "/debug/restart", """{"memory":false}""", 400, "a restart has no field \\\"memory\\\": it has keepsMemory and downSeconds")]
    [InlineData("POST", "/debug/restart", """{"keepsMemory":"no"}""", 400, "a restart cannot be read")]
    [InlineData("GET", "/debug/pprof", "", 404, "/healthz")]
    public async Task Bad_input_is_named(string method, string path, string body, int code, string sentence)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Json(body) };
        using var response = await _http.SendAsync(request);

        var text = (await response.Content.ReadAsStringAsync()).Replace("\\u0022", "\\\"");
        Assert.Equal(code, (int)response.StatusCode);
        Assert.Contains(sentence, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Only_administrators_see_and_make_faults(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), FaultEndpoint.Faults) { Content = Json("""{"name":"f","effect":"conflict"}""") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "bob");
        using var response = await _http.SendAsync(request);

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains("faults are for members of system:masters", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_server.Faults.Rules.List(TimeProvider.System.GetUtcNow()));
    }

    private static HttpClient Connect(DevApiServer server, string token)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        var http = new HttpClient(handler) { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private async Task<string> PostAsync(string path, string body)
    {
        using var response = await _http.PostAsync(path, Json(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return (await _http.GetAsync("/readyz")).IsSuccessStatusCode;
        }
        // A connection that breaks just after it was made shows as what the socket says.
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private async Task<(string Uid, long Version)> SpaceAsync()
    {
        var list = System.Text.Json.Nodes.JsonNode.Parse(await _http.GetStringAsync("/api/v1/namespaces"))!;
        return ((string)list["items"]![0]!["metadata"]!["uid"]!, long.Parse((string)list["metadata"]!["resourceVersion"]!));
    }
}
