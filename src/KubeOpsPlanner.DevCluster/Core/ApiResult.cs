using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What the core makes of a request: an answer, a watch, or questions that only the network can answer.</summary>
public abstract record ApiResult;

/// <param name="Warnings">Sent as <c>Warning: 299</c> headers.</param>
public sealed record ApiResponse(int Code, JsonNode Body, IReadOnlyList<string> Warnings) : ApiResult;

/// <summary>An open watch. The shell writes the events and disposes the stream when the client leaves.</summary>
public sealed record ApiWatch(IWatchStream Stream) : ApiResult;

/// <summary>
/// The write is ready but webhooks must be asked first: the shell makes the calls and resumes with their answers, in
/// order. The core may ask again (mutation before validation, or the object moved meanwhile).
/// </summary>
public sealed record ApiAdmission(
    IReadOnlyList<WebhookCall> Calls, Func<IReadOnlyList<WebhookAnswer>, DateTimeOffset, ApiResult> Resume) : ApiResult;

/// <param name="Configuration">The webhook entry (<c>webhooks[i]</c>) of the configuration object.</param>
/// <param name="Review">The whole AdmissionReview to send.</param>
public sealed record WebhookCall(string Name, bool IsMutating, JsonObject Configuration, JsonObject Review);

/// <param name="Response">The <c>response</c> of the returned AdmissionReview; null when the call failed.</param>
/// <param name="Failure">Why the call failed, in a sentence for the client; null when it succeeded.</param>
public sealed record WebhookAnswer(JsonObject? Response, string? Failure);

public interface IWatchStream : IDisposable
{
    /// <summary>
    /// Completes with the next event, or with null when the server ends the watch. An event is a
    /// <c>{type, object}</c> pair with type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR; the object must not be changed.
    /// </summary>
    ValueTask<WatchEvent?> NextAsync(CancellationToken cancellationToken);
}

public sealed record WatchEvent(string Type, JsonNode Object);
