using System.Net;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Tests.Client;

/// <summary>Trust and identity, over real TLS on loopback.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly CertificatePems _pems = CertificateFactory.Create(["api.test", "127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
    private readonly CertificatePems _stranger = CertificateFactory.Create(["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
    private readonly string _folder = Directory.CreateTempSubdirectory("connection-tests-").FullName;
    private readonly List<string> _seen = [];
    private readonly ManualTimeProvider _time = new();
    private WebApplication _server = null!;
    private HttpStatusCode _answer = HttpStatusCode.OK;
    private int _port;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(PemFiles.CertificateWithKey(_pems.Serving, _pems.ServingKey))));
        _server = builder.Build();
        _server.MapGet("/{**path}", (HttpContext context) =>
        {
            _seen.Add($"{context.Request.Protocol} {context.Request.Headers.Authorization}");
            return Results.Text(Widget.Json("a", 5).ToJsonString(), "application/json", statusCode: (int)_answer);
        });
        await _server.StartAsync();
        _port = new Uri(_server.Urls.Single()).Port;
    }

    public async Task DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_right_authority_is_trusted_and_HTTP_2_is_spoken()
    {
        await ReadAsync(Connection(_pems.Authority));

        Assert.Equal("HTTP/2", _seen.Single().Trim());
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("none")]
    [InlineData("another name")]
    public async Task Anything_else_is_refused_before_a_token_is_sent(string what)
    {
        var connection = what switch
        {
            "another authority" => Connection(_stranger.Authority),
            "none" => Connection(null),
            _ => Connection(_pems.Authority) with { TlsServerName = "other.test" },
        };

        var error = await Assert.ThrowsAsync<ClusterException>(() => ReadAsync(connection with { Token = "secret" }));

        Assert.Equal("Unreachable", error.Reason);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task A_server_name_of_its_own_and_switched_off_verification_are_honoured()
    {
        await ReadAsync(Connection(_pems.Authority) with { TlsServerName = "api.test" });
        await ReadAsync(Connection(null) with { SkipTlsVerify = true });

        Assert.Equal(2, _seen.Count);
    }

    [Fact]
    public async Task An_authority_file_is_read_again_when_it_changes()
    {
        var file = Path.Combine(_folder, "ca.crt");
        await File.WriteAllTextAsync(file, _stranger.Authority);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        using var cluster = Connect(Connection(null) with { CertificateAuthorityFile = file });
        await Assert.ThrowsAsync<ClusterException>(() => ReadAsync(cluster));

        await File.WriteAllTextAsync(file, _pems.Authority);

        await ReadAsync(cluster);
    }

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute_or_when_the_token_is_refused()
    {
        var file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "first\n");
        using var cluster = Connect(Connection(_pems.Authority) with { TokenFile = file });
        await ReadAsync(cluster);
        await File.WriteAllTextAsync(file, "second\n");
        await ReadAsync(cluster);
        _time.Advance(TimeSpan.FromMinutes(1));
        _answer = HttpStatusCode.Unauthorized;
        await Assert.ThrowsAsync<ClusterException>(() => ReadAsync(cluster));
        await File.WriteAllTextAsync(file, "third\n");
        _answer = HttpStatusCode.OK;
        await ReadAsync(cluster);

        Assert.Equal(["Bearer first", "Bearer first", "Bearer second", "Bearer third"], _seen.Select(line => line["HTTP/2 ".Length..]));
    }

    private ClusterConnection Connection(string? authority) => new()
    {
        Server = new Uri($"https://127.0.0.1:{_port}"),
        CertificateAuthorities = authority is null ? null : PemFiles.Certificates(authority),
    };

    private KubernetesCluster Connect(ClusterConnection connection) => new(new ApiClient(
        ConnectionHandlers.Create(connection, _time), connection.Server, "tests/1", TimeProvider.System, () => 0));

    private async Task ReadAsync(ClusterConnection connection)
    {
        using var cluster = Connect(connection);
        await ReadAsync(cluster);
    }

    private static Task<Widget?> ReadAsync(KubernetesCluster cluster) =>
        cluster.GetAsync(Widget.Resource, Widget.Key("a"), CancellationToken.None);
}
