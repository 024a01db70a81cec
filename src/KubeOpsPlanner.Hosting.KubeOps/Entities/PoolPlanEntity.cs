using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

[KubernetesEntity(Group = PlannerNames.Group, ApiVersion = "v1alpha1", Kind = "PoolPlan", PluralName = "poolplans")]
[KubernetesEntityShortNames("pplan")]
[EntityScope(EntityScope.Namespaced)]
[GenericAdditionalPrinterColumn(".spec.targetRef.name", "Target", "string")]
[GenericAdditionalPrinterColumn(".spec.mode", "Mode", "string")]
[GenericAdditionalPrinterColumn(".status.phase", "Phase", "string")]
[GenericAdditionalPrinterColumn(".status.replicas.prefill", "Prefill", "integer")]
[GenericAdditionalPrinterColumn(".status.replicas.decode", "Decode", "integer")]
[GenericAdditionalPrinterColumn(".status.desired.prefill", "Want-P", "integer")]
[GenericAdditionalPrinterColumn(".status.desired.decode", "Want-D", "integer")]
[GenericAdditionalPrinterColumn(".status.reason", "Reason", "string")]
[GenericAdditionalPrinterColumn(".status.observed.requestsPerSecond", "RPS", "number", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".status.observed.ttftMs", "TTFT-ms", "number", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".status.observed.itlMs", "ITL-ms", "number", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".spec.budgetRef.name", "Budget", "string", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class PoolPlanEntity : CustomKubernetesEntity<PoolPlanSpec, PoolPlanStatus>;
