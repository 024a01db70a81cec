using System.Text.Json;
using FluentValidation;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

internal sealed class GraphRequestValidator : AbstractValidator<GraphRequestSpec>
{
    public GraphRequestValidator()
    {
        RuleFor(spec => spec.Model)
            .Must(model => !string.IsNullOrWhiteSpace(model))
            .WithMessage("must name the model to serve, was empty");
        RuleFor(spec => spec.SearchStrategy)
            .NotEqual(SearchStrategy.Thorough)
            .When(spec => spec.Backend == RequestBackend.Auto)
            .WithMessage("thorough needs one engine to measure: set spec.backend to vllm, sglang or trtllm, or use rapid");

        RuleFor(spec => spec.Workload!.Concurrency).IsPositive().When(spec => spec.Workload is not null);
        RuleFor(spec => spec.Workload!.RequestRate).IsPositive().When(spec => spec.Workload is not null);
        RuleFor(spec => spec.Workload!.Isl).IsAtLeast(1).When(spec => spec.Workload is not null);
        RuleFor(spec => spec.Workload!.Osl).IsAtLeast(1).When(spec => spec.Workload is not null);
        RuleFor(spec => spec.Workload!.RequestRate).Null()
            .When(spec => spec.Workload?.Concurrency is not null)
            .WithMessage("must be absent where concurrency is given: they say the same load in two ways");
        RuleFor(spec => spec.Sla!.Ttft).IsPositive().When(spec => spec.Sla is not null);
        RuleFor(spec => spec.Sla!.Itl).IsPositive().When(spec => spec.Sla is not null);
        RuleFor(spec => spec.Sla!.E2eLatency).IsPositive().When(spec => spec.Sla is not null);
        RuleFor(spec => spec.Sla!.E2eLatency).Null()
            .When(spec => spec.Sla?.Ttft is not null || spec.Sla?.Itl is not null)
            .WithMessage("must be absent where ttft or itl is given");
        RuleFor(spec => spec.Hardware!.VramMb).IsPositive().When(spec => spec.Hardware is not null);
        RuleFor(spec => spec.Hardware!.TotalGpus).IsAtLeast(1).When(spec => spec.Hardware is not null);
        RuleFor(spec => spec.Hardware!.NumGpusPerNode).IsAtLeast(1).When(spec => spec.Hardware is not null);

        RuleFor(spec => spec.Overrides!.Dgd).Custom(CheckGraphOverride).When(spec => spec.Overrides?.Dgd is not null);
        RuleFor(spec => spec.Topology!.Pools).Must(IsTopology).When(spec => spec.Topology is not null).WithMessage(
            "must be auto, or a list of pools with a unique name and a role prefill, decode or agg");
        RuleFor(spec => spec).Custom(static (spec, context) =>
        {
            foreach (var (path, message) in GraphRequestTwins.Conflicts(spec))
            {
                context.AddFailure(path, message);
            }
        });
    }

    private static void CheckGraphOverride(JsonElement? value, ValidationContext<GraphRequestSpec> context)
    {
        var dgd = value!.Value;
        if (dgd.ValueKind != JsonValueKind.Object)
        {
            context.AddFailure("must be a partial DynamoGraphDeployment");
            return;
        }

        if (dgd.Text("kind") is { } kind && kind != GraphKinds.GraphKind)
        {
            context.AddFailure($"must be of kind {GraphKinds.GraphKind}, was \"{kind}\"");
        }

        if (dgd.Text("apiVersion") is { } version
            && !GraphKinds.Versions.Any(known => version == $"{PlannerNames.DynamoGroup}/{known}"))
        {
            context.AddFailure($"must be of apiVersion nvidia.com/v1beta1 or nvidia.com/v1alpha1, was \"{version}\"");
        }

        if (dgd.TryGetProperty("status", out _))
        {
            context.AddFailure("must not hold a status: it is written by the Dynamo operator");
        }
    }

    private static bool IsTopology(JsonElement pools) => pools.ValueKind switch
    {
        JsonValueKind.String => pools.GetString() == "auto",
        JsonValueKind.Array => pools.GetArrayLength() > 0
            && pools.EnumerateArray().All(pool =>
                pool.Text("name") is { Length: > 0 } && pool.Text("role") is ("prefill" or "decode" or "agg"))
            && pools.EnumerateArray().DistinctBy(pool => pool.Text("name")).Count() == pools.GetArrayLength(),
        _ => false,
    };
}
