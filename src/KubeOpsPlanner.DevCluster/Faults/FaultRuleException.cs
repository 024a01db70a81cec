namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>A rule that makes no sense; the message is for whoever wrote it.</summary>
public sealed class FaultRuleException(string message) : Exception(message);
