using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

[KubernetesEntity(
    Group = PlannerNames.Group, ApiVersion = "v1alpha1", Kind = "DynamoGraphDeploymentRequest",
    PluralName = "dynamographdeploymentrequests")]
[KubernetesEntityShortNames("dgdr")]
[EntityScope(EntityScope.Namespaced)]
[GenericAdditionalPrinterColumn(".spec.model", "Model", "string")]
[GenericAdditionalPrinterColumn(".spec.backend", "Backend", "string")]
[GenericAdditionalPrinterColumn(".status.phase", "Phase", "string")]
[GenericAdditionalPrinterColumn(".status.profilingPhase", "Profiling", "string")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string")]
[GenericAdditionalPrinterColumn(".status.dgdName", "DGD", "string")]
[GenericAdditionalPrinterColumn(
    ".status.conditions[?(@.type==\"Ready\")].message", "Message", "string", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class GraphRequestEntity : CustomKubernetesEntity, ISpec<GraphRequestSpec>, IStatus<GraphRequestStatus>
{
    // Both hold fields that are any JSON, for which KubeOps has no schema: without the attribute it would make no
    // definition at all. The base class with type arguments has no place for it.
    [PreserveUnknownFields]
    public GraphRequestSpec Spec { get; set; } = new();

    [PreserveUnknownFields]
    public GraphRequestStatus Status { get; set; } = new();
}
