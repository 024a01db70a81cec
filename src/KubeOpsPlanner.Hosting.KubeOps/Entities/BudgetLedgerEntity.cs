using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Entities.BudgetLedgers;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Entities;

[KubernetesEntity(Group = PlannerNames.Group, ApiVersion = "v1alpha1", Kind = "BudgetLedger", PluralName = "budgetledgers")]
[KubernetesEntityShortNames("gledger")]
[EntityScope(EntityScope.Cluster)]
[GenericAdditionalPrinterColumn(".spec.sequence", "Sequence", "integer")]
[GenericAdditionalPrinterColumn(".spec.watermark.graphs", "Graphs", "string")]
[GenericAdditionalPrinterColumn(".spec.watermark.adapters", "Adapters", "string")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class BudgetLedgerEntity : CustomKubernetesEntity<BudgetLedgerSpec>;
