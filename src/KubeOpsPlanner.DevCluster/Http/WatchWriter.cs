using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Streams a watch as lines of JSON until the server or the client ends it.</summary>
internal static class WatchWriter
{
    /// <param name="transform">Turns the object of an event into what the client asked for, e.g. a Table.</param>
    public static async Task WriteAsync(
        HttpContext context, IWatchStream stream, Func<WatchEvent, JsonNode> transform, CancellationToken cancellationToken)
    {
        using var _ = stream;
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = context.Request.Headers.Accept.ToString().Contains("stream=watch", StringComparison.Ordinal)
            ? "application/json;stream=watch"
            : "application/json";
        context.Response.Headers.CacheControl = "no-cache, private";
        var body = context.Response.Body;
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var next = stream.NextAsync(cancellationToken);
            // What is already there goes out in one piece; before waiting, the client gets all of it.
            if (!next.IsCompleted)
                await body.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (await next.ConfigureAwait(false) is not { } change)
                return;
            await body.WriteAsync(Line(change.Type, transform(change)), cancellationToken).ConfigureAwait(false);
        }
    }

    private static byte[] Line(string type, JsonNode content)
    {
        var prefix = $$"""{"type":"{{type}}","object":""";
        var bytes = ResponseWriter.Serialize(content);
        return [.. System.Text.Encoding.ASCII.GetBytes(prefix), .. bytes, (byte)'}', (byte)'\n'];
    }
}
