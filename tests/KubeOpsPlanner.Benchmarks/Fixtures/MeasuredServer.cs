using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>An API server over HTTPS on loopback, ours or the real one, as the same client sees both.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly string _authorityPem;
    private readonly string _token;
    private readonly Func<Task> _stop;

    private MeasuredServer(string name, Uri address, string authorityPem, string token, Func<Task> stop)
    {
        Name = name;
        _address = address;
        _authorityPem = authorityPem;
        _token = token;
        _stop = stop;
    }

    public string Name { get; }

    public static async Task<MeasuredServer> StartEmbeddedAsync(CancellationToken cancellationToken)
    {
        var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        return new MeasuredServer(
            "embedded", new Uri(cluster.Server.Url), cluster.Server.CaPem, cluster.Server.AdminToken, async () => await cluster.DisposeAsync());
    }

    /// <summary>Null where KUBEBUILDER_ASSETS names none.</summary>
    public static async Task<MeasuredServer?> StartRealAsync()
    {
        var server = new RealApiServer();
        await server.InitializeAsync();
        if (server.Absence is null)
            return new MeasuredServer("kube-apiserver", server.Address, server.CertificatePem, TestUser.Admin.Token, server.DisposeAsync);
        await server.DisposeAsync();
        return null;
    }

    /// <summary>With a connection of its own.</summary>
    public ApiServerClient Connect() => new(_address, _authorityPem, _token);

    public async ValueTask DisposeAsync() => await _stop();
}
