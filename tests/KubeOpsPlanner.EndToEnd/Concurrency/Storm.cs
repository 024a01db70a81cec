using System.Diagnostics;
using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>
/// Many tenants who change graphs, scale adapters, create and delete at random, all at once, while two replicas of the
/// operator hold one budget. Everybody has just the rights that they would have in a cluster.
/// </summary>
internal static class Storm
{
    public const int Clients = 64;

    /// <summary>The same load on a server without any webhook.</summary>
    public static async Task<StormReport> WithoutGateAsync(IApiServerUnderTest server, TimeSpan duration)
    {
        await using var storm = await StormFleet.CreateAsync(server);
        return await RunAsync(storm, duration);
    }

    /// <summary>Runs it and asserts what a storm must leave intact.</summary>
    public static async Task<StormReport> WithTwoReplicasAsync(IApiServerUnderTest server, TimeSpan duration)
    {
        await using var storm = await StormFleet.CreateAsync(server);
        await using var replicas = await Replicas.StartAsync(server, StormFleet.Left, StormFleet.Right);
        var fleet = storm.Fleet;
        await fleet.BindsAsync();
        await using var history = await WatchHistory.StartAsync(fleet);
        await using var ledgers = await ChangeStream.StartAsync(fleet.Admin, "/apis/kubeopsplanner.io/v1alpha1/budgetledgers");

        var report = await RunAsync(storm, duration);
        await history.CompleteAsync();
        await ledgers.CompleteAsync();
        var states = ledgers.Changes.Where(change => (string)change.Object["metadata"]!["name"]! == fleet.Name).ToList();
        var reserved = states.Select(state => ReservationsOf(state.Object)).ToList();
        report = report with
        {
            MostGpus = history.Sums.Max(sum => sum.Gpus),
            LedgerWrites = states.Count,
            LargestLedgerBytes = states.Max(state => state.Bytes),
            MostReservations = reserved.Max(each => each.Count),
            Reservations = reserved.Zip(reserved.Skip(1), (before, after) => after.Except(before).Count()).ToList(),
            Writers = states[^1].Object["spec"]!["transactions"]!.AsArray().Select(each => (string)each!["writer"]!).Distinct().Count(),
        };

        Assert.True(report.MostGpus <= StormFleet.MaxGpus, $"{report.MostGpus} GPUs were stored, {StormFleet.MaxGpus} are allowed: {report}");
        Assert.True(report.Unexpected.Length == 0, $"clients got {report.Unexpected}: {report}");
        await SettlesAsync(fleet);
        return report;
    }

    private static async Task<StormReport> RunAsync(StormFleet storm, TimeSpan duration)
    {
        var clients = Enumerable.Range(0, Clients).Select(number => new StormClient(storm, number)).ToList();
        try
        {
            using var work = await ServerWork.StartAsync(storm.Fleet.Admin);
            using var end = new CancellationTokenSource(duration);
            var used = ProcessorTimes(storm.Fleet.Server);
            var start = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(clients.Select(client => client.RunAsync(end.Token)));
            var elapsed = Stopwatch.GetElapsedTime(start);
            return new StormReport(Clients, elapsed, [.. answers.SelectMany(each => each)])
            {
                Work = await work.SinceAsync(),
                ProcessorTimes = [.. ProcessorTimes(storm.Fleet.Server).Zip(used, (after, before) => (after.Program, after.Used - before.Used))],
            };
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static IReadOnlyList<(string Program, TimeSpan Used)> ProcessorTimes(IApiServerUnderTest server) =>
        [.. server.ProcessorTimes(), ("this process", Environment.CpuUsage.TotalTime)];

    private static HashSet<string> ReservationsOf(JsonNode ledger) =>
        [.. ledger["spec"]!["reservations"]!.AsArray().Select(reservation => reservation!.ToJsonString())];

    private static async Task SettlesAsync(Fleet fleet)
    {
        await Eventually.True(async () => await fleet.ReservationsAsync() == 0, "all reservations are settled");
        var charged = await fleet.ChargedGpusAsync();
        JsonNode? status = null;
        await Eventually.True(
            async () => ((int?)(status = (await fleet.BudgetAsync())["status"])?["totalGpus"], (int?)status?["reservedGpus"]) == (charged, 0),
            () => Task.FromResult($"the budget's status shows {charged} GPUs, none of them reserved; it shows {status?.ToJsonString()}"));
    }
}
