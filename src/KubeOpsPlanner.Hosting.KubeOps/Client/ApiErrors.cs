using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;

namespace KubeOpsPlanner.Hosting.KubeOps.Client;

/// <summary>Turns what KubernetesClient throws into <see cref="ClusterException"/>.</summary>
internal static class ApiErrors
{
    /// <returns>Null for what is no answer of the server and no failure to reach it.</returns>
    public static ClusterException? Explain(string call, Exception error, CancellationToken cancellationToken) => error switch
    {
        ClusterException known => known,
        HttpOperationException refused => FromResponse(call, refused),
        KubernetesException { Status: { } status } => new ClusterException(
            (HttpStatusCode)(status.Code ?? (int)HttpStatusCode.InternalServerError), status.Reason ?? "Unknown",
            status.Message ?? status.Reason ?? $"{call} was refused without a word", inner: error),
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            new ClusterException(null, "Timeout", $"{call} was not answered in time", inner: error),
        HttpRequestException or IOException or SocketException =>
            new ClusterException(null, "ConnectionFailed", $"{call} got no answer: {error.Message}", inner: error),
        JsonException => new ClusterException(null, "Unreadable", $"{call} was answered with something that is not JSON", inner: error),
        _ => null,
    };

    private static ClusterException FromResponse(string call, HttpOperationException error)
    {
        var code = error.Response?.StatusCode;
        var content = error.Response?.Content ?? "";
        return code is { } known && TryParse(content) is { ValueKind: JsonValueKind.Object } status
            ? StatusErrors.FromStatus(status, known)
            : new ClusterException(code, code?.ToString() ?? "Unknown", $"{call} was refused: {error.Message}", inner: error);
    }

    private static JsonElement? TryParse(string content)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
