using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Listening;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Tests.Admission;

/// <summary>The endpoint behind a real HTTPS port, and what the API server could be sent there instead of it.</summary>
public sealed class AdmissionServerTests : IAsyncLifetime, IAdmissionHandler
{
    private const string Segment = "0123456789abcdef0123456789abcdef";

    private readonly ManualTimeProvider _time = new();
    private readonly ListLogger _log = new();
    private readonly OperatorHostStatus _status = new([]);
    private readonly WebhookIdentity _identity = Identity();
    private Func<AdmissionReview, Task<AdmissionVerdict>> _judge = _ => Task.FromResult(AdmissionVerdict.Allow());
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var webhook = new AdmissionWebhook("gate.tests", "/gate", IsMutating: false, FailsClosed: true, TimeoutSeconds: 10, []);
        var endpoint = new AdmissionEndpoint(
            new Dictionary<string, (AdmissionWebhook, Func<IAdmissionHandler>)> { ["/gate"] = (webhook, () => this) },
            () => _identity, new ReviewJudge(_time, _log), _time);
        var listeners = new Listeners(
            new OperatorHostOptions { ListenAddress = "127.0.0.1", WebhookPort = 0, MetricsPort = 0 });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => listeners.Configure(kestrel, () => _identity));
        _app = builder.Build();
        _app.MapPost("/{segment}/{**path}", (HttpContext context, string segment, string path) =>
            endpoint.HandleAsync(context, segment, "/" + path));
        await _app.StartAsync();
        listeners.Report(_status);

        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{_status.WebhookPort}/") };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken) => _judge(review);

    [Fact]
    public async Task A_handler_sees_the_whole_review()
    {
        AdmissionReview? seen = null;
        _judge = review =>
        {
            seen = review;
            return Task.FromResult(AdmissionVerdict.Allow());
        };

        var response = await ReviewAsync(Review());

        Assert.True(response["allowed"]!.GetValue<bool>());
        Assert.Equal("review-1", response["uid"]!.GetValue<string>());
        Assert.Equal(
            (AdmissionOperation.Update, "scale", "default/a", true),
            (seen!.Operation, seen.SubResource, seen.Key.ToString(), seen.IsDryRun));
        Assert.Equal(new GroupVersionKind("autoscaling", "v1", "Scale"), seen.Kind);
        Assert.Equal(new GroupVersionResource("tests.kubeopsplanner.io", "v1", "widgets"), seen.Resource);
        Assert.Equal(new GroupVersionResource("tests.kubeopsplanner.io", "v2", "widgets"), seen.RequestResource);
        Assert.Equal(("alice", "uid-a", "tenants"), (seen.User.Username, seen.User.Uid, seen.User.Groups.Single()));
        Assert.Equal("pod-7", seen.User.Extra["authentication.kubernetes.io/pod-name"].Single());
        Assert.Equal(3, seen.Object!.Value.GetProperty("spec").GetProperty("unknownField").GetInt32());
        Assert.Equal("UpdateOptions", seen.Options!.Value.GetProperty("kind").GetString());
        Assert.Null(seen.OldObject);
    }

    [Fact]
    public async Task A_refusal_carries_its_code_reason_and_message()
    {
        _judge = _ => Task.FromResult(AdmissionVerdict.Deny("GlobalBudget \"fleet\" allows 16 GPUs", 403));

        var response = await ReviewAsync(Review());

        Assert.False(response["allowed"]!.GetValue<bool>());
        Assert.Equal(
            (403, "Forbidden", "GlobalBudget \"fleet\" allows 16 GPUs"),
            (response["status"]!["code"]!.GetValue<int>(), response["status"]!["reason"]!.GetValue<string>(), response["status"]!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_patch_is_base64_and_warnings_fit_what_the_API_server_accepts()
    {
        var patch = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/spec/x", ["value"] = "ü" });
        string[] warnings = ["short", .. Enumerable.Repeat(new string('w', 1000), 30)];
        _judge = _ => Task.FromResult(AdmissionVerdict.Mutate(patch, warnings));

        var response = await ReviewAsync(Review());

        Assert.Equal("JSONPatch", response["patchType"]!.GetValue<string>());
        var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(response["patch"]!.GetValue<string>()));
        Assert.Equal("""[{"op":"add","path":"/spec/x","value":"ü"}]""", decoded);
        var sent = response["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>()).ToList();
        Assert.Equal("short", sent[0]);
        Assert.Equal(256, sent.Max(warning => warning.Length));
        Assert.InRange(sent.Sum(warning => warning.Length), 3800, 4096);
    }

    [Fact]
    public async Task A_handler_that_fails_refuses_and_says_where_the_reason_is()
    {
        _judge = _ => throw new InvalidOperationException("secret detail");

        var response = await ReviewAsync(Review());

        var message = response["status"]!["message"]!.GetValue<string>();
        Assert.Equal(500, response["status"]!["code"]!.GetValue<int>());
        Assert.DoesNotContain("secret detail", message);
        Assert.Contains(_log.Lines, line => line.Contains($"reference {message.Split(' ')[^1]}"));
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_refuses_before_the_API_server_stops_listening()
    {
        _judge = _ => new TaskCompletionSource<AdmissionVerdict>().Task;
        var asking = ReviewAsync(Review());
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            "the answer");

        Assert.Equal(504, (await asking)["status"]!["code"]!.GetValue<int>());
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "", "The body is not JSON" },
        { "{\"kind\":", "The body is not JSON" },
        { "[1]", "is not an AdmissionReview" },
        { "{\"kind\":\"Pod\"}", "is not an AdmissionReview" },
        { "{\"kind\":7}", "kind is not a text" },
        { Change(review => review["apiVersion"] = "admission.k8s.io/v1beta1"), "admission.k8s.io/v1beta1 is not supported" },
        { Change(review => review.Remove("request")), "has no request" },
        { Change(review => review["request"] = "text"), "request is not an object" },
        { Change(review => review["request"]!["uid"] = ""), "has no uid" },
        { Change(review => review["request"]!["operation"] = "PATCH"), "operation is \"PATCH\"" },
        { Change(review => review["request"]!["object"] = new JsonArray()), "object is not an object" },
        { Change(review => review["request"]!["userInfo"]!["groups"] = "tenants"), "cannot be read" },
        { Change(review => review["request"]!["dryRun"] = "yes"), "cannot be read" },
        { Change(review => ((JsonObject)review["request"]!).Remove("userInfo")), "has no userInfo" },
        { Change(review => ((JsonObject)review["request"]!).Remove("resource")), "has no resource" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_review_is_a_bad_request_explained_in_one_sentence(string body, string expected)
    {
        var (code, status) = await PostAsync($"{Segment}/gate", body);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Equal(("Status", "BadRequest"), (status["kind"]!.GetValue<string>(), status["reason"]!.GetValue<string>()));
        Assert.Contains(expected, status["message"]!.GetValue<string>());
        Assert.DoesNotContain('\n', status["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Segment + "/gate", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(Segment + "/gate", "application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData(Segment + "/other", "application/json", HttpStatusCode.NotFound)]
    [InlineData("00000000000000000000000000000000/gate", "application/json", HttpStatusCode.NotFound)]
    [InlineData("short/gate", "application/json", HttpStatusCode.NotFound)]
    public async Task Only_the_secret_address_and_JSON_are_served(string path, string contentType, HttpStatusCode expected)
    {
        var (code, _) = await PostAsync(path, Review().ToJsonString(), contentType);

        Assert.Equal(expected, code);
    }

    [Fact]
    public async Task A_body_larger_than_any_review_is_refused_and_one_of_two_full_objects_is_not()
    {
        var large = Review();
        large["request"]!["object"]!["padding"] = new string('x', 6 * 1024 * 1024);
        Assert.True((await ReviewAsync(large))["allowed"]!.GetValue<bool>());

        large["request"]!["object"]!["padding"] = new string('x', 7 * 1024 * 1024);
        var (code, status) = await PostAsync($"{Segment}/gate", large.ToJsonString());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, code);
        Assert.Contains("7340032 bytes", status["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Webhooks_are_not_served_in_the_clear()
    {
        using var plain = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_status.MetricsPort}/") };
        using var content = new StringContent(Review().ToJsonString(), Encoding.UTF8, "application/json");

        using var response = await plain.PostAsync($"{Segment}/gate", content);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<JsonNode> ReviewAsync(JsonObject review)
    {
        var (code, body) = await PostAsync($"{Segment}/gate", review.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, code);
        return body["response"]!;
    }

    private async Task<(HttpStatusCode Code, JsonNode Body)> PostAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        // Lets the server refuse a large body before it is sent.
        request.Headers.ExpectContinue = true;
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static string Change(Action<JsonObject> change)
    {
        var review = Review();
        change(review);
        return review.ToJsonString();
    }

    private static JsonObject Review() => (JsonObject)JsonNode.Parse("""
        {
          "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
          "request": {
            "uid": "review-1", "operation": "UPDATE", "name": "a", "namespace": "default", "dryRun": true, "subResource": "scale",
            "kind": {"group": "autoscaling", "version": "v1", "kind": "Scale"},
            "resource": {"group": "tests.kubeopsplanner.io", "version": "v1", "resource": "widgets"},
            "requestResource": {"group": "tests.kubeopsplanner.io", "version": "v2", "resource": "widgets"},
            "userInfo": {"username": "alice", "uid": "uid-a", "groups": ["tenants"],
              "extra": {"authentication.kubernetes.io/pod-name": ["pod-7"]}},
            "object": {"spec": {"replicas": 2, "unknownField": 3}}, "oldObject": null,
            "options": {"kind": "UpdateOptions"}
          }
        }
        """)!;

    private static WebhookIdentity Identity()
    {
        var pems = CertificateFactory.Create(["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        return new WebhookIdentity(PemFiles.CertificateWithKey(pems.Serving, pems.ServingKey), pems.Authority, Segment);
    }
}
