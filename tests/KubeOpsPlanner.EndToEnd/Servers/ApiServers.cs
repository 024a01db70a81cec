using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>
/// The API servers that end-to-end tests run on, each started when a test first asks for it and shared by all tests of
/// the run. A test leaves no cluster-scoped object behind, and makes namespaces of its own.
/// </summary>
/// <example>
/// <code>
/// [Collection(nameof(ApiServers))]
/// public sealed class MyTests(ApiServers servers)
/// {
///     [SkippableTheory]
///     [EachServer]
///     public async Task X(ServerKind kind)
///     {
///         var server = await servers.GetAsync(kind);
///         using var alice = server.Connect(TestUser.Alice);
/// </code>
/// </example>
public sealed class ApiServers : IAsyncLifetime
{
    private readonly Dictionary<ServerKind, IApiServerUnderTest> _running = [];

    /// <summary>Those that tests run on: whoever names a cluster wants to know about that one.</summary>
    public static IReadOnlyList<ServerKind> Kinds =>
        ExternalServer.IsNamed ? [ServerKind.External] : [ServerKind.Embedded, ServerKind.Real];

    /// <summary>Skips the test, with a line that says why, where there is no such server.</summary>
    public async Task<IApiServerUnderTest> GetAsync(ServerKind kind)
    {
        if (_running.TryGetValue(kind, out var running))
        {
            return running;
        }

        IApiServerUnderTest server = kind switch
        {
            ServerKind.Real => await RealServer.StartAsync(),
            ServerKind.External => await ExternalServer.OpenAsync(),
            _ => await EmbeddedServer.StartAsync(),
        };
        _running.Add(kind, server);
        await Furnishing.InstallAsync(server);
        return server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _running.Values)
        {
            await server.DisposeAsync();
        }
    }
}
