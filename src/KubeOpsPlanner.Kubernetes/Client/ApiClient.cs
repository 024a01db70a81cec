using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Metrics;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Sends requests to the API server: deadlines, retries and errors. Knows nothing of kinds.</summary>
internal sealed class ApiClient : ICollectionClient, IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;

    /// <param name="server">The API server's address; a path in it is kept.</param>
    /// <param name="jitter">From 0 up to 1; spreads retries of many clients.</param>
    public ApiClient(HttpMessageHandler handler, Uri server, string userAgent, TimeProvider time, Func<double> jitter)
    {
        _time = time;
        _jitter = jitter;
        _http = new HttpClient(handler)
        {
            BaseAddress = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"),
            // HttpClient's own 100 s would also end watches; every call carries its deadline instead.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public async Task<JsonElement> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var remaining = call.Deadline - _time.GetElapsedTime(start);
            try
            {
                return await SendOnceAsync(call, remaining, cancellationToken);
            }
            catch (ClusterException failure)
                when (RetryPolicy.DelayAfter(call.Method, failure, attempt, _jitter()) is { } delay
                    && _time.GetElapsedTime(start) + delay < call.Deadline)
            {
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }

    public Task<JsonElement> ReadPageAsync(ApiResource api, PageRequest request, CancellationToken cancellationToken)
    {
        var query = QueryText.Of(
            ("labelSelector", request.LabelSelector), ("limit", request.Limit?.ToString()), ("continue", request.Continue));
        return SendAsync(ApiCall.Get(ResourcePaths.Collection(api, request.Namespace) + query), cancellationToken);
    }

    public async Task<IWatch> OpenWatchAsync(ApiResource api, WatchRequest request, CancellationToken cancellationToken)
    {
        var query = QueryText.Of(
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("fieldSelector", request.FieldSelector),
            ("resourceVersion", request.ResourceVersion.ToString()),
            ("timeoutSeconds", request.Seconds.ToString()));
        var call = ApiCall.Get(ResourcePaths.Collection(api, null) + query) with { Deadline = request.Silence };
        var deadline = new SilenceDeadline(request.Silence, _time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            using var message = call.ToRequest();
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw await ReadErrorAsync(call, response, deadline.Token);
            }

            return new WatchConnection(call, response, await response.Content.ReadAsStreamAsync(deadline.Token), deadline);
        }
        catch (Exception error)
        {
            var wasSilent = deadline.HasPassed;
            response?.Dispose();
            deadline.Dispose();
            if (Explain(call, error, wasSilent) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendOnceAsync(ApiCall call, TimeSpan remaining, CancellationToken cancellationToken)
    {
        using var deadline = new SilenceDeadline(remaining, _time, cancellationToken);
        var start = _time.GetTimestamp();
        var code = "none";
        try
        {
            using var request = call.ToRequest();
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            code = ((int)response.StatusCode).ToString();
            if (!response.IsSuccessStatusCode)
            {
                throw await ReadErrorAsync(call, response, deadline.Token);
            }

            await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
            return await ReadJsonAsync(call, response.StatusCode, stream, deadline.Token);
        }
        catch (Exception error) when (Explain(call, error, deadline.HasPassed) is { } explained)
        {
            throw explained;
        }
        finally
        {
            HostMetrics.ApiRequestSeconds.Record(
                _time.GetElapsedTime(start).TotalSeconds,
                new TagList { { "verb", call.Method.Method }, { "code", code } });
        }
    }

    private static async Task<JsonElement> ReadJsonAsync(
        ApiCall call, HttpStatusCode code, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(stream, cancellationToken: cancellationToken);
        }
        catch (JsonException error)
        {
            throw new ClusterException(code, "Unreadable", $"{call} was answered with something that is not JSON", inner: error);
        }
    }

    private async Task<ClusterException> ReadErrorAsync(
        ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken) =>
        StatusErrors.FromResponse(
            call, response, await response.Content.ReadAsByteArrayAsync(cancellationToken), _time.GetUtcNow());

    /// <summary>The failure in terms of what the server may have done; null when it is none of the network's.</summary>
    private ClusterException? Explain(ApiCall call, Exception error, bool deadlinePassed) => error switch
    {
        OperationCanceledException when deadlinePassed =>
            new ClusterException(null, "Timeout", $"{call} was not answered within {call.Deadline.TotalSeconds:0} s", inner: error),
        HttpRequestException { HttpRequestError: var kind } when NeverSent(kind) => new ClusterException(
            HttpStatusCode.ServiceUnavailable,
            ClusterException.Unreachable,
            $"the API server {_http.BaseAddress} could not be reached: {error.InnerException?.Message ?? error.Message}",
            inner: error),
        // .NET 10 lets the last one through bare where a connection breaks right after it was made.
        HttpRequestException or IOException or SocketException => new ClusterException(
            null, "ConnectionLost", $"{call} was sent but the connection broke before the answer: {error.Message}", inner: error),
        _ => null,
    };

    private static bool NeverSent(HttpRequestError kind) =>
        kind is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
}
