namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>What was posted is not an AdmissionReview; the message says in one sentence why.</summary>
internal sealed class MalformedReviewException(string message) : Exception(message);
