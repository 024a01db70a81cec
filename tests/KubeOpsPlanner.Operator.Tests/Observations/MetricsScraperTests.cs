using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class MetricsScraperTests
{
    private static readonly MetricsTarget Chat = new(new ObjectKey("inference", "chat"), [], []);

    [Fact]
    public async Task A_page_is_read()
    {
        var result = await ScrapeAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nup 1\n");
        Assert.Equal(1, Assert.Single(result.Page!.Samples).Value);
    }

    [Theory]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "answered HTTP 503")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n", "answered HTTP 302")]
    [InlineData("nonsense\r\n\r\n", "cannot be read")]
    public async Task A_failure_is_a_sentence(string answer, string says)
    {
        var result = await ScrapeAsync(answer);
        Assert.Null(result.Page);
        Assert.Equal("ScrapeFailed", result.Reason);
        Assert.Contains(says, result.Message);
    }

    [Fact]
    public async Task A_huge_page_is_cut_off()
    {
        var page = new string('x', 5 * 1024 * 1024);
        var result = await ScrapeAsync($"HTTP/1.1 200 OK\r\nContent-Length: {page.Length}\r\n\r\n{page}");
        Assert.Contains("more than 4 MiB", result.Message);
    }

    [Fact]
    public async Task What_the_policy_refuses_is_never_called()
    {
        using var scraper = new MetricsScraper(new MetricsEndpointPolicy([], AllowsLoopback: false));
        var result = await scraper.ScrapeAsync(new Uri("http://127.0.0.1:1/metrics"), Chat, CancellationToken.None);
        Assert.Equal("EndpointNotAllowed", result.Reason);
    }

    /// <summary>Answers one connection with the given bytes, whatever it asks.</summary>
    private static async Task<ScrapeResult> ScrapeAsync(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1);
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
            catch (IOException)
            {
                // The scraper hung up before the end, as it should on a page that is too long.
            }
        });
        using var scraper = new MetricsScraper(new MetricsEndpointPolicy([], AllowsLoopback: true));
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/metrics");
        var result = await scraper.ScrapeAsync(endpoint, Chat, CancellationToken.None);
        await server;
        return result;
    }
}
