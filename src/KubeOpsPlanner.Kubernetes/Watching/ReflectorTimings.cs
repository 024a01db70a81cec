namespace KubeOpsPlanner.Kubernetes.Watching;

/// <param name="WatchFor">The shortest time that a watch is asked to last; up to twice that, so that watches do not all end at once.</param>
/// <param name="Silence">A watch without a sign of life for so long is opened again.</param>
internal sealed record ReflectorTimings(TimeSpan WatchFor, TimeSpan Silence, TimeSpan FirstRetry, TimeSpan MaxRetry)
{
    /// <summary>
    /// 5 to 10 minutes as client-go does; servers send a bookmark every 60 to 75 s, so 100 s of silence mean that the
    /// connection is dead (or that there are no bookmarks, where opening it again costs one request).
    /// </summary>
    public static ReflectorTimings Default { get; } = new(
        TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));
}
