namespace KubeOpsPlanner.Hosting.Building;

/// <summary>
/// The operator cannot start for a reason that its user can mend. The message is one sentence for that user and is
/// shown without a stack trace.
/// </summary>
public sealed class OperatorHostException(string message, Exception? inner = null) : Exception(message, inner);
