namespace KubeOpsPlanner.Testing;

internal sealed class RealServer : IApiServerUnderTest, ICompactableServer
{
    private readonly RealApiServer _server;

    private RealServer(RealApiServer server) => _server = server;

    public ServerKind Kind => ServerKind.Real;

    public string KubeconfigPath => _server.KubeconfigPath;

    /// <inheritdoc cref="RealApiServer.ProcessorTimes"/>
    public IReadOnlyList<(string Program, TimeSpan Used)> ProcessorTimes() => _server.ProcessorTimes();

    /// <summary>Skips the test where there is no real server.</summary>
    public static async Task<RealServer> StartAsync()
    {
        var server = new RealApiServer();
        try
        {
            await server.InitializeAsync();
            Skip.If(server.Absence is not null, server.Absence);
            return new RealServer(server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task CompactAsync() => _server.CompactAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();
}
