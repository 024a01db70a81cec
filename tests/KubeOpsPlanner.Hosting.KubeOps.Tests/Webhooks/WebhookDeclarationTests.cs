using System.Reflection;
using KubeOps.Operator.Web.Webhooks.Admission.Validation;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Webhooks;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Webhooks;

/// <summary>KubeOps registers silently nothing for a webhook that does not look as it expects.</summary>
public sealed class WebhookDeclarationTests
{
    public static TheoryData<Type> Webhooks => [typeof(PoolPlanWebhook), typeof(GlobalBudgetWebhook), typeof(GraphRequestWebhook)];

    [Theory]
    [MemberData(nameof(Webhooks))]
    public void A_webhook_derives_directly_and_declares_its_operations(Type webhook)
    {
        Assert.Equal(typeof(ValidationWebhook<>), webhook.BaseType!.GetGenericTypeDefinition());
        var declared = webhook.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.Equal(["CreateAsync", "DeleteAsync", "UpdateAsync"], declared.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public void A_webhook_has_the_route_that_the_middleware_sends_its_reviews_to(Type webhook)
    {
        var route = webhook.GetCustomAttribute<ValidationWebhookAttribute>()!.Uri.ToString();
        Assert.Contains(route, Kinds.Definitions.Select(definition => new EntityRoutes().Find(
            PlannerWebhooks.Validation.Path,
            new GroupVersionResource(definition.Api.Group, definition.Api.Version, definition.Api.Plural))));
    }

    [Fact]
    public void The_gate_is_not_KubeOps_matter() => Assert.False(new EntityRoutes().MayServe(PlannerWebhooks.Gate.Path));
}
