using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>Does what was decided, and tells it in events.</summary>
internal sealed class WorkloadSteps(ICluster cluster, IEventRecorder events)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(5);

    public async Task<ReconcileResult> RunAsync(
        ApiResource api, ObjectMeta workload, IReadOnlyList<WorkloadStep> steps, CancellationToken cancellationToken)
    {
        var result = ReconcileResult.Done;
        foreach (var step in steps)
        {
            try
            {
                await RunAsync(step, cancellationToken);
                if (step.Event is { } said)
                {
                    events.Record(api, workload, said.IsWarning ? EventKind.Warning : EventKind.Normal, said.Reason, said.Message);
                }
            }
            catch (ClusterException error) when (error.IsConflict || error.IsNotFound)
            {
                // Decided on an older state; the watch brings the newer one.
            }
            catch (ClusterException error) when (error.Code is HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity)
            {
                events.Record(api, workload, EventKind.Warning, "FailedCreate", $"Error creating: {error.Message}");
                result = ReconcileResult.After(AfterRefusal);
            }
        }

        return result;
    }

    private Task RunAsync(WorkloadStep step, CancellationToken cancellationToken) => step switch
    {
        WorkloadStep.Create create => cluster.CreateAsync(create.Api, create.Body, cancellationToken),
        WorkloadStep.Patch patch => cluster.PatchAsync(
            patch.Api, patch.Key, new ClusterPatch(PatchKind.Merge, patch.Body, patch.Subresource), cancellationToken),
        WorkloadStep.Delete delete => cluster.DeleteAsync(
            delete.Api, delete.Object.Key, new DeleteOptions(delete.Object.Uid), cancellationToken),
        _ => throw new InvalidOperationException($"Nobody knows how to do {step.GetType().Name}."),
    };
}
