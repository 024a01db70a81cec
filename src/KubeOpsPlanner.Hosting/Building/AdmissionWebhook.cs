using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Hosting.Building;

/// <summary>One webhook: where it is served and which requests the API server sends to it.</summary>
/// <param name="Name">Fully qualified, e.g. <c>gate.kubeopsplanner.io</c>.</param>
/// <param name="Path">Below the random segment, e.g. <c>/gate</c>.</param>
/// <param name="FailsClosed">failurePolicy Fail; otherwise Ignore.</param>
/// <param name="TimeoutSeconds">1 to 30.</param>
public sealed record AdmissionWebhook(
    string Name, string Path, bool IsMutating, bool FailsClosed, int TimeoutSeconds, IReadOnlyList<AdmissionRule> Rules);

/// <param name="Resources">Plural names; a subresource as <c>plural/subresource</c>.</param>
public sealed record AdmissionRule(
    string Group, IReadOnlyList<string> Versions, IReadOnlyList<string> Resources, IReadOnlyList<AdmissionOperation> Operations);
