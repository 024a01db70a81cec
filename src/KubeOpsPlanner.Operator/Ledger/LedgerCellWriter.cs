using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>Writes the cell by compare-and-set and says what became of it: done, lost, or nobody knows.</summary>
internal sealed class LedgerCellWriter(string cohort, ICluster cluster, MonotonicClock clock, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private int _failures;

    public async Task<LedgerEvent> WriteAsync(LedgerEffect.WriteCell write, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await SendAsync(write, cancellationToken);
            _failures = 0;
            return ObjectVersion.Of(stored) is { } version
                ? new LedgerEvent.CellWritten(clock.Now, write.Number, version, LedgerObject.Read(stored).Stamp)
                : new LedgerEvent.CellWriteUnknown(clock.Now, write.Number);
        }
        catch (ClusterException error) when (error.IsConflict || (error.IsNotFound && write.ExpectedVersion > 0))
        {
            _failures = 0;
            return new LedgerEvent.CellWriteConflicted(clock.Now, write.Number);
        }
        catch (Exception error) when (error is ClusterException or OperationCanceledException)
        {
            await PauseAsync(error.Message, cancellationToken);
            return error is ClusterException { Code: { } code, IsOutcomeUnknown: false } && (int)code < 500
                ? new LedgerEvent.CellWriteConflicted(clock.Now, write.Number)
                : new LedgerEvent.CellWriteUnknown(clock.Now, write.Number);
        }
    }

    private Task<JsonElement> SendAsync(LedgerEffect.WriteCell write, CancellationToken cancellationToken)
    {
        var api = Kinds.BudgetLedgers.Api;
        var metadata = new JsonObject { ["name"] = cohort };
        var body = new JsonObject
        {
            ["apiVersion"] = api.ApiVersion,
            ["kind"] = api.Kind,
            ["metadata"] = metadata,
            ["spec"] = JsonSerializer.SerializeToNode(LedgerCellJson.Write(write.Cell), KubernetesJson.Options),
        };
        switch (write.ExpectedVersion)
        {
            case 0:
                return cluster.CreateAsync(api, body, cancellationToken);
            case { } expected:
                metadata["resourceVersion"] = expected.ToString();
                return cluster.ReplaceAsync(api, ObjectKey.Cluster(cohort), body, null, cancellationToken);
            default:
                // Only the explorer of interleavings runs without the comparison, to show that it is needed.
                throw new ClusterException(
                    HttpStatusCode.PreconditionRequired, "Unconditional", "the ledger is never written without a precondition");
        }
    }

    /// <summary>A server that refuses is asked ever more rarely; the machine tries again as soon as it is told.</summary>
    private async Task PauseAsync(string message, CancellationToken cancellationToken)
    {
        if (int.IsPow2(++_failures))
            logger.LogWarning("BudgetLedger {Cohort} cannot be written: {Message}", cohort, message);

        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(_failures - 1, 10)));
        try
        {
            await Task.Delay(pause, clock.Provider, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping, or the call took all its time: the fate of the write is told either way.
        }
    }
}
