namespace KubeOpsPlanner.Testing;

/// <summary>Waits for what other threads or programs are about to do, without fixed pauses.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    // Another thread of the tests, and a round trip to a server.
    private static readonly TimeSpan ThreadPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ServerPause = TimeSpan.FromMilliseconds(20);

    public static Task True(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), () => Task.FromResult(what), ThreadPause);

    public static Task True(Func<Task<bool>> condition, string what) =>
        TrueAsync(condition, () => Task.FromResult(what), ServerPause);

    /// <param name="what">Asked when it did not happen, e.g. for what was seen instead.</param>
    public static Task True(Func<Task<bool>> condition, Func<Task<string>> what) => TrueAsync(condition, what, ServerPause);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    private static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> what, TimeSpan pause)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"It never happened: {await what()}");
            }

            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
