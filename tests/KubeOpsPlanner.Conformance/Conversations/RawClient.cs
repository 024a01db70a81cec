using System.Net.Http.Headers;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Conversations;

/// <summary>Plain HTTP to one server: it sends what it is told, right or wrong, and hides nothing of the answer.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>A server that needs longer for one answer hangs.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    public RawClient(IApiServerUnderTest server)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        Address = ClusterConnection.Load(server.KubeconfigPath, TestUser.Admin.Name).Server;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Address { get; }

    public async Task<RawAnswer> SendAsync(RawRequest request)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        try
        {
            using var message = Message(request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join("\n", header.Value), StringComparer.OrdinalIgnoreCase);
            if (!request.IsWatch || !response.IsSuccessStatusCode)
                return new RawAnswer(null, (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(limit.Token));
            var (events, isEnded) = await ReadEventsAsync(response, request.Events ?? int.MaxValue, limit.Token);
            return new RawAnswer(null, (int)response.StatusCode, headers, "", events, isEnded);
        }
        catch (HttpRequestException error)
        {
            return new RawAnswer(null, 0, new Dictionary<string, string>(), "", Failure: $"connection broken ({error.HttpRequestError})");
        }
        catch (OperationCanceledException)
        {
            return new RawAnswer(null, 0, new Dictionary<string, string>(), "", Failure: "no answer in time");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(RawRequest request)
    {
        // Paths go out as they are written, also those that a tidy client would repair.
        var address = new Uri(
            Address.GetLeftPart(UriPartial.Authority) + request.Path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(request.IsWatch ? "GET" : request.Method), address);
        if (request.Body is not null || request.Headers.Any(header => header.Key == "Content-Type"))
            message.Content = new ByteArrayContent(request.Body ?? []);
        var user = request.Headers.FirstOrDefault(header => header.Key == "User").Value ?? TestUser.Admin.Name;
        if (user != "none")
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestUser.All.Single(known => known.Name == user).Token);
        var type = request.Headers.FirstOrDefault(header => header.Key == "Content-Type").Value ?? "application/json";
        if (type != "none")
            message.Content?.Headers.TryAddWithoutValidation("Content-Type", type);
        if (!request.Headers.Any(header => header.Key == "User-Agent"))
            message.Headers.TryAddWithoutValidation("User-Agent", "conformance/1.0");
        foreach (var (name, value) in request.Headers.Where(header => header.Key is not ("User" or "Content-Type")))
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static async Task<(IReadOnlyList<string> Events, bool IsEnded)> ReadEventsAsync(
        HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        var events = new List<string>();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        try
        {
            while (events.Count < count)
            {
                if (await reader.ReadLineAsync(cancellationToken) is not { } line)
                    return (events, true);
                events.Add(line);
            }
        }
        catch (OperationCanceledException)
        {
            events.Add("(nothing more came)");
        }

        return (events, false);
    }
}

/// <summary>A request with everything filled in.</summary>
/// <param name="Headers">Beside HTTP's: <c>User</c>, one of <see cref="TestUser.All"/> or <c>none</c>.</param>
/// <param name="Events">How many a watch waits for; null until it ends.</param>
internal sealed record RawRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body, int? Events = null)
{
    public bool IsWatch => Method == "WATCH";
}
