using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.Kubernetes.Controllers;

/// <summary>Runs a controller as long as the program runs; on stop its work in progress may end within the host's shutdown time.</summary>
internal sealed class ControllerService(IController controller) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => controller.RunAsync(_stopping.Token, _abort.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var impatience = cancellationToken.Register(_abort.Cancel);
        await _running;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abort.Dispose();
    }
}
