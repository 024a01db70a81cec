using System.Text.Json;
using FluentValidation;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>The rules of our kinds beyond their schema, for admission and for files that are not in a cluster yet.</summary>
public static class EntityValidation
{
    private static readonly GlobalBudgetValidator GlobalBudget = new();
    private static readonly PoolPlanValidator PoolPlan = new();
    private static readonly GraphRequestValidator GraphRequest = new();

    /// <param name="kind">The kind's name, e.g. <c>PoolPlan</c>.</param>
    /// <param name="entity">The object as it would be stored.</param>
    /// <param name="old">The stored object, on an update.</param>
    /// <returns>Nothing when the object is fine.</returns>
    /// <exception cref="ArgumentException">The kind is not one with rules.</exception>
    public static IReadOnlyList<FieldError> Validate(string kind, JsonElement entity, JsonElement? old = null)
    {
        // What is stored already may break a newer rule; labels and finalizers must still be writable.
        if (old?.At("spec") is { } oldSpec && entity.At("spec") is { } newSpec && JsonElement.DeepEquals(oldSpec, newSpec))
        {
            return [];
        }

        return kind switch
        {
            _ when kind == Kinds.GlobalBudgets.Api.Kind =>
            [
                .. Check<GlobalBudgetSpec>(GlobalBudget, entity),
                .. old is { } stored ? BudgetCohortImmutability.Check(stored, entity) : [],
            ],
            _ when kind == Kinds.PoolPlans.Api.Kind => Check<PoolPlanSpec>(PoolPlan, entity),
            _ when kind == Kinds.GraphRequests.Api.Kind =>
            [
                .. Check<GraphRequestSpec>(GraphRequest, entity),
                .. GraphRequestNamespace.Check(entity),
                .. old is { } before ? GraphRequestImmutability.Check(before, entity) : [],
            ],
            _ => throw new ArgumentException($"There are no rules for the kind \"{kind}\".", nameof(kind)),
        };
    }

    private static IReadOnlyList<FieldError> Check<TSpec>(IValidator<TSpec> validator, JsonElement entity)
        where TSpec : class
    {
        TSpec? spec;
        try
        {
            spec = KubernetesJson.ReadProperty<TSpec>(entity, "spec");
        }
        catch (JsonException exception)
        {
            return [new FieldError(FieldPath.OfJson("spec", exception.Path), "has a value of the wrong type, or a whole number beyond 2147483647: see kubectl explain")];
        }

        return spec is null
            ? [new FieldError("spec", "is missing")]
            : [.. validator.Validate(spec).Errors.Select(error =>
                new FieldError(FieldPath.OfProperty("spec", error.PropertyName), error.ErrorMessage))];
    }
}
