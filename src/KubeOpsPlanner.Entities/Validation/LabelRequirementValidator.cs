using FluentValidation;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

internal sealed class LabelRequirementValidator : AbstractValidator<LabelRequirement>
{
    public LabelRequirementValidator()
    {
        RuleFor(requirement => requirement.Key).NotEmpty().WithMessage("must name a label");
        RuleFor(requirement => requirement.Values)
            .Must(values => values.Count > 0)
            .When(requirement => requirement.Operator is LabelOperator.In or LabelOperator.NotIn)
            .WithMessage(requirement => $"must have at least one value with operator {requirement.Operator}");
        RuleFor(requirement => requirement.Values)
            .Must(values => values.Count == 0)
            .When(requirement => requirement.Operator is LabelOperator.Exists or LabelOperator.DoesNotExist)
            .WithMessage(requirement => $"must be empty with operator {requirement.Operator}");
    }
}
