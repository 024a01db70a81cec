using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Reconciling;
using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.DevCluster.Graphs.Logs;

/// <summary>Lets every serving pod log what its pool is doing, as engines do every few seconds.</summary>
internal sealed class ActivityLog(
    IStore<GraphObject> graphs, IStore<SimulatedPod> pods, TrafficRegistry traffic, PodJournal journal, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>One line for each serving pod of a graph with traffic.</summary>
    public void Round()
    {
        foreach (var item in graphs.List())
        {
            if (traffic.Find(item.Metadata.Key) is not { } engines)
            {
                continue;
            }

            var pool = engines.Pool;
            var roles = EngineRoles.Of(item.Graph);
            foreach (var pod in pods.ByIndex(PodIndex.ByGraph, item.Metadata.Key.ToString()).Where(pod => pod.IsReady))
            {
                var isFrontend = item.Graph.Component(pod.Component)?.Role == ComponentRole.Frontend;
                if (EngineLines.Activity(pod.Component, roles, pool, isFrontend) is { } line)
                {
                    journal.Report(pod, line);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Round();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }
    }
}
