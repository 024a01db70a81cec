using System.Diagnostics;
using System.Text.Json;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// What one replica can decide: rounds of clients that all grow a graph at once, while the first of them is written. Every
/// write of the ledger is spelled out as it would be sent; every change comes back through the stores and is settled; then
/// all shrink again. The API server takes no time of its own.
/// </summary>
internal sealed class LedgerThroughput : IHarness
{
    private const int Graphs = 1_000;
    private const int Clients = 64;
    private const int Warmup = 20;
    private const double GoalPerSecond = 1_000;

    private LedgerState _state = null!;
    private LedgerEffect.WriteCell? _write;
    private ulong _version;
    private int _answers;

    public string Subject => "verdicts through the ledger in process";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var fixture = new LedgerFixture(Graphs, room: Clients * LedgerFixture.DecodeGpus);
        (_state, _version) = (fixture.State, LedgerFixture.StoreVersion);
        var versions = Enumerable.Range(0, Clients).ToDictionary(IndexOf, index => LedgerFixture.Version(IndexOf(index)));
        var samples = new List<double>();
        for (var round = 0; round < Warmup + (options.IsLong ? 2_000 : 200); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            Round(versions);
            if (round >= Warmup)
                samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Clients);
        }

        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Figure.OfRuns($"growths through the ledger, {Clients} at once, {Graphs:N0} graphs", Figure.Microseconds, samples) with
            {
                PerSecond = 1e6 / samples.Average(),
                PerSecondGoal = GoalPerSecond,
            },
        ]);
    }

    /// <summary>Graphs without an open reservation of the fixture's and without an adapter.</summary>
    private static int IndexOf(int client) => 101 + (2 * client);

    private void Round(Dictionary<int, ulong> versions)
    {
        _answers = 0;
        foreach (var (index, version) in versions)
            Send(new LedgerEvent.ReviewArrived(TimeSpan.Zero, LedgerFixture.Change(index, version, from: 3, to: 4)));

        Confirm();
        if (_answers != Clients)
            throw new InvalidOperationException($"{_answers} of {Clients} growths were allowed.");

        foreach (var replicas in new[] { 4, 3 })
        {
            foreach (var index in versions.Keys)
            {
                versions[index] = ++_version;
                Send(new LedgerEvent.GraphObserved(TimeSpan.Zero, LedgerFixture.Graph(index, _version, replicas)));
                Send(new LedgerEvent.StoreAdvanced(TimeSpan.Zero, StoreKind.Graphs, _version));
            }

            Confirm();
        }
    }

    private void Send(LedgerEvent happened)
    {
        (_state, var effects) = LedgerMachine.Step(_state, happened);
        foreach (var effect in effects)
        {
            if (effect is LedgerEffect.Answer { Verdict.IsAllowed: true })
                _answers++;
            else if (effect is LedgerEffect.WriteCell write)
                _write = write;
        }
    }

    /// <summary>Until nothing is left to write.</summary>
    private void Confirm()
    {
        while (_write is { } write)
        {
            _write = null;
            if (JsonSerializer.SerializeToUtf8Bytes(LedgerCellJson.Write(write.Cell), KubernetesJson.Options).Length == 0)
                throw new InvalidOperationException("A ledger is never empty.");

            Send(new LedgerEvent.CellWritten(
                TimeSpan.Zero, write.Number, _state.CellVersion + 1, new CellStamp("uid-ledger", write.Cell.Sequence)));
        }
    }
}
