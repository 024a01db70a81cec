namespace KubeOpsPlanner.DevCluster.Tests.Graphs;

/// <summary>Waits for what controllers are about to do, without fixed pauses.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public static async Task True(Func<Task<bool>> condition, Func<Task<string>> otherwise)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, limit.IsCancellationRequested ? await otherwise() : "");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
