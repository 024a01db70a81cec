using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Webhooks;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Webhooks;

public sealed class WebhookClientTests : IDisposable
{
    private readonly ServiceTable _services = new();
    private readonly WebhookClient _client;

    public WebhookClientTests() => _client = new WebhookClient(_services);

    public void Dispose() => _client.Dispose();

    private static Task<WebhookServer> StartAsync(RequestDelegate answer) => WebhookServer.StartAsync(answer, "hook.inference.svc");

    [Fact]
    public async Task A_service_is_reached_through_the_resolver_under_its_own_name()
    {
        var host = "";
        await using var server = await StartAsync(context =>
        {
            host = $"{context.Request.Host} {context.Request.Path}{context.Request.QueryString}";
            return Answer(context, "u-1");
        });
        _services.Register("inference", "hook", 8443, new ServiceEndpoint("127.0.0.1", server.Port));

        var answer = await _client.AskAsync(Call(ServiceConfiguration(server.CaBundle)), default);

        Assert.Null(answer.Failure);
        Assert.True(answer.Response!["allowed"]!.GetValue<bool>());
        Assert.Equal("hook.inference.svc:8443 /gate?timeout=3s", host);
    }

    [Fact]
    public async Task A_url_is_reached_directly()
    {
        await using var server = await StartAsync(context => Answer(context, "u-1"));

        var answer = await _client.AskAsync(Call(UrlConfiguration(server.Port, server.CaBundle)), default);

        Assert.Null(answer.Failure);
    }

    [Fact]
    public async Task A_missing_service_is_named()
    {
        var answer = await _client.AskAsync(Call(ServiceConfiguration("")), default);

        Assert.Equal("failed to call webhook: service \"hook\" not found", answer.Failure);
    }

    [Fact]
    public async Task A_refused_connection_is_told_as_the_real_server_does()
    {
        int port;
        await using (var server = await StartAsync(context => Answer(context, "u-1")))
            port = server.Port;

        var answer = await _client.AskAsync(Call(UrlConfiguration(port, "")), default);

        Assert.Equal(
            $"failed to call webhook: Post \"https://localhost:{port}/gate?timeout=3s\": "
            + $"dial tcp localhost:{port}: connect: connection refused",
            answer.Failure);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_told_as_the_real_server_does()
    {
        await using var server = await StartAsync(context => Answer(context, "u-1"));
        await using var other = await StartAsync(context => Answer(context, "u-1"));

        var answer = await _client.AskAsync(Call(UrlConfiguration(server.Port, other.CaBundle)), default);

        Assert.EndsWith("tls: failed to verify certificate: x509: certificate signed by unknown authority", answer.Failure);
    }

    [Fact]
    public async Task A_slow_webhook_runs_into_its_timeout()
    {
        await using var server = await StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var configuration = UrlConfiguration(server.Port, server.CaBundle);
        configuration["timeoutSeconds"] = 1;

        var answer = await _client.AskAsync(Call(configuration), default);

        Assert.EndsWith("context deadline exceeded", answer.Failure);
    }

    [Theory]
    [InlineData(500, "boom", "an error on the server (\"boom\") has prevented the request from succeeding")]
    [InlineData(404, "", "the server could not find the requested resource")]
    [InlineData(200, "no json", "the answer is not JSON")]
    public async Task Wrong_answers_are_failures(int code, string body, string why)
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = code;
            return context.Response.WriteAsync(body);
        });

        var answer = await _client.AskAsync(Call(UrlConfiguration(server.Port, server.CaBundle)), default);

        Assert.Null(answer.Response);
        Assert.Contains(why, answer.Failure);
    }

    [Theory]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true}}""", null)]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-2","allowed":true}}""",
        "expected response.uid=\"u-1\", got \"u-2\"")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true}}""",
        "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got admission.k8s.io/v1beta1, Kind=AdmissionReview")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}""", "webhook response was absent")]
    [InlineData("""{"response":{"uid":"u-1"}}""", "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=")]
    [InlineData("{}", "webhook response was absent")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1"}}""", null)]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":"true"}}""", "response.allowed must be true or false")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","warnings":"w"}}""", "response.warnings must be strings")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","status":{"code":"403"}}}""", "response.status.code must be an integer")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","patch":"%"}}""", "response.patch is not base64")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","patch":"W10=","patchType":"JSONPatch"}}""", "validating webhook may not return response.patch")]
    [InlineData("[]", "couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value")]
    public void Answers_must_fit_the_question(string body, string? why)
    {
        var answer = WebhookResponse.Verify(Call([]), JsonNode.Parse(body));

        Assert.Equal(
            why is null ? null : $"received invalid webhook response: {why}", answer.Failure);
        Assert.Equal(why is null, answer.Response is not null);
    }

    [Fact]
    public async Task Several_rounds_end_with_an_answer()
    {
        await using var server = await StartAsync(context => Answer(context, "u-1"));
        var rounds = 0;
        ApiResult Ask() => new ApiAdmission(
            [Call(UrlConfiguration(server.Port, server.CaBundle)), Call(UrlConfiguration(server.Port, server.CaBundle))],
            (answers, _) =>
            {
                Assert.All(answers, answer => Assert.Null(answer.Failure));
                return ++rounds == 3 ? new ApiResponse(200, new JsonObject(), []) : Ask();
            });

        var result = await new AdmissionLoop(_client, TimeProvider.System).CompleteAsync(Ask(), default);

        Assert.IsType<ApiResponse>(result);
        Assert.Equal(3, rounds);
    }

    private static WebhookCall Call(JsonObject configuration) => new("gate.test", IsMutating: false, configuration, new JsonObject
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["request"] = new JsonObject { ["uid"] = "u-1" },
    });

    private static JsonObject ServiceConfiguration(string caBundle) => new()
    {
        ["timeoutSeconds"] = 3,
        ["clientConfig"] = new JsonObject
        {
            ["caBundle"] = caBundle,
            ["service"] = new JsonObject { ["name"] = "hook", ["namespace"] = "inference", ["port"] = 8443, ["path"] = "/gate" },
        },
    };

    private static JsonObject UrlConfiguration(int port, string caBundle) => new()
    {
        ["timeoutSeconds"] = 3,
        ["clientConfig"] = new JsonObject { ["caBundle"] = caBundle, ["url"] = $"https://localhost:{port}/gate" },
    };

    private static Task Answer(HttpContext context, string uid) => context.Response.WriteAsync(
        $$"""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"{{uid}}","allowed":true} }""", Encoding.UTF8);
}
