using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Schema;
using KubeOpsPlanner.Hosting.KubeOps.Entities;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Entities;

/// <summary>KubeOps makes definitions of the entity classes' attributes; the product's own are made of <see cref="Kinds.Definitions"/>.</summary>
public sealed class EntityDefinitionTests
{
    public static TheoryData<string, Type> Classes => new()
    {
        { "DynamoGraphDeploymentRequest", typeof(GraphRequestEntity) },
        { "PoolPlan", typeof(PoolPlanEntity) },
        { "GlobalBudget", typeof(GlobalBudgetEntity) },
        { "BudgetLedger", typeof(BudgetLedgerEntity) },
    };

    [Fact]
    public void Every_kind_has_an_entity_class() => Assert.Equal(
        Kinds.Definitions.Select(definition => definition.Api), EntityKinds.All.Select(kind => kind.Api));

    [Theory]
    [MemberData(nameof(Classes))]
    public void An_entity_class_defines_the_same_kind(string kind, Type entity)
    {
        var definition = Definition(kind);
        var named = entity.GetCustomAttribute<KubernetesEntityAttribute>()!;
        Assert.Equal(
            (definition.Api.Group, definition.Api.Version, definition.Api.Kind, definition.Api.Plural),
            (named.Group, named.ApiVersion, named.Kind, named.PluralName));
        Assert.Equal([definition.ShortName], entity.GetCustomAttribute<KubernetesEntityShortNamesAttribute>()!.ShortNames);
        Assert.Equal(
            definition.Api.IsNamespaced ? EntityScope.Namespaced : EntityScope.Cluster,
            entity.GetCustomAttribute<EntityScopeAttribute>()!.Scope);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void An_entity_class_shows_the_same_columns(string kind, Type entity) => Assert.Equal(
        Definition(kind).Columns,
        entity.GetCustomAttributes<GenericAdditionalPrinterColumnAttribute>().Select(column => new PrinterColumn(
            column.Name, column.JsonPath, column.Type, column.Priority == PrinterColumnPriority.WideView)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void An_entity_class_has_the_shared_types(string kind, Type entity)
    {
        var definition = Definition(kind);
        Assert.Equal(definition.Spec, entity.GetProperty("Spec")!.PropertyType);
        Assert.Equal(definition.Status, entity.GetProperty("Status")?.PropertyType);
    }

    private static KindDefinition Definition(string kind) => Kinds.Definitions.Single(definition => definition.Api.Kind == kind);
}
