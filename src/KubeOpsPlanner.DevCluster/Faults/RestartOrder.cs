namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>How the server restarts: every connection breaks, and none is taken while it is down.</summary>
/// <param name="KeepsMemory">
/// True goes on with the same objects and resourceVersions, as over an intact etcd. False starts empty, with
/// resourceVersions from the beginning and other uids, as over a lost one.
/// </param>
public sealed record RestartOrder(bool KeepsMemory, TimeSpan DownFor)
{
    public static readonly TimeSpan LongestDown = TimeSpan.FromMinutes(10);
}
