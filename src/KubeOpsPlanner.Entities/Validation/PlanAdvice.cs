using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>
/// Settings of a valid plan that another of its settings makes void. Only said, not refused: whoever tries one predictor after
/// another keeps the settings of all. A setting at its default says nothing that anybody could miss.
/// </summary>
public static class PlanAdvice
{
    private static readonly PoolPlanSpec Usual = new();

    public static IReadOnlyList<FieldError> Of(PoolPlanSpec spec) =>
        [.. Predictor(spec.Predictor), .. Thresholds(spec), .. Targets(spec), .. Loops(spec), .. Engines(spec), .. Prometheus(spec.Metrics)];

    private static IEnumerable<FieldError> Predictor(PredictorSpec predictor)
    {
        var (kalman, usual) = (predictor.Kalman, Usual.Predictor.Kalman);
        return
        [
            .. Void(
                Serves(PredictorType.Kalman), Uses("kalman"),
                ("predictor.kalman.qLevel", kalman.QLevel, usual.QLevel),
                ("predictor.kalman.qTrend", kalman.QTrend, usual.QTrend),
                ("predictor.kalman.r", kalman.R, usual.R),
                ("predictor.kalman.minPoints", kalman.MinPoints, usual.MinPoints)),
            .. Void(Serves(PredictorType.Prophet), Uses("prophet"), ("predictor.prophetWindowSize", predictor.ProphetWindowSize, Usual.Predictor.ProphetWindowSize)),
            .. Void(
                Serves(PredictorType.Arima, PredictorType.Ets, PredictorType.Prophet), Uses("arima, ets or prophet"),
                ("predictor.seasonalPeriod", predictor.SeasonalPeriod, Usual.Predictor.SeasonalPeriod)),
        ];

        bool Serves(params PredictorType[] types) => predictor.Type == PredictorType.Auto || types.Contains(predictor.Type);
        string Uses(string types) => $"with predictor.type {Word(predictor.Type)}: set that to {types}, or leave this out";
    }

    private static IEnumerable<FieldError> Thresholds(PoolPlanSpec spec)
    {
        var (load, target) = (spec.LoadScaling, spec.OptimizationTarget);
        (string, object?, object?)[] prefill =
        [
            ("loadScaling.prefillScaleUpQueueTokens", load.PrefillScaleUpQueueTokens, null),
            ("loadScaling.prefillScaleDownQueueTokens", load.PrefillScaleDownQueueTokens, null),
        ];
        (string, object?, object?)[] decode =
        [
            ("loadScaling.decodeScaleUpKvRate", load.DecodeScaleUpKvRate, null),
            ("loadScaling.decodeScaleDownKvRate", load.DecodeScaleDownKvRate, null),
        ];
        return target != OptimizationTarget.Load
            ? Void(false, $"with optimizationTarget {Word(target)}: set that to load, or leave this out", [.. prefill, .. decode])
            :
            [
                .. Void(spec.Mode is PlanMode.Disagg or PlanMode.Prefill, InMode(spec), prefill),
                .. Void(spec.Mode != PlanMode.Prefill, InMode(spec), decode),
            ];
    }

    private static IEnumerable<FieldError> Targets(PoolPlanSpec spec)
    {
        var isKept = spec.OptimizationTarget == OptimizationTarget.Sla;
        return
        [
            .. Void(
                isKept, $"with optimizationTarget {Word(spec.OptimizationTarget)}, which goes by thresholds: set that to sla to keep it",
                ("sla.ttftMs", spec.Sla.TtftMs, Usual.Sla.TtftMs),
                ("sla.itlMs", spec.Sla.ItlMs, Usual.Sla.ItlMs)),
            // 0 never shrinks, whatever the target.
            .. Void(
                isKept || spec.LoadScaling.DownSensitivity == 0, $"with optimizationTarget {Word(spec.OptimizationTarget)}: set that to sla, or leave this out",
                ("loadScaling.downSensitivity", spec.LoadScaling.DownSensitivity, Usual.LoadScaling.DownSensitivity)),
        ];
    }

    private static IEnumerable<FieldError> Loops(PoolPlanSpec spec)
    {
        var (load, usual) = (spec.LoadScaling, Usual.LoadScaling);
        return
        [
            .. Void(
                spec.RunsLoadLoop(), "while loadScaling.enabled is false: set that to true, or leave this out",
                ("loadScaling.intervalSeconds", load.IntervalSeconds, usual.IntervalSeconds),
                ("loadScaling.downSensitivity", load.DownSensitivity, usual.DownSensitivity),
                ("loadScaling.minObservations", load.MinObservations, usual.MinObservations),
                ("loadScaling.maxSamples", load.MaxSamples, usual.MaxSamples),
                ("loadScaling.sampleBuckets", load.SampleBuckets, usual.SampleBuckets)),
            .. Void(
                spec.RunsThroughputLoop(), "without the throughput loop: set optimizationTarget to sla and throughputScaling.enabled to true, or leave this out",
                ("throughputScaling.intervalSeconds", spec.ThroughputScaling.IntervalSeconds, Usual.ThroughputScaling.IntervalSeconds),
                ("predictor.warmupTrace", spec.Predictor.WarmupTrace, null)),
        ];
    }

    private static IEnumerable<FieldError> Engines(PoolPlanSpec spec) =>
    [
        .. Void(spec.Mode is PlanMode.Disagg or PlanMode.Prefill, InMode(spec), ("engine.prefillGpus", spec.Engine.PrefillGpus, null)),
        .. Void(spec.Mode != PlanMode.Prefill, InMode(spec), ("engine.decodeGpus", spec.Engine.DecodeGpus, null)),
    ];

    private static IEnumerable<FieldError> Prometheus(MetricsSpec metrics) => Void(
        metrics.Source == MetricsSource.Prometheus, "with metrics.source scrape: set that to prometheus, or leave this out",
        ("metrics.prometheus.requestTimeoutSeconds", metrics.Prometheus.RequestTimeoutSeconds, Usual.Metrics.Prometheus.RequestTimeoutSeconds),
        ("metrics.prometheus.extraQueryParams", metrics.Prometheus.ExtraQueryParams, null));

    private static string InMode(PoolPlanSpec spec) => $"with mode {Word(spec.Mode)}, which plans no such pool: leave it out";

    private static IEnumerable<FieldError> Void(bool isUsed, string why, params IEnumerable<(string Path, object? Value, object? Usual)> settings) =>
        isUsed ? [] : settings.Where(setting => !Equals(setting.Value, setting.Usual)).Select(setting => new FieldError($"spec.{setting.Path}", $"has no effect {why}"));

    /// <summary>As the plan spells it.</summary>
    private static string Word<T>(T value) => JsonSerializer.SerializeToElement(value, KubernetesJson.Options).GetString()!;
}
