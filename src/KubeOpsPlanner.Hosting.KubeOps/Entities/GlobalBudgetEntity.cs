using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

[KubernetesEntity(Group = PlannerNames.Group, ApiVersion = "v1alpha1", Kind = "GlobalBudget", PluralName = "globalbudgets")]
[KubernetesEntityShortNames("gbudget")]
[EntityScope(EntityScope.Cluster)]
[GenericAdditionalPrinterColumn(".spec.maxGpus", "Max", "integer")]
[GenericAdditionalPrinterColumn(".spec.minGpus", "Min", "integer")]
[GenericAdditionalPrinterColumn(".status.totalGpus", "GPUs", "integer")]
[GenericAdditionalPrinterColumn(".status.reservedGpus", "Reserved", "integer")]
[GenericAdditionalPrinterColumn(".status.poolCount", "Pools", "integer")]
[GenericAdditionalPrinterColumn(".spec.mode", "Mode", "string")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string")]
[GenericAdditionalPrinterColumn(
    ".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string", Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class GlobalBudgetEntity : CustomKubernetesEntity<GlobalBudgetSpec, GlobalBudgetStatus>;
