using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.EndToEnd.Concurrency;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using Xunit;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// The storm of the end-to-end tests on both API servers: ordinary clients, two replicas of the operator, one budget, and
/// the same load without any webhook beside it. Clients, replicas and server share the machine. Fails where a version
/// exceeded the ceiling, somebody waited for 10 s, or the ledger did not settle.
/// </summary>
internal sealed class GateStorm : IHarness
{
    private const int GoalPerSecond = 300;
    private const double P99GoalMicroseconds = 500_000;
    private const double LedgerGoalKibibytes = 8;
    private const double BytesPerKibibyte = 1024;

    /// <summary>After definitions were installed a real server is busy for seconds with what it publishes of them.</summary>
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WithoutGate = TimeSpan.FromSeconds(10);

    public string Subject => "a storm of changes through the gate";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var kind in new[] { ServerKind.Embedded, ServerKind.Real })
        {
            // One after the other, so that neither has to share the processors with the other one's idling.
            var servers = new ApiServers();
            try
            {
                figures.AddRange(await MeasureAsync(servers, kind, TimeSpan.FromMinutes(options.IsLong ? 10 : 1)));
            }
            finally
            {
                await servers.DisposeAsync();
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(ApiServers servers, ServerKind kind, TimeSpan duration)
    {
        IApiServerUnderTest server;
        try
        {
            server = await servers.GetAsync(kind);
        }
        catch (SkipException absence)
        {
            await Console.Error.WriteLineAsync($"{absence.Message}: its storm is left out");
            return [];
        }

        var name = kind == ServerKind.Real ? "kube-apiserver" : "embedded";
        await Storm.WithoutGateAsync(server, Warmup);
        var without = await Storm.WithoutGateAsync(server, WithoutGate);
        await Console.Error.WriteLineAsync($"{name}, no webhook: {without}\nof 100 answers:\n{without.WorkTable}");
        var with = await Storm.WithTwoReplicasAsync(server, duration);
        await Console.Error.WriteLineAsync($"{name}, gate: {with}\nof 100 answers:\n{with.WorkTable}");
        var ledger = with.LargestLedgerBytes / BytesPerKibibyte;
        return
        [
            Load($"{name}: storm of {with.Clients} clients, no webhook, answers", without),
            .. Processors($"{name}: storm of {with.Clients} clients, no webhook", without),
            Load($"{name}: storm of {with.Clients} clients, 2 replicas, answers", with) with
            {
                PerSecondGoal = kind == ServerKind.Real ? GoalPerSecond : null,
                P99Goal = kind == ServerKind.Real ? P99GoalMicroseconds : null,
            },
            .. Processors($"{name}: storm of {with.Clients} clients, 2 replicas", with),
            new Figure($"{name}: largest ledger in the storm", Figure.Kibibytes, ledger, ledger) { Goal = LedgerGoalKibibytes },
        ];
    }

    /// <summary>Where the processors are what limits a storm, this says whose they are.</summary>
    private static IEnumerable<Figure> Processors(string name, StormReport report) => report.ProcessorTimes.Select(each =>
    {
        var perAnswer = each.Used.TotalMicroseconds / report.Answers.Count;
        return new Figure($"{name}, processor per answer: {each.Program}", Figure.Microseconds, perAnswer, perAnswer);
    });

    private static Figure Load(string name, StormReport report) =>
        Figure.OfLatencies(name, [.. report.Answers.Select(answer => answer.Took.TotalMicroseconds)]) with { PerSecond = report.AnswersPerSecond };
}
