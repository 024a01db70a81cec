using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

internal static class LoopRules
{
    private const string ThroughputInterval = "throughput_adjustment_interval_seconds";
    private const string LoadInterval = "load_adjustment_interval_seconds";

    public static IEnumerable<ConfigFinding> TargetsOtherThanSlaRunTheLoadLoopAlone(ConfigReading config)
    {
        if (IsSla(config))
        {
            yield break;
        }

        var target = $"optimization_target {config.Word("optimization_target")}";
        if (config.IsGiven("enable_throughput_scaling") && config.Flag("enable_throughput_scaling"))
        {
            yield return ConfigFinding.Warning(
                config.Path("enable_throughput_scaling"), $"is true, but {target} runs the load loop alone: set optimization_target to sla for both");
        }

        if (config.IsGiven("enable_load_scaling") && !config.Flag("enable_load_scaling"))
        {
            yield return ConfigFinding.Warning(config.Path("enable_load_scaling"), $"is false, but {target} always runs the load loop");
        }
    }

    public static IEnumerable<ConfigFinding> SomeLoopRuns(ConfigReading config)
    {
        if (IsSla(config) && !config.Flag("enable_throughput_scaling") && !config.Flag("enable_load_scaling"))
        {
            yield return ConfigFinding.Error(
                config.Path("enable_throughput_scaling"), "and enable_load_scaling are both false: no loop would run; to write nothing set advisory");
        }
    }

    public static IEnumerable<ConfigFinding> LoadLoopIsFaster(ConfigReading config)
    {
        var (load, throughput) = (config.Whole(LoadInterval), config.Whole(ThroughputInterval));
        if (IsSla(config) && config.Flag("enable_throughput_scaling") && config.Flag("enable_load_scaling") && load >= throughput)
        {
            yield return ConfigFinding.Error(
                config.Path(LoadInterval), $"must be less than {ThroughputInterval} ({throughput}) when both loops run, was {load}");
        }
    }

    public static IEnumerable<ConfigFinding> IntervalsAreWholeTicks(ConfigReading config)
    {
        if (Tick(config) is not { } tick)
        {
            return [];
        }

        string[] running = IsSla(config) && config.Flag("enable_throughput_scaling") ? [LoadInterval, ThroughputInterval] : [LoadInterval];
        return from interval in running
               let milliseconds = config.Whole(interval)!.Value * 1000.0
               where milliseconds % Math.Max(1, Math.Round(tick * 1000)) != 0
               select ConfigFinding.Error(
                   config.Path(interval),
                   FormattableString.Invariant($"must be a whole multiple of scheduling.scale_interval_seconds ({tick}), was {config.Whole(interval)}"));
    }

    public static IEnumerable<ConfigFinding> BucketsAreSquare(ConfigReading config)
    {
        var buckets = config.Whole("fpm_sample_bucket_size")!.Value;
        var root = (int)Math.Sqrt(buckets);
        if (root * root != buckets)
        {
            yield return ConfigFinding.Error(config.Path("fpm_sample_bucket_size"), $"must be a perfect square such as 16, was {buckets}");
        }
    }

    public static IEnumerable<ConfigFinding> ProfilingIsSkippedKnowingly(ConfigReading config)
    {
        if (IsSla(config)
            && config.Flag("enable_throughput_scaling")
            && config.IsGiven("pre_deployment_sweeping_mode")
            && config.Word("pre_deployment_sweeping_mode") is null or "none")
        {
            yield return ConfigFinding.Warning(
                config.Path("pre_deployment_sweeping_mode"), "is none, but enable_throughput_scaling sizes pools by a profile: give the plan one");
        }
    }

    private static bool IsSla(ConfigReading config) => config.Word("optimization_target") == "sla";

    private static double? Tick(ConfigReading config) =>
        (config.Value("scheduling") as JsonObject)?["scale_interval_seconds"]?.GetValue<double>();
}
