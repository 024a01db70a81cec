using System.Net;

namespace KubeOpsPlanner.Hosting.Clusters;

/// <summary>The API server refused, or nobody can say what it did.</summary>
public sealed class ClusterException : Exception
{
    /// <summary>The reason given to a request that never left this machine.</summary>
    public const string Unreachable = "Unreachable";

    public ClusterException(HttpStatusCode? code, string reason, string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Reason = reason;
        RetryAfter = retryAfter;
    }

    /// <summary>Null when no answer arrived: the request may or may not have taken effect.</summary>
    public HttpStatusCode? Code { get; }

    /// <summary>The <c>reason</c> of the server's Status, e.g. <c>Conflict</c>.</summary>
    public string Reason { get; }

    public TimeSpan? RetryAfter { get; }

    public bool IsOutcomeUnknown => Code is null or HttpStatusCode.GatewayTimeout;

    public bool IsUnreachable => Reason == Unreachable;

    public bool IsNotFound => Code == HttpStatusCode.NotFound;

    public bool IsConflict => Code == HttpStatusCode.Conflict;
}
