using FluentValidation;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

internal sealed class PoolPlanValidator : AbstractValidator<PoolPlanSpec>
{
    public PoolPlanValidator()
    {
        Target();
        Loops();
        Predictor();
        Limits();

        RuleFor(spec => spec.Sla.TtftMs).IsPositive();
        RuleFor(spec => spec.Sla.ItlMs).IsPositive();
        RuleFor(spec => spec.Workload.Isl).IsAtLeast(1);
        RuleFor(spec => spec.Workload.Osl).IsAtLeast(1);
        RuleFor(spec => spec.Profile.ConfigMapRef).NamesAnObject();
        Include(new LoadScalingRules());
        Include(new MetricsRules());
        Include(new KeptSettingRules());
    }

    private void Target()
    {
        RuleFor(spec => spec.TargetRef)
            .Must(target => target is not null)
            .When(spec => spec.Environment != PlanEnvironment.Virtual)
            .WithMessage("must name the DynamoGraphDeployment to plan; only environment virtual plans without one")
            .NamesAnObject();
        When(spec => spec.Environment == PlanEnvironment.Virtual, () =>
        {
            RuleFor(spec => spec.TargetRef).Must(target => target is null)
                .WithMessage("must be absent with environment virtual, which plans no graph");
            RuleFor(spec => spec.ModelName).NotEmpty()
                .WithMessage("is required with environment virtual: there is no graph to read it from");
            RuleFor(spec => spec.Engine.PrefillGpus).NotNull().When(spec => HasPrefill(spec.Mode))
                .WithMessage("is required with environment virtual: there is no graph to read it from");
            RuleFor(spec => spec.Engine.DecodeGpus).NotNull().When(spec => HasDecode(spec.Mode))
                .WithMessage("is required with environment virtual: there is no graph to read it from");
        });
        RuleFor(spec => spec.Engine.PrefillGpus).IsAtLeast(1);
        RuleFor(spec => spec.Engine.DecodeGpus).IsAtLeast(1);
        RuleFor(spec => spec.BudgetRef)
            .Must(budget => budget is not null)
            .When(spec => spec.Environment == PlanEnvironment.GlobalPlanner)
            .WithMessage("must name a GlobalBudget with environment global-planner")
            .NamesAnObject();
        RuleFor(spec => spec.BudgetRef)
            .Must(budget => budget is null)
            .When(spec => spec.Environment != PlanEnvironment.GlobalPlanner)
            .WithMessage("is used with environment global-planner only: set that environment, or leave budgetRef out; "
                + "admission enforces budgets either way");
    }

    private void Loops()
    {
        RuleFor(spec => spec.ThroughputScaling.IntervalSeconds).InclusiveBetween(1, 86400)
            .WithMessage("must be 1 to 86400, was {PropertyValue}");
        RuleFor(spec => spec.ThroughputScaling.MaxReplicaStep).IsAtLeast(1);
        RuleFor(spec => spec.LoadScaling.IntervalSeconds).InclusiveBetween(1, 86400)
            .WithMessage("must be 1 to 86400, was {PropertyValue}");
        RuleFor(spec => spec.LoadScaling.IntervalSeconds)
            .Must((spec, seconds) => seconds < spec.ThroughputScaling.IntervalSeconds)
            .When(spec => spec.RunsLoadLoop() && spec.RunsThroughputLoop())
            .WithMessage(spec => "must be less than spec.throughputScaling.intervalSeconds "
                + $"({spec.ThroughputScaling.IntervalSeconds}), was {spec.LoadScaling.IntervalSeconds}");
        RuleFor(spec => spec.ThroughputScaling.Enabled)
            .Must((spec, isOn) => isOn || spec.RunsLoadLoop())
            .WithMessage("must be true, or loadScaling.enabled: no scaling loop would run; to pause a plan set advisory, or the annotation "
                + "kubeopsplanner.io/suspend");
    }

    private void Predictor()
    {
        RuleFor(spec => spec.Predictor.Kalman.QLevel).IsPositive();
        RuleFor(spec => spec.Predictor.Kalman.QTrend).IsPositive();
        RuleFor(spec => spec.Predictor.Kalman.R).IsPositive();
        RuleFor(spec => spec.Predictor.Kalman.MinPoints).IsAtLeast(1);
        RuleFor(spec => spec.Predictor.ProphetWindowSize).InclusiveBetween(5, 1000).WithMessage("must be 5 to 1000, was {PropertyValue}");
        RuleFor(spec => spec.Predictor.SeasonalPeriod).InclusiveBetween(1, 1000).WithMessage("must be 1 to 1000, was {PropertyValue}");
        RuleFor(spec => spec.Predictor.WarmupTrace).Must(StaysInItsFolder).WithMessage(
            "must be a relative path without \"..\" under the operator's folder of traces, was \"{PropertyValue}\"");
    }

    private void Limits()
    {
        RuleFor(spec => spec.Limits.MinEndpoint).IsAtLeast(0);
        RuleFor(spec => spec.Limits.PrefillMinEndpoint).IsAtLeast(1);
        RuleFor(spec => spec.Limits.DecodeMinEndpoint).IsAtLeast(1);
        RuleFor(spec => spec.Limits.PrefillMinEndpoint).Null()
            .When(spec => spec.Mode is PlanMode.Decode or PlanMode.Agg)
            .WithMessage(spec => $"has no meaning with mode {Word(spec.Mode)}: use minEndpoint");
        RuleFor(spec => spec.Limits.DecodeMinEndpoint).Null()
            .When(spec => spec.Mode is PlanMode.Prefill or PlanMode.Agg)
            .WithMessage(spec => $"has no meaning with mode {Word(spec.Mode)}: use minEndpoint");
        RuleFor(spec => spec.Limits.MaxGpus).IsGpuBound("no ceiling");
        RuleFor(spec => spec.Limits.MinGpus).IsGpuBound("no floor");
        RuleFor(spec => spec.Limits.MinGpus)
            .Must((spec, min) => min <= spec.Limits.MaxGpus)
            .When(spec => spec.Limits is { MinGpus: >= 0, MaxGpus: >= 0 })
            .WithMessage(spec => $"must not exceed spec.limits.maxGpus ({spec.Limits.MaxGpus}), was {spec.Limits.MinGpus}");
    }

    private static bool HasPrefill(PlanMode mode) => mode is PlanMode.Disagg or PlanMode.Prefill;

    private static bool HasDecode(PlanMode mode) => mode is not PlanMode.Prefill;

    private static string Word(PlanMode mode) => mode.ToString().ToLowerInvariant();

    private static bool StaysInItsFolder(string? path) =>
        path is null || (path.Length > 0 && path[0] != '/' && !path.Contains('\\') && !path.Split('/').Contains(".."));
}
