using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>A server of its own, because what befalls it must befall nobody else, and an operator on it.</summary>
public sealed class FaultyServer : IAsyncLifetime
{
    // Long enough for every client to meet them, short enough to wait for.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(3);

    private RunningOperator _operator = null!;

    internal EmbeddedServer Embedded { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Embedded = await EmbeddedServer.StartAsync();
        await Furnishing.InstallAsync(Embedded);
        _operator = await RunningOperator.StartAsync(Embedded);
    }

    public async Task DisposeAsync()
    {
        Embedded.Server.Faults.Rules.Clear();
        await _operator.StopAsync();
        await Embedded.DisposeAsync();
    }

    /// <summary>Adds rules as people write them, for a while; they befall the operator alone where they name nobody else.</summary>
    internal void Add(string rules)
    {
        var count = 0;
        foreach (var text in rules.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var rule = FaultRuleJson.Read(System.Text.Encoding.UTF8.GetBytes(text)) with { Name = $"fault-{++count}" };
            var match = rule.Match.User.Length == 0 ? rule.Match with { User = TestUser.Operator.Name } : rule.Match;
            Embedded.Server.AddFault(rule with { Match = match, Lasting = Lasting });
        }
    }

    internal int Hits() => Embedded.Server.Faults.Rules.List(TimeProvider.System.GetUtcNow()).Sum(fault => fault.Hits);
}
