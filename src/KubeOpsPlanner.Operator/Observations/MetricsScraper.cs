using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>Reads a <c>/metrics</c> page. A failure is an answer, in a sentence, never an exception.</summary>
public sealed class MetricsScraper : IDisposable
{
    /// <summary>A frontend's page has some hundred kilobytes; a larger answer is a mistake or an attack.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly MetricsEndpointPolicy _policy;
    private readonly HttpClient _http;

    public MetricsScraper(MetricsEndpointPolicy policy)
    {
        _policy = policy;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = (context, token) => GuardedConnection.OpenAsync(context, policy, token),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    public async Task<ScrapeResult> ScrapeAsync(Uri endpoint, MetricsTarget target, CancellationToken cancellationToken)
    {
        var answer = await ReadTextAsync(endpoint, target, cancellationToken);
        return answer.Text is { } text ? ScrapeResult.Of(Exposition.Parse(text)) : ScrapeResult.Failed(answer.Reason, answer.Message);
    }

    /// <summary>Any page as it is, under the same rules.</summary>
    public async Task<TextResult> ReadTextAsync(Uri endpoint, MetricsTarget target, CancellationToken cancellationToken)
    {
        if (_policy.Refuse(endpoint, target) is { } refusal)
        {
            return TextResult.Failed("EndpointNotAllowed", refusal);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            using var response = await _http.GetAsync(endpoint, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return TextResult.Failed("ScrapeFailed", $"{endpoint} answered HTTP {(int)response.StatusCode}, expected 200");
            }

            return await ReadAsync(response.Content, deadline.Token) is { } text
                ? new TextResult(text, "", "")
                : TextResult.Failed("ScrapeFailed", $"{endpoint} sent more than {MaxBytes / (1024 * 1024)} MiB: point metrics.endpoint at a frontend's /metrics");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TextResult.Failed("ScrapeFailed", $"{endpoint} did not answer within {Timeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return TextResult.Failed("ScrapeFailed", $"{endpoint} cannot be read: {e.InnerException?.Message ?? e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
            {
                return null;
            }

            bytes.Write(chunk, 0, read);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

/// <summary>A page, or why there is none: exactly one is set.</summary>
/// <param name="Reason">CamelCase, for the <c>MetricsAvailable</c> condition.</param>
public sealed record ScrapeResult(Exposition? Page, string Reason, string Message)
{
    public static ScrapeResult Of(Exposition page) => new(page, "Scraped", "");

    public static ScrapeResult Failed(string reason, string message) => new(null, reason, message);
}

/// <summary>A text, or why there is none.</summary>
/// <param name="Reason">CamelCase.</param>
public sealed record TextResult(string? Text, string Reason, string Message)
{
    public static TextResult Failed(string reason, string message) => new(null, reason, message);
}
