using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Webhooks;
using KubeOpsPlanner.Kubernetes.Admission;
using KubeOpsPlanner.Kubernetes.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Webhooks;

public sealed class ReviewMiddlewareTests : IAdmissionHandler, IDisposable
{
    private const string Secret = "5e9";

    private readonly X509Certificate2 _certificate = Certificate();
    private readonly List<AdmissionReview> _judged = [];

    [Fact]
    public async Task KubeOps_serves_our_kinds_with_the_whole_review_in_hand()
    {
        ReviewInHand? hand = null;
        string? path = null;
        var context = await PostAsync($"/{Secret}/validate", Review("poolplans"), async passed =>
        {
            path = passed.Request.Path;
            hand = (ReviewInHand?)passed.Items[ReviewInHand.Item];
            var verdict = await new ReviewedVerdict(Judge(), TimeProvider.System).OfAsync(passed, CancellationToken.None);
            passed.Response.StatusCode = verdict.Code;
        });

        Assert.Equal(("/validate/poolplanentity", 403), (path, context.Response.StatusCode));
        Assert.Equal(("ann", "status"), (hand!.Review.User.Username, hand.Review.SubResource));
        Assert.Equal(7, hand.Review.Object!.Value.GetProperty("spec").GetProperty("unheardOf").GetInt32());
        Assert.Single(_judged);
    }

    [Fact]
    public async Task What_KubeOps_cannot_read_is_judged_from_the_raw_review()
    {
        var context = await PostAsync($"/{Secret}/validate", Review("poolplans"), _ => throw new JsonException("spec.mode"));
        Assert.Equal((200, "Forbidden"), (context.Response.StatusCode, Reason(context)));
        Assert.Single(_judged);
    }

    [Fact]
    public async Task The_gate_is_asked_without_KubeOps()
    {
        var context = await PostAsync($"/{Secret}/gate", Review("dynamographdeploymentscalingadapters"), Unexpected);
        Assert.Equal((200, "Forbidden"), (context.Response.StatusCode, Reason(context)));
        Assert.Equal("status", Assert.Single(_judged).SubResource);
    }

    [Theory]
    [InlineData("/validate/poolplanentity")]
    [InlineData("/guessed/validate")]
    public async Task Who_does_not_know_the_address_reaches_nothing(string path)
    {
        var context = await PostAsync(path, Review("poolplans"), Unexpected);
        Assert.Equal(404, context.Response.StatusCode);
        Assert.Empty(_judged);
    }

    [Fact]
    public async Task What_is_no_review_is_refused_with_the_reason()
    {
        var context = await PostAsync($"/{Secret}/validate", "{}", Unexpected);
        Assert.Equal((400, "BadRequest"), (context.Response.StatusCode, Reason(context)));
    }

    public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken)
    {
        _judged.Add(review);
        return Task.FromResult(AdmissionVerdict.Deny("no"));
    }

    public void Dispose() => _certificate.Dispose();

    private static Task Unexpected(HttpContext context) => throw new InvalidOperationException($"KubeOps was asked at {context.Request.Path}");

    private static ReviewJudge Judge() => new(TimeProvider.System, NullLogger.Instance);

    private async Task<HttpContext> PostAsync(string path, string body, RequestDelegate kubeOps)
    {
        var webhooks = new[] { PlannerWebhooks.Validation, PlannerWebhooks.Gate }
            .ToDictionary(webhook => webhook.Path, webhook => (webhook, (Func<IAdmissionHandler>)(() => this)));
        var endpoint = new AdmissionEndpoint(webhooks, () => new WebhookIdentity(_certificate, "", Secret), Judge(), TimeProvider.System);
        var context = new DefaultHttpContext
        {
            Request = { Method = "POST", Scheme = "https", Path = path, ContentType = "application/json" },
            Response = { Body = new MemoryStream() },
        };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await new ReviewMiddleware(kubeOps, endpoint, new EntityRoutes()).InvokeAsync(context);
        return context;
    }

    private static string? Reason(HttpContext context)
    {
        context.Response.Body.Position = 0;
        var answer = JsonSerializer.Deserialize<JsonElement>(context.Response.Body);
        var status = answer.TryGetProperty("response", out var response) ? response.GetProperty("status") : answer;
        return status.GetProperty("reason").GetString();
    }

    private static string Review(string resource) =>
        $$"""
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"UPDATE","subResource":"status",
        "kind":{"group":"g","version":"v1alpha1","kind":"K"},
        "resource":{"group":"kubeopsplanner.io","version":"v1alpha1","resource":"{{resource}}"},
        "name":"chat","namespace":"inference","userInfo":{"username":"ann","groups":["dev"]},
        "object":{"spec":{"unheardOf":7} },"oldObject":{"spec":{ } } } }
        """;

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create();
        return new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
    }
}
