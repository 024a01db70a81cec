using System.Text.Json;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Kubernetes.Admission;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Hosting.KubeOps.Webhooks;

/// <summary>
/// Stands before KubeOps' webhooks: checks the address, keeps the whole AdmissionReview, and passes on to KubeOps what
/// it has a webhook for. Everything else, and what KubeOps cannot read as its entity, is judged from the raw JSON alone.
/// </summary>
internal sealed class ReviewMiddleware(RequestDelegate next, AdmissionEndpoint admission, EntityRoutes routes)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || Split(context.Request.Path) is not var (segment, path))
        {
            await next(context);
            return;
        }

        if (admission.Find(context, segment, path) is { } target && routes.MayServe(path))
        {
            var body = await AdmissionEndpoint.ReadBodyAsync(context);
            context.Request.Body = new MemoryStream(body.ToArray(), writable: false);
            if (TryRead(body) is { } review && routes.Find(path, review.Resource) is { } route)
            {
                context.Items[ReviewInHand.Item] = new ReviewInHand(review, target.Webhook, target.Handler);
                if (await ServedByKubeOpsAsync(context, route))
                {
                    return;
                }
            }

            context.Request.Body.Position = 0;
        }

        await admission.HandleAsync(context, segment, path);
    }

    private static AdmissionReview? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            return AdmissionReviewReader.Read(body);
        }
        catch (MalformedReviewException)
        {
            // The endpoint reads it again and says what is wrong with it.
            return null;
        }
    }

    private async Task<bool> ServedByKubeOpsAsync(HttpContext context, string route)
    {
        var asked = context.Request.Path;
        try
        {
            context.Request.Path = route;
            await next(context);
            return true;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or FormatException && !context.Response.HasStarted)
        {
            // A field of another type than the entity's: a matter for the schema and the handler, not for a stack trace.
            context.Request.Path = asked;
            context.Response.Clear();
            return false;
        }
    }

    /// <summary>The secret segment and the path of the webhook below it.</summary>
    private static (string Segment, string Path)? Split(PathString path)
    {
        var text = path.Value ?? "";
        var end = text.Length > 1 ? text.IndexOf('/', 1) : -1;
        return end < 0 ? null : (text[1..end], text[end..]);
    }
}
