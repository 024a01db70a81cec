using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Tables;

/// <summary>Pods as <c>kubectl get pods</c> shows them; STATUS tells the most telling container's reason.</summary>
internal static class PodTable
{
    public static TableDefinition Definition { get; } = new(
        [
            TableColumn.NameOfObject, new("Ready"), new("Status"), new("Restarts"), TableColumn.Age, TableColumn.Wide("IP"),
            TableColumn.Wide("Node"), TableColumn.Wide("Nominated Node"), TableColumn.Wide("Readiness Gates"),
        ],
        Cells);

    private static IReadOnlyList<JsonNode?> Cells(JsonObject pod, DateTimeOffset now)
    {
        var statuses = pod.Items("status", "containerStatuses").ToArray();
        return
        [
            pod.Text("metadata", "name"),
            $"{statuses.Count(IsReady)}/{pod.Count("spec", "containers")}",
            Status(pod, statuses),
            Restarts(pod, statuses, now),
            HumanDuration.Since(pod.Time("metadata", "creationTimestamp"), now),
            pod.Text("status", "podIP").OrNone(),
            pod.Text("spec", "nodeName").OrNone(),
            pod.Text("status", "nominatedNodeName").OrNone(),
            Gates(pod),
        ];
    }

    private static bool IsReady(JsonNode status) => status.Flag("ready") && status.At("state", "running") is not null;

    private static string Status(JsonObject pod, IReadOnlyList<JsonNode> statuses)
    {
        if (pod.At("metadata", "deletionTimestamp") is not null)
            return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
        if (InitStatus(pod) is { } initializing)
            return initializing;
        var reason = pod.Text("status", "reason") is { Length: > 0 } given ? given : pod.Text("status", "phase");
        // The last one wins, as in the real server: the first container's trouble is what people look for.
        foreach (var status in statuses.Reverse())
        {
            if (Waiting(status) is { Length: > 0 } waiting)
                reason = waiting;
            else if (status.At("state", "terminated") is { } terminated)
                reason = Terminated(terminated);
        }
        if (reason == "Completed" && statuses.Any(IsReady))
            reason = HasReadyCondition(pod) ? "Running" : "NotReady";
        return reason;
    }

    private static string? InitStatus(JsonObject pod)
    {
        var total = pod.Count("spec", "initContainers");
        var index = 0;
        foreach (var status in pod.Items("status", "initContainerStatuses"))
        {
            if (status.At("state", "terminated") is { } terminated)
            {
                if (terminated.Number("exitCode") != 0)
                    return $"Init:{Terminated(terminated)}";
            }
            else
            {
                var waiting = Waiting(status);
                return waiting.Length > 0 && waiting != "PodInitializing" ? $"Init:{waiting}" : $"Init:{index}/{total}";
            }
            index++;
        }
        return null;
    }

    private static string Waiting(JsonNode status) => status.Text("state", "waiting", "reason");

    private static string Terminated(JsonNode terminated)
    {
        if (terminated.Text("reason") is { Length: > 0 } reason)
            return reason;
        var signal = terminated.Number("signal");
        return signal != 0 ? $"Signal:{signal}" : $"ExitCode:{terminated.Number("exitCode")}";
    }

    private static bool HasReadyCondition(JsonObject pod) => pod.Items("status", "conditions")
        .Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    private static string Restarts(JsonObject pod, IReadOnlyList<JsonNode> statuses, DateTimeOffset now)
    {
        var all = pod.Items("status", "initContainerStatuses").Concat(statuses).ToArray();
        var count = all.Sum(status => status.Number("restartCount"));
        var last = all.Max(status => status.Time("lastState", "terminated", "finishedAt"));
        return count > 0 && last is not null ? $"{count} ({HumanDuration.Since(last, now)} ago)" : $"{count}";
    }

    private static string Gates(JsonObject pod)
    {
        var gates = pod.Items("spec", "readinessGates").Select(gate => gate.Text("conditionType")).ToArray();
        if (gates.Length == 0)
            return "<none>";
        var met = pod.Items("status", "conditions")
            .Count(condition => gates.Contains(condition.Text("type")) && condition.Text("status") == "True");
        return $"{met}/{gates.Length}";
    }
}
