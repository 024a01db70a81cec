using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.DevCluster.Graphs;

/// <summary>The program around decides when to stop; signals are its business.</summary>
public sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
