using FluentValidation;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>Where a plan reads what it sees.</summary>
internal sealed class MetricsRules : AbstractValidator<PoolPlanSpec>
{
    private const string PlainUrl = "must be an absolute http or https URL without user name or fragment, was \"{PropertyValue}\"";

    public MetricsRules()
    {
        RuleFor(spec => spec.Metrics.Endpoint).Must(IsPlainHttpUrl).WithMessage(PlainUrl);
        RuleFor(spec => spec.Metrics.ForwardPassEndpoint).Must(IsPlainHttpUrl).WithMessage(PlainUrl);
        RuleFor(spec => spec.Metrics.ForwardPassEndpoint).NotNull()
            .When(spec => spec.Metrics.Engines == EngineMetricsSource.ForwardPass)
            .WithMessage("is required with engines forward-pass: name where the JSON is served, or set engines to auto");
        RuleFor(spec => spec.Metrics.WorkerPort).InclusiveBetween(1, 65535).WithMessage("must be 1 to 65535, was {PropertyValue}");
        RuleFor(spec => spec.Metrics.Prometheus.RequestTimeoutSeconds).IsPositive();
        RuleFor(spec => spec.Metrics.Prometheus.ExtraQueryParams).Must(IsQuery)
            .WithMessage("must be name=value pairs joined by '&', without \"query\" and \"time\", was \"{PropertyValue}\"");
    }

    private static bool IsPlainHttpUrl(string? text) =>
        text is null
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is ("http" or "https")
            && uri.UserInfo.Length == 0
            && uri.Fragment.Length == 0);

    private static bool IsQuery(string? text) =>
        text is null || text.Split('&').All(pair =>
            pair.IndexOf('=') > 0 && !pair.Contains('#') && pair[..pair.IndexOf('=')] is not ("query" or "time"));
}
