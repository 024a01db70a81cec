using System.Text.Json.Nodes;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Conformance.Admission;

/// <summary>
/// An HTTPS admission webhook in this process. At <c>/name</c> it says what the object under review tells it to: the text
/// in the annotation <c>answer.name</c>, with <c>UID</c> for the review's uid. Without one it allows. The annotation
/// <c>echo.name</c> names fields of the review's request, which come back as warnings. A longer path says what to do
/// with any object: <c>/name/echo/field/…</c>, <c>/name/deny</c>, <c>/name/trail</c> (adds its name to the annotation
/// <c>trail</c>), <c>/name/set/field/value</c>, and <c>/name/hang</c> until the caller gives up.
/// </summary>
internal static class TalkingWebhook
{
    // One for the whole run: starting it costs more than asking it.
    private static readonly Lazy<Task<WebhookServer>> Running = new(() => WebhookServer.StartAsync(AnswerAsync));

    public static Task<WebhookServer> Shared => Running.Value;

    private static async Task AnswerAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!;
        var path = context.Request.Path.Value!.Trim('/');
        if (path.EndsWith("/hang", StringComparison.Ordinal))
        {
            var gone = new TaskCompletionSource();
            await using var left = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        var answer = WebhookAnswers.Answer(review["request"]!, path);
        if (answer.StartsWith("HTTP ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(answer.Split(' ')[1]);
            answer = answer.Split(' ', 3)[2];
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
    }
}
