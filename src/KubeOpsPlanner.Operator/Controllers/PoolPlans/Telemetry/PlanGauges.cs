namespace KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

/// <param name="Name">As the upstream planner calls it, without its prefix.</param>
/// <param name="Read">Null while the value is not known.</param>
internal sealed record PlanGauge(string Name, string Description, Func<PlanSample, double?> Read);

/// <summary>The numbers of a plan.</summary>
internal static class PlanGauges
{
    private const double MsPerSecond = 1000;

    public static IReadOnlyList<PlanGauge> All { get; } =
    [
        new("num_prefill_replicas", "Prefill replicas asked for now.", sample => sample.Decision.Prefill?.Current),
        new("num_decode_replicas", "Decode replicas asked for now.", sample => sample.Decision.Decode?.Current),
        new("predicted_num_prefill_replicas", "Prefill replicas that the plan wants.", sample => sample.Decision.Prefill?.Desired),
        new("predicted_num_decode_replicas", "Decode replicas that the plan wants.", sample => sample.Decision.Decode?.Desired),
        new("gpu_hours", "GPU hours of serving replicas since this operator began to plan.", sample => sample.GpuHours),
        new("observed_requests_per_second", "Requests started per second in the last window.", sample => sample.Local?.Observed?.RequestsPerSecond),
        new("observed_ttft_ms", "Mean time to first token in the last window.", sample => sample.Local?.Observed?.TtftMs),
        new("observed_itl_ms", "Mean time between tokens in the last window.", sample => sample.Local?.Observed?.ItlMs),
        new("observed_request_duration_seconds", "Mean time from arrival to the last token in the last window.", sample => sample.Local?.Observed?.RequestDurationMs / MsPerSecond),
        new("observed_input_sequence_tokens", "Mean input tokens per request in the last window.", sample => sample.Local?.Observed?.Isl),
        new("observed_output_sequence_tokens", "Mean output tokens per request in the last window.", sample => sample.Local?.Observed?.Osl),
        new("predicted_requests_per_second", "Requests per second expected in the next window.", sample => sample.Local?.Predicted?.RequestsPerSecond),
        new("predicted_input_sequence_tokens", "Mean input tokens expected in the next window.", sample => sample.Local?.Predicted?.Isl.Point),
        new("predicted_output_sequence_tokens", "Mean output tokens expected in the next window.", sample => sample.Local?.Predicted?.Osl.Point),
        new("sla_target_ttft_ms", "Target for the time to first token.", sample => sample.Facts.Spec.Sla.TtftMs),
        new("sla_target_itl_ms", "Target for the time between tokens.", sample => sample.Facts.Spec.Sla.ItlMs),
        new("estimated_ttft_ms", "Time to first token that the profile expects at the planned load.", sample => sample.Local?.Decision.Prefill?.Capacity?.LatencyMs),
        new("estimated_itl_ms", "Time between tokens that the profile expects at the planned load.", sample => sample.Local?.Decision.Decode?.Capacity?.LatencyMs),
        new("engine_prefill_capacity_requests_per_second", "What one prefill replica carries within the target.", sample => sample.Local?.Decision.Prefill?.Capacity?.RequestsPerSecond),
        new("engine_decode_capacity_requests_per_second", "What one decode replica carries within the target.", sample => sample.Local?.Decision.Decode?.Capacity?.RequestsPerSecond),
        new("load_prefill_signal", "What the load loop holds the busiest prefill engine to; status.load says what it measures.", sample => sample.Load?.Prefill?.Figures.Worst),
        new("load_decode_signal", "What the load loop holds the busiest decode engine to; status.load says what it measures.", sample => sample.Load?.Decode?.Figures.Worst),
        new("p_correction_factor", "Observed over expected time to first token.", sample => sample.Local?.Factors.Prefill),
        new("d_correction_factor", "Observed over expected time between tokens.", sample => sample.Local?.Factors.Decode),
    ];
}
