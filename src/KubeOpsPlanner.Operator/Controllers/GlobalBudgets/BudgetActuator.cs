using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>
/// Makes the writes of one decision, one after the other: the grant, then the patch with its precondition. One that
/// fails stops none of the others: reductions help by themselves, and growth holds a grant of its own.
/// </summary>
public sealed class BudgetActuator(IBudgetLedger ledger, ICluster cluster, UnseenWrites unseen)
{
    public async Task<IReadOnlyList<WriteResult>> ApplyAsync(
        string budget, IReadOnlyList<PlannedWrite> writes, CancellationToken cancellationToken)
    {
        var results = new List<WriteResult>(writes.Count);
        foreach (var write in writes)
        {
            results.Add(await WriteAsync(budget, write, cancellationToken));
        }

        return results;
    }

    private async Task<WriteResult> WriteAsync(string budget, PlannedWrite planned, CancellationToken cancellationToken)
    {
        if (planned.Grant(budget) is not { } request)
        {
            return new WriteResult(planned, WriteEnd.WriteFailed,
                $"{planned.Write.Key} has the resourceVersion \"{planned.Write.BaseVersion}\", which is not a number: its GPUs cannot be reserved");
        }

        try
        {
            var grant = await ledger.GrantAsync(request, cancellationToken);
            if (!grant.IsGranted)
            {
                return new WriteResult(planned, grant.IsRetriable ? WriteEnd.GrantPostponed : WriteEnd.GrantRefused, grant.Message);
            }

            var written = await cluster.PatchAsync(planned.Write.Api, planned.Write.Key, planned.Write.Patch, cancellationToken);
            unseen.Wrote(planned.Write.Api, KubernetesJson.ReadMeta(written));
            return new WriteResult(planned, WriteEnd.Written);
        }
        catch (ClusterException exception)
        {
            return new WriteResult(planned, EndOf(exception), exception.Message, exception.RetryAfter);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new WriteResult(planned, WriteEnd.Unanswered, exception.Message);
        }
    }

    private static WriteEnd EndOf(ClusterException exception) => exception switch
    {
        { IsConflict: true } or { IsNotFound: true } => WriteEnd.Conflict,
        { Code: HttpStatusCode.Forbidden } => WriteEnd.Forbidden,
        { Code: HttpStatusCode.TooManyRequests } => WriteEnd.Throttled,
        { IsOutcomeUnknown: true } => WriteEnd.Unanswered,
        _ => WriteEnd.WriteFailed,
    };
}
