namespace KubeOpsPlanner.Operator.Admission;

/// <summary>A review that no API server sends; the message is one sentence that names the field.</summary>
public sealed class MalformedReviewException(string message, Exception? inner = null) : Exception(message, inner);
