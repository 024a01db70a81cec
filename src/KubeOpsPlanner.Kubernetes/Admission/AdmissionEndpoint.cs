using System.Diagnostics;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>Serves <c>POST /{segment}{path}</c> over HTTPS.</summary>
internal sealed class AdmissionEndpoint(
    IReadOnlyDictionary<string, (AdmissionWebhook Webhook, Func<IAdmissionHandler> Handler)> webhooks,
    Func<WebhookIdentity?> identity,
    ReviewJudge judge,
    TimeProvider time)
{
    // The API server takes request bodies of up to 3 MiB; a review holds the object, the old object and options, so
    // that two of them and an envelope must pass.
    private const int MaxBodyBytes = 7 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context, string segment, string path)
    {
        if (Find(context, segment, path) is not { } target)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NotFound", "There is no webhook at this address.");
            return;
        }

        if (!IsJson(context.Request.ContentType))
        {
            await RefuseAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType",
                $"The content type is \"{context.Request.ContentType}\": post application/json.");
            return;
        }

        var start = time.GetTimestamp();
        var answer = "malformed";
        try
        {
            var review = AdmissionReviewReader.Read(await ReadBodyAsync(context));
            var verdict = await judge.JudgeAsync(target.Handler(), target.Webhook, review, context.RequestAborted);
            answer = verdict.IsAllowed ? "allowed" : "denied";
            await WriteAsync(context, StatusCodes.Status200OK, AdmissionResponseWriter.Write(review.Uid, verdict));
        }
        catch (MalformedReviewException error)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "BadRequest", error.Message);
        }
        catch (BadHttpRequestException error)
        {
            var tooLarge = error.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await RefuseAsync(
                context, error.StatusCode, tooLarge ? "RequestEntityTooLarge" : "BadRequest",
                tooLarge ? $"The body is larger than {MaxBodyBytes} bytes, more than any review of the API server." : error.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            answer = "abandoned";
        }
        finally
        {
            HostMetrics.AdmissionSeconds.Record(
                time.GetElapsedTime(start).TotalSeconds,
                new TagList { { "webhook", target.Webhook.Name }, { "answer", answer } });
        }
    }

    /// <summary>The webhook at an address, or null where there is none, or not for who does not know the segment.</summary>
    internal (AdmissionWebhook Webhook, Func<IAdmissionHandler> Handler)? Find(HttpContext context, string segment, string path) =>
        context.Request.IsHttps
        && identity() is { } current
        && IsSame(segment, current.PathSegment)
        && webhooks.TryGetValue(path, out var target)
            ? target
            : null;

    internal static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }

        using var body = new MemoryStream(capacity: (int)Math.Clamp(context.Request.ContentLength ?? 0, 4096, MaxBodyBytes));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>In constant time: the segment is a secret.</summary>
    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim().Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) == true;

    private static Task RefuseAsync(HttpContext context, int code, string reason, string message) =>
        WriteAsync(context, code, AdmissionResponseWriter.Status(code, reason, message));

    private static async Task WriteAsync(HttpContext context, int code, JsonObject json)
    {
        var bytes = Encoding.UTF8.GetBytes(json.ToJsonString(KubernetesJson.Options));
        context.Response.StatusCode = code;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
