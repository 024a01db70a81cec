using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.DevCluster.Webhooks;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>The way of one HTTP request: who asks, may they, what do they want, the core's answer, in the wanted form.</summary>
internal sealed class RequestPipeline(
    ApiHandler handle,
    ResourceRegistry registry,
    Documents documents,
    Authenticator authenticator,
    Impersonation impersonation,
    IAuthorizer authorizer,
    Reviews reviews,
    AdmissionLoop admission,
    PodConnections connections,
    FaultInjector faults,
    FaultEndpoint debug,
    TimeProvider time,
    Action<Exception> onFailure,
    CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await AnswerAsync(context, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client left or the server stops: nobody waits for an answer.
        }
        catch (StatusException refusal)
        {
            await RefuseAsync(context, refusal.ToResponse()).ConfigureAwait(false);
        }
        catch (ConnectionLostException)
        {
            context.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, StatusDocument.Failure(exception.StatusCode, "BadRequest", exception.Message))
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            onFailure(exception);
            await RefuseAsync(context, StatusErrors.Internal("the request could not be handled; see the server's log").ToResponse())
                .ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(HttpContext context, ApiResponse refusal)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        await ResponseWriter.WriteAsync(context, refusal, Representation.Plain).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var path = context.Request.Path.Value ?? "/";
        if (HealthChecks.Find(path, context.Request.Query.ContainsKey("verbose")) is { } health)
        {
            await ResponseWriter.WriteTextAsync(context, 200, health).ConfigureAwait(false);
            return;
        }

        if (Identify(context.Request, now) is not { } user)
        {
            await RefuseAsync(context, StatusDocument.Unauthorized()).ConfigureAwait(false);
            return;
        }

        var request = new ApiRequest
        {
            Method = context.Request.Method,
            Path = path,
            Query = QueryParameters.Parse(context.Request.QueryString.Value ?? ""),
            ContentType = BodyType.Of(context.Request.Method, context.Request.ContentType),
            Accept = context.Request.Headers.Accept.ToString(),
            UserAgent = context.Request.Headers.UserAgent.ToString(),
            User = user,
        };
        if (Authorize(request) is { } forbidden)
        {
            await RefuseAsync(context, forbidden).ConfigureAwait(false);
            return;
        }

        if (documents.IsUnknownGroup(path))
        {
            await ResponseWriter.WriteTextAsync(context, StatusCodes.Status404NotFound, "404 page not found\n").ConfigureAwait(false);
            return;
        }

        if (documents.FindEncoded(path, request.Accept) is { } encoded)
        {
            await ResponseWriter.WriteAsync(context, StatusCodes.Status200OK, encoded.Bytes, encoded.ContentType).ConfigureAwait(false);
            return;
        }

        if (connections.Find(request, now) is { } connect)
        {
            await connect(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (Representation.Choose(request.Accept, path.TrimEnd('/') is "/api" or "/apis") is not { } representation)
        {
            await RefuseAsync(context, StatusDocument.NotAcceptable(request.Accept)).ConfigureAwait(false);
            return;
        }

        if (documents.Find(path, representation) is { } document)
        {
            var (answer, contentType) = IsRead(request) ? document : (StatusErrors.MethodNotAllowed().ToResponse(), null);
            // People look at these two, whatever they look with.
            var form = path.TrimEnd('/') is "" or "/version" ? representation with { IsIndented = true } : representation;
            await ResponseWriter.WriteAsync(context, answer, form, contentType).ConfigureAwait(false);
            return;
        }

        var body = await BodyReader.ReadAsync(context.Request.Body, cancellationToken).ConfigureAwait(false);
        await RespondAsync(
            context,
            representation,
            request,
            body is null ? StatusErrors.TooLarge(BodyReader.LimitBytes).ToResponse() : Handle(request with { Body = body.Value }, now),
            cancellationToken).ConfigureAwait(false);
    }

    // Most documents are there for GET alone.
    private static bool IsRead(ApiRequest request) =>
        request.Method == "GET" || (request.Method == "HEAD" && (request.Path.TrimEnd('/') is "" or "/apis" || request.Path.StartsWith("/openapi/", StringComparison.Ordinal)));

    /// <returns>Who counts; null when credentials were given that are not valid.</returns>
    private ApiUser? Identify(HttpRequest request, DateTimeOffset now) =>
        authenticator.AuthenticateHeader(request.Headers.Authorization.ToString(), now) is { } caller
            ? impersonation.Apply(caller, request.Headers.Select(header =>
                KeyValuePair.Create(header.Key, (IReadOnlyList<string>)[.. header.Value.OfType<string>()])))
            : null;

    private ApiResponse? Authorize(ApiRequest request)
    {
        var access = AccessRequest.Of(request);
        var decision = authorizer.Decide(access);
        return decision.IsAllowed ? null : Refusals.Forbidden(access, decision).ToResponse();
    }

    private ApiResult Handle(ApiRequest request, DateTimeOffset now)
    {
        if (debug.TryAnswer(request, now) is { } answered)
            return answered;
        if (RequestTarget.Parse(request.Path) is null)
            return request.Path.StartsWith("/api/", StringComparison.Ordinal) ? StatusErrors.NoSuchResource().ToResponse() : documents.Nowhere();
        try
        {
            if (request.ContentType == ProtobufReader.MediaType)
                request = request with { Body = ProtobufReader.ToJson(request.Body), ContentType = "application/json" };
        }
        catch (StatusException refusal)
        {
            return refusal.ToResponse();
        }
        return faults.Handle(request, now, (asked, then) => reviews.TryAnswer(asked, then) ?? handle(asked, then));
    }

    private async Task<ApiResult> CompleteAsync(ApiResult result, CancellationToken cancellationToken)
    {
        while (result is DelayedAnswer delayed)
        {
            await Task.Delay(delayed.By, time, cancellationToken).ConfigureAwait(false);
            result = delayed.Resume(time.GetUtcNow());
        }
        return await admission.CompleteAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private async Task RespondAsync(
        HttpContext context, Representation representation, ApiRequest request, ApiResult result,
        CancellationToken cancellationToken)
    {
        var shape = ResponseShape.For(representation, registry, request);
        switch (await CompleteAsync(result, cancellationToken).ConfigureAwait(false))
        {
            case ApiResponse response:
                await ResponseWriter.WriteAsync(context, shape.Shape(response, time.GetUtcNow()), representation)
                    .ConfigureAwait(false);
                break;
            case ApiWatch watch:
                await WatchWriter.WriteAsync(
                    context, watch.Stream, change => shape.Shape(change, time.GetUtcNow()), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case LostAnswer lost:
                await Task.Delay(lost.After, time, cancellationToken).ConfigureAwait(false);
                context.Abort();
                break;
            case var other:
                throw new InvalidOperationException($"The core answered with {other.GetType().Name}, which no client can read.");
        }
    }
}
