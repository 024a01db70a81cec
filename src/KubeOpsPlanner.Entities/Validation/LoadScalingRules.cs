using FluentValidation;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>The fast loop: bounds, and thresholds that make sense together.</summary>
internal sealed class LoadScalingRules : AbstractValidator<PoolPlanSpec>
{
    private const string Needed = "is required with optimizationTarget load: set it, or take throughput or latency, whose thresholds are fixed";

    public LoadScalingRules()
    {
        RuleFor(spec => spec.LoadScaling.DownSensitivity).InclusiveBetween(0, 100).WithMessage("must be 0 to 100, was {PropertyValue}");
        RuleFor(spec => spec.LoadScaling.MinObservations).InclusiveBetween(1, 1024).WithMessage("must be 1 to 1024, was {PropertyValue}");
        RuleFor(spec => spec.LoadScaling.MaxSamples)
            .Must((spec, samples) => samples <= 1024 && samples >= spec.LoadScaling.MinObservations)
            .WithMessage(spec => $"must be loadScaling.minObservations ({spec.LoadScaling.MinObservations}) to 1024, was {spec.LoadScaling.MaxSamples}");
        RuleFor(spec => spec.LoadScaling.SampleBuckets).Must(IsPerfectSquare)
            .WithMessage("must be a perfect square from 1 to 1024, such as 16, was {PropertyValue}");
        Engines();
        Thresholds();
    }

    private void Engines()
    {
        RuleFor(spec => spec.Engine.ContextLength).IsAtLeast(1);
        RuleFor(spec => spec.Engine.MaxKvTokens).IsAtLeast(1);
        RuleFor(spec => spec.Engine.MaxBatchedTokens).IsAtLeast(1);
        RuleFor(spec => spec.Engine.SpeculativeTokens).InclusiveBetween(0, 64).WithMessage("must be 0 to 64, was {PropertyValue}");
    }

    private void Thresholds()
    {
        When(spec => spec is { OptimizationTarget: OptimizationTarget.Load, Mode: PlanMode.Disagg or PlanMode.Prefill }, () =>
        {
            RuleFor(spec => spec.LoadScaling.PrefillScaleUpQueueTokens).NotNull().WithMessage(Needed);
            RuleFor(spec => spec.LoadScaling.PrefillScaleDownQueueTokens).NotNull().WithMessage(Needed);
        });
        When(spec => spec.OptimizationTarget == OptimizationTarget.Load && spec.Mode != PlanMode.Prefill, () =>
        {
            RuleFor(spec => spec.LoadScaling.DecodeScaleUpKvRate).NotNull().WithMessage(Needed);
            RuleFor(spec => spec.LoadScaling.DecodeScaleDownKvRate).NotNull().WithMessage(Needed);
        });
        RuleFor(spec => spec.LoadScaling.PrefillScaleUpQueueTokens).IsAtLeast(0);
        RuleFor(spec => spec.LoadScaling.PrefillScaleDownQueueTokens).IsAtLeast(0);
        RuleFor(spec => spec.LoadScaling.DecodeScaleUpKvRate).InclusiveBetween(0, 100).WithMessage("must be 0 to 100 percent, was {PropertyValue}");
        RuleFor(spec => spec.LoadScaling.DecodeScaleDownKvRate).InclusiveBetween(0, 100).WithMessage("must be 0 to 100 percent, was {PropertyValue}");
        RuleFor(spec => spec.LoadScaling.PrefillScaleUpQueueTokens)
            .Must((spec, up) => up > spec.LoadScaling.PrefillScaleDownQueueTokens)
            .When(spec => spec.LoadScaling is { PrefillScaleUpQueueTokens: not null, PrefillScaleDownQueueTokens: not null })
            .WithMessage(spec => $"must be more than prefillScaleDownQueueTokens ({spec.LoadScaling.PrefillScaleDownQueueTokens}), was {spec.LoadScaling.PrefillScaleUpQueueTokens}");
        RuleFor(spec => spec.LoadScaling.DecodeScaleUpKvRate)
            .Must((spec, up) => up > spec.LoadScaling.DecodeScaleDownKvRate)
            .When(spec => spec.LoadScaling is { DecodeScaleUpKvRate: not null, DecodeScaleDownKvRate: not null })
            .WithMessage(spec => $"must be more than decodeScaleDownKvRate ({spec.LoadScaling.DecodeScaleDownKvRate}), was {spec.LoadScaling.DecodeScaleUpKvRate}");
    }

    private static bool IsPerfectSquare(int value) => value is >= 1 and <= 1024 && (int)Math.Sqrt(value) is var root && root * root == value;
}
