using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>Runs all reflectors; registered first, so that stores stay fresh until everything else has stopped.</summary>
internal sealed class ReflectorService(IReadOnlyList<IReflector> reflectors) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(reflectors.Select(reflector => reflector.RunAsync(stoppingToken)));
}
