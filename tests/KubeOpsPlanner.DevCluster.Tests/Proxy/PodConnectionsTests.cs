using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.DevCluster.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.DevCluster.Tests.Proxy;

/// <summary>Logs and proxies over HTTP, with a pod that somebody runs.</summary>
public sealed class PodConnectionsTests : IAsyncLifetime
{
    private const string Space = "/api/v1/namespaces/default";

    private readonly PodRuntime _runtime = new();
    private WebApplication _backend = null!;
    private DevApiServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _backend = builder.Build();
        _backend.Run(EchoAsync);
        await _backend.StartAsync();
        var core = new ApiServerCore(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core) with { Runtime = _runtime });
        _http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { BaseAddress = new Uri(_server.Url) };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", _server.AdminToken);
        var created = await _http.PostAsync($"{Space}/pods", Json("""
            {"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"main","image":"x","ports":[{"containerPort":8000}]}]}}
            """));
        var uid = (await created.Content.ReadFromJsonAsync<JsonObject>())!["metadata"]!["uid"]!.ToString();
        _runtime.Logs.Open(uid, "main").Append(TimeProvider.System.GetUtcNow(), "first line");
        _runtime.Logs.Open(uid, "main").Append(TimeProvider.System.GetUtcNow(), "second line");
        _runtime.Serve(address => address is { Pod: "p", Port: 8000 } ? new Uri($"{_backend.Urls.Single()}/below") : null);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("log", "first line\nsecond line\n")]
    [InlineData("log?tailLines=1", "second line\n")]
    [InlineData("log?limitBytes=14", "first line\nsec")]
    public async Task Logs_are_plain_text(string path, string expected)
    {
        using var answer = await _http.GetAsync($"{Space}/pods/p/{path}");

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Who_follows_gets_lines_as_they_are_written()
    {
        using var answer = await _http.GetAsync($"{Space}/pods/p/log?follow=true&tailLines=1", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("second line", await reader.ReadLineAsync());
        var uid = (await _http.GetFromJsonAsync<JsonObject>($"{Space}/pods/p"))!["metadata"]!["uid"]!.ToString();

        _runtime.Logs.Open(uid, "main").Append(TimeProvider.System.GetUtcNow(), "third line");
        Assert.Equal("third line", await reader.ReadLineAsync());
        _runtime.Logs.Remove(uid, "main");
        Assert.Null(await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("GET", "p/proxy/a%2Fb?x=1&y=%20", "GET /below/a%2Fb?x=1&y=%20 []")]
    [InlineData("GET", "p:8000/proxy/", "GET /below/ []")]
    [InlineData("POST", "p/proxy/v1/things", "POST /below/v1/things [{\"a\":1}]")]
    [InlineData("DELETE", "http:p:8000/proxy/x", "DELETE /below/x []")]
    public async Task A_proxy_passes_on_method_path_and_body_but_no_credentials(string method, string path, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Space}/pods/{path}");
        if (method == "POST")
            request.Content = Json("{\"a\":1}");
        using var answer = await _http.SendAsync(request);

        Assert.Equal((HttpStatusCode)418, answer.StatusCode);
        Assert.Equal($"{expected} without credentials", await answer.Content.ReadAsStringAsync());
        Assert.Equal("echo", answer.Headers.GetValues("X-From").Single());
    }

    [Theory]
    [InlineData("pods/p:9/proxy/", 503, "nothing listens on port 9 of pod \"p\"")]
    [InlineData("pods/gone/proxy/", 404, "pods \"gone\" not found")]
    [InlineData("services/kubernetes/proxy/", 503, "no endpoints available for service \"kubernetes\"")]
    [InlineData("services/gone/proxy/", 404, "services \"gone\" not found")]
    [InlineData("pods/gone/log", 404, "pods \"gone\" not found")]
    [InlineData("pods/p/exec?command=ls", 405, "no process runs in pod \"p\"")]
    public async Task Refusals_are_statuses(string path, int code, string message)
    {
        using var answer = await _http.GetAsync($"{Space}/{path}");

        Assert.Equal(code, (int)answer.StatusCode);
        Assert.Contains(message, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["message"]!.ToString());
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        var credentials = context.Request.Headers.Authorization.Count == 0 ? "without" : "with";
        context.Response.StatusCode = 418;
        context.Response.Headers["X-From"] = "echo";
        await context.Response.WriteAsync($"{context.Request.Method} {target} [{body}] {credentials} credentials");
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
