using Microsoft.Extensions.Hosting;

namespace KubeOpsPlanner.Kubernetes.Elections;

/// <summary>Runs the election; registered before the controllers, so that it gives the lease back after they have stopped.</summary>
internal sealed class ElectionService(LeaseElection election) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => election.RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running;
        await election.ReleaseAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();
}
