using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// The built-in host's admission endpoint alone: HTTPS on loopback, kept alive, a handler that answers at once. What
/// the gate decides is measured in process, what the API server adds in <see cref="ApiServerRoundTrip"/>.
/// </summary>
internal sealed class AdmissionRoundTrip : IHarness
{
    private const int KibiByte = 1024;
    private const int RatePerSecond = 200;
    private const int Warmup = 1000;

    // A steady 200/s must leave room for 99 of 100 within 10 ms; the median is then far below.
    private const double PacedGoalMicroseconds = 10_000;

    public string Subject => "admission over HTTPS";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        await cluster.StartHostAsync(host => host.AddAdmission<PassAll>(PlannerWebhooks.Gate), cancellationToken);
        var (url, authority) = await FindAsync(cluster, cancellationToken);
        var count = options.IsLong ? 50_000 : 5_000;
        var small = Graphs.Review(4 * KibiByte);
        var large = Graphs.Review(64 * KibiByte);

        return
        [
            Figure.OfLatencies("admission over HTTPS: 4 KiB review, HTTP/1.1", await ClosedAsync(HttpVersion.Version11, small)),
            Figure.OfLatencies("admission over HTTPS: 4 KiB review, HTTP/2", await ClosedAsync(HttpVersion.Version20, small)),
            Figure.OfLatencies("admission over HTTPS: 64 KiB review, HTTP/2", await ClosedAsync(HttpVersion.Version20, large)),
            Figure.OfLatencies($"admission over HTTPS: 4 KiB review, HTTP/2, {RatePerSecond}/s", await PacedAsync(small)) with { Goal = PacedGoalMicroseconds },
        ];

        async Task<IReadOnlyList<double>> ClosedAsync(Version version, byte[] review)
        {
            using var http = TrustingClient.Create(authority, version);
            return await RoundTrips.OneAfterAnotherAsync(_ => AskAsync(http, url, version, review, cancellationToken), Warmup, count);
        }

        async Task<IReadOnlyList<double>> PacedAsync(byte[] review)
        {
            using var http = TrustingClient.Create(authority, HttpVersion.Version20);
            Task Ask(int _) => AskAsync(http, url, HttpVersion.Version20, review, cancellationToken);
            await RoundTrips.OneAfterAnotherAsync(Ask, 0, Warmup);
            return await RoundTrips.AtRateAsync(Ask, RatePerSecond, RatePerSecond * (options.IsLong ? 60 : 5));
        }
    }

    private static async Task AskAsync(HttpClient http, string url, Version version, byte[] review, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(review) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || answer.AsSpan().IndexOf("\"allowed\":true"u8) < 0)
            throw new InvalidOperationException($"The webhook answered {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}.");
    }

    /// <summary>As the API server does: from the configuration that the host registered.</summary>
    private static async Task<(string Url, string AuthorityPem)> FindAsync(LoopbackCluster cluster, CancellationToken cancellationToken)
    {
        using var client = new ApiServerClient(cluster.Server);
        var list = await client.GetAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", cancellationToken);
        JsonNode config = list["items"]![0]!["webhooks"]![0]!["clientConfig"]!;
        return (
            config["url"]!.GetValue<string>(),
            Encoding.UTF8.GetString(Convert.FromBase64String(config["caBundle"]!.GetValue<string>())));
    }
}
