using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Foreign;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>
/// Pods until enough of them have succeeded, or too many failed. Failed pods are replaced at once, and one by one even where
/// the template says OnFailure; indexes, deadlines and the time to live are not looked at.
/// </summary>
internal static class JobPlan
{
    private const int DefaultBackoffLimit = 6;

    /// <param name="pods">Those that it controls.</param>
    public static IReadOnlyList<WorkloadStep> Decide(Job job, IReadOnlyCollection<SimulatedPod> pods, DateTimeOffset now)
    {
        if (job.Metadata.IsBeingDeleted || IsFinished(job.Json))
            return [];
        var succeeded = pods.Count(pod => pod.Phase == "Succeeded");
        var failed = pods.Count(pod => pod.Phase == "Failed");
        var active = pods.Where(pod => !pod.IsTerminating && !pod.IsGone).ToList();
        var parallelism = job.Json.Number("spec", "parallelism") ?? 1;
        // Without a number of completions the first success is enough, and no new pods are made after it.
        var completions = job.Json.Number("spec", "completions");
        var isComplete = completions is { } goal ? succeeded >= goal : succeeded > 0 && active.Count == 0;
        var isFailed = !isComplete && failed > (job.Json.Number("spec", "backoffLimit") ?? DefaultBackoffLimit);
        var isSuspended = job.Json.Flag("spec", "suspend");
        var wanted = isComplete || isFailed || isSuspended ? 0
            : completions is { } all ? Math.Min(parallelism, all - succeeded)
            : succeeded > 0 ? active.Count
            : parallelism;
        List<WorkloadStep> steps =
        [
            .. WorkloadJson.FreeNames(job.Metadata, pods.Select(pod => pod.Metadata.Name)).Take(Math.Max(0, wanted - active.Count)).Select(name => Create(job, name)),
            .. active.Skip(wanted).Select(pod => new WorkloadStep.Delete(ForeignKinds.Pods.Api, pod.Metadata)
            {
                Event = new WorkloadEvent("SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}"),
            }),
        ];
        var end = isComplete ? new End("Complete", "CompletionsReached", "Reached expected number of succeeded pods", new WorkloadEvent("Completed", "Job completed"))
            : isFailed ? new End("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit",
                new WorkloadEvent("BackoffLimitExceeded", "Job has reached the specified backoff limit", IsWarning: true))
            : null;
        var status = Status(job.Json, wanted, active.Take(wanted).Count(pod => pod.IsReady), succeeded, failed, isSuspended, end, now);
        if (WorkloadJson.StatusPatch(job.Json, status) is { } patch)
            steps.Add(new WorkloadStep.Patch(WorkloadKinds.Jobs.Api, job.Metadata.Key, patch, "status") { Event = end?.Event });
        return steps;
    }

    private static bool IsFinished(JsonElement json) => json.At("status", "conditions").Items()
        .Any(condition => condition.Text("type") is "Complete" or "Failed" && condition.Text("status") == "True");

    private static WorkloadStep Create(Job job, string name) => new WorkloadStep.Create(
        ForeignKinds.Pods.Api, WorkloadJson.Pod(job.Json.At("spec", "template"), WorkloadKinds.Jobs.Api, job.Metadata, name))
    {
        Event = new WorkloadEvent("SuccessfulCreate", $"Created pod: {name}"),
    };

    private static JsonObject Status(
        JsonElement json, int active, int ready, int succeeded, int failed, bool isSuspended, End? end, DateTimeOffset now)
    {
        var status = WorkloadJson.Counts(("active", active), ("succeeded", succeeded), ("failed", failed));
        status["ready"] = ready;
        if (isSuspended && end is null)
            return status;
        var started = json.Text("status", "startTime");
        status["startTime"] = started.Length > 0 ? started : ChildBodies.Time(now);
        if (end is null)
            return status;
        if (end.Type == "Complete")
            status["completionTime"] = ChildBodies.Time(now);
        status["conditions"] = new JsonArray(WorkloadJson.Condition(json, end.Type, "True", end.Reason, end.Message, "lastProbeTime", now));
        return status;
    }

    private sealed record End(string Type, string Reason, string Message, WorkloadEvent Event);
}
