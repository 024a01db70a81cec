using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>How traffic is forecast.</summary>
internal static class PredictorFields
{
    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("load_predictor", new WordValue("constant", "arima", "kalman", "prophet"), new FieldPlace("predictor.type"))
        {
            Default = "\"arima\"",
        },
        new("load_predictor_log1p", new FlagValue(), new FieldPlace("predictor.log1p")) { Default = "false" },
        new("prophet_window_size", new WholeValue(5, 1000), new FieldPlace("predictor.prophetWindowSize")) { Default = "50" },
        new("load_predictor_warmup_trace", new TextValue(), new TracePlace("load_predictor_warmup_trace")),
        new("kalman_q_level", NumberValue.Positive, new FieldPlace("predictor.kalman.qLevel")) { Default = "1" },
        new("kalman_q_trend", NumberValue.Positive, new FieldPlace("predictor.kalman.qTrend")) { Default = "0.1" },
        new("kalman_r", NumberValue.Positive, new FieldPlace("predictor.kalman.r")) { Default = "10" },
        new("kalman_min_points", new WholeValue(1), new FieldPlace("predictor.kalman.minPoints")) { Default = "5" },
    ];
}
