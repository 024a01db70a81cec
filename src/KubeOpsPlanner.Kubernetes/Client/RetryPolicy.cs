using System.Net;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Queueing;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>
/// What may be sent again. Reads always may. A write only when it surely had no effect: the server turned it away
/// unread (429), or the connection was never made.
/// </summary>
internal static class RetryPolicy
{
    public const int MaxAttempts = 5;

    private static readonly ExponentialBackoff Delays = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <param name="attempt">How often it was tried, from 1.</param>
    /// <param name="jitter">From 0 up to 1.</param>
    /// <returns>How long to wait before the next attempt, or null to give up.</returns>
    public static TimeSpan? DelayAfter(HttpMethod method, ClusterException failure, int attempt, double jitter)
    {
        if (attempt >= MaxAttempts || !MayRetry(method, failure))
        {
            return null;
        }

        var delay = Delays.After(attempt) * (0.5 + jitter);
        return failure.RetryAfter > delay ? failure.RetryAfter : delay;
    }

    private static bool MayRetry(HttpMethod method, ClusterException failure)
    {
        if (failure.IsUnreachable)
        {
            return true;
        }

        if (method != HttpMethod.Get)
        {
            return failure.Code == HttpStatusCode.TooManyRequests && failure.RetryAfter is not null;
        }

        return failure.Code is null
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout;
    }
}
