using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;

namespace KubeOpsPlanner.Simulation.Policies.Dynamo;

/// <summary>The defaults of Dynamo's planner (release line 1.3 to 1.5).</summary>
public sealed record DynamoOptions
{
    /// <summary><c>load_predictor</c></summary>
    public PredictorOptions Predictor { get; init; } = new(ArimaPredictor.Type);

    /// <summary><c>throughput_adjustment_interval_seconds</c></summary>
    public double ThroughputIntervalSeconds { get; init; } = 180;

    /// <summary><c>load_adjustment_interval_seconds</c></summary>
    public double LoadIntervalSeconds { get; init; } = 5;

    /// <summary><c>load_scaling_down_sensitivity</c>, as a share.</summary>
    public double DownSensitivity { get; init; } = 0.8;
}
