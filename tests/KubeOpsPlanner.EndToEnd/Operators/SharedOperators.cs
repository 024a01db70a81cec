using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Operators;

/// <summary>One operator on each server for all tests of a class that do nothing to it.</summary>
public sealed class SharedOperators(ApiServers servers) : IAsyncLifetime
{
    private readonly Dictionary<ServerKind, RunningOperator> _running = [];

    /// <summary>Skips the test where there is no such server.</summary>
    public async Task<IApiServerUnderTest> GetAsync(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        if (!_running.ContainsKey(kind))
        {
            _running.Add(kind, await RunningOperator.StartAsync(server));
        }

        return server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var each in _running.Values)
        {
            await each.DisposeAsync();
        }
    }
}
