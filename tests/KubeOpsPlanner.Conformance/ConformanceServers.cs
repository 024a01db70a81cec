using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance;

/// <summary>
/// One embedded and one real API server for the classes of a collection, which run one after another; each is started when
/// a test first asks for it. A transcript has a namespace of its own, and removes what it made outside of it if that could
/// disturb others.
/// </summary>
public sealed class ConformanceServers : IAsyncLifetime
{
    private readonly Dictionary<ServerKind, IApiServerUnderTest> _running = [];

    /// <summary>Skips the test, with a line that says why, where there is no such server.</summary>
    public async Task<IApiServerUnderTest> GetAsync(ServerKind kind)
    {
        if (!_running.TryGetValue(kind, out var server))
            _running[kind] = server = kind == ServerKind.Real ? await RealServer.StartAsync() : await EmbeddedServer.StartAsync();
        return server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _running.Values)
            await server.DisposeAsync();
    }
}
