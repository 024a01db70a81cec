namespace KubeOpsPlanner.Operator.Tests.Ledger.Support;

internal static class Eventually
{
    /// <summary>Waits for what other threads do, with a limit that only a hang reaches.</summary>
    public static async Task True(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(1, limit.Token);
        }
    }
}
