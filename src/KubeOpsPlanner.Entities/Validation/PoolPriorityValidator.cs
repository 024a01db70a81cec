using FluentValidation;
using KubeOpsPlanner.Entities.GlobalBudgets;

namespace KubeOpsPlanner.Entities.Validation;

internal sealed class PoolPriorityValidator : AbstractValidator<PoolPriority>
{
    public PoolPriorityValidator()
    {
        RuleFor(pool => pool.Priority).IsAtLeast(0);
        RuleFor(pool => pool.Selector)
            .Must(selector => selector.Length > 0 && selector.Split('/').All(segment => segment.Length > 0))
            .WithMessage("must be a path of non-empty segments, {namespace}/{graph}/{component}, was \"{PropertyValue}\"");
        RuleFor(pool => pool.Selector)
            .Must(selector => selector.Split('/').All(segment => segment is "*" or "**" || !segment.Contains('*')))
            .WithMessage("may use * and ** for whole segments only, was \"{PropertyValue}\"");
    }
}
