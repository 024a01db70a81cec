using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Logs;

/// <summary>Sends the lines that a query selects, each as soon as it is there.</summary>
internal static class LogWriter
{
    public static async Task WriteAsync(HttpResponse response, ContainerLog log, LogQuery query, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/plain";
        response.Headers.CacheControl = "no-cache, private";
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        var left = query.LimitBytes ?? long.MaxValue;
        await foreach (var line in log.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var bytes = Encoding.UTF8.GetBytes(Format(line, query.HasTimestamps));
            var count = (int)Math.Min(bytes.Length, left);
            await response.Body.WriteAsync(bytes.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            if (query.IsFollowing)
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            left -= count;
            if (left == 0)
                return;
        }
    }

    /// <summary>Timestamps have nanoseconds, whatever the clock can tell.</summary>
    internal static string Format(LogLine line, bool hasTimestamp) => hasTimestamp
        ? $"{line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}00Z {line.Text}\n"
        : line.Text + "\n";
}
