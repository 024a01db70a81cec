namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>A watch ends because its connection is to break, not because the server has ended it.</summary>
public sealed class ConnectionLostException() : Exception("the connection of this watch is broken on purpose");
