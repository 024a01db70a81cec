using FluentValidation;
using KubeOpsPlanner.Entities.GlobalBudgets;

namespace KubeOpsPlanner.Entities.Validation;

internal sealed class GlobalBudgetValidator : AbstractValidator<GlobalBudgetSpec>
{
    public GlobalBudgetValidator()
    {
        RuleFor(spec => spec.MaxGpus).IsGpuBound("no ceiling");
        RuleFor(spec => spec.MinGpus).IsGpuBound("no floor");
        RuleFor(spec => spec.MinGpus)
            .Must((spec, min) => min <= spec.MaxGpus)
            .When(spec => spec is { MinGpus: >= 0, MaxGpus: >= 0 })
            .WithMessage(spec => $"must not exceed spec.maxGpus ({spec.MaxGpus}), was {spec.MinGpus}");
        RuleFor(spec => spec.Cohort).IsDnsLabel();

        RuleFor(spec => spec.Namespaces)
            .Must((spec, _) => spec.Namespaces is not null || spec.NamespaceSelector is not null)
            .WithMessage("give namespaces or namespaceSelector: without either the budget governs nothing");
        RuleFor(spec => spec.Namespaces)
            .Must((spec, _) => spec.Namespaces is null || spec.NamespaceSelector is null)
            .WithMessage("give namespaces or namespaceSelector, not both");
        RuleFor(spec => spec.Namespaces)
            .Must(namespaces => namespaces is not { Count: 0 })
            .WithMessage("must name at least one namespace: an empty list governs nothing")
            .HasNoDuplicates();
        RuleForEach(spec => spec.Namespaces).IsDnsLabel();
        RuleForEach(spec => spec.NamespaceSelector!.MatchExpressions)
            .SetValidator(new LabelRequirementValidator())
            .When(spec => spec.NamespaceSelector is not null)
            .OverridePropertyName("NamespaceSelector.MatchExpressions");

        RuleFor(spec => spec.ManagedDynamoNamespaces).HasNoDuplicates();
        RuleForEach(spec => spec.ManagedDynamoNamespaces)
            .Must(name => !string.IsNullOrWhiteSpace(name))
            .WithMessage("must be a Dynamo namespace, {kubernetes namespace}-{graph name}, was empty");
        RuleFor(spec => spec.AllowedPrincipals).HasNoDuplicates();
        RuleForEach(spec => spec.AllowedPrincipals).Must(IsPrincipal).WithMessage(
            "must be a full user name, for a service account system:serviceaccount:{namespace}:{name}, was \"{PropertyValue}\"");

        RuleFor(spec => spec.IntentTtlSeconds).IsAtLeast(1);
        RuleFor(spec => spec.Priority.Default).IsAtLeast(0);
        RuleForEach(spec => spec.Priority.Pools).SetValidator(new PoolPriorityValidator());
        RuleFor(spec => spec.Priority.Pools)
            .Must(pools => pools.DistinctBy(pool => pool.Selector).Count() == pools.Count)
            .WithMessage((_, pools) => $"has more than one entry for the selector \"{Repeated(pools)}\": keep one");
    }

    private static string Repeated(IReadOnlyList<PoolPriority> pools) =>
        pools.GroupBy(pool => pool.Selector).First(group => group.Count() > 1).Key;

    private static bool IsPrincipal(string name)
    {
        const string ServiceAccount = "system:serviceaccount:";
        return !string.IsNullOrWhiteSpace(name)
            && !name.Any(char.IsWhiteSpace)
            && (!name.StartsWith(ServiceAccount, StringComparison.Ordinal)
                || name[ServiceAccount.Length..].Split(':') is [{ Length: > 0 }, { Length: > 0 }]);
    }
}
