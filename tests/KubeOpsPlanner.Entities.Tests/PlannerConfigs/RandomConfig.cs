using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

/// <summary>Valid configurations by number: any fields, any values in range, made to agree where fields depend on each other.</summary>
internal sealed class RandomConfig(int number)
{
    private readonly Random _random = new(number);

    public JsonObject Next()
    {
        var config = new JsonObject();
        foreach (var field in PlannerConfigSchema.Instance.Fields.Where(field => !field.IsSecret && _random.Next(3) == 0))
        {
            config[field.Name] = field.Null == NullMeaning.Off && _random.Next(4) == 0 ? null : Value(field.Value);
        }

        Agree(config);
        return config;
    }

    private void Agree(JsonObject config)
    {
        config["optimization_target"] ??= "sla";
        var mode = config["mode"]?.GetValue<string>() ?? "disagg";
        var target = config["optimization_target"]!.GetValue<string>();
        config["max_gpu_budget"] = _random.Next(5) == 0 ? -1 : _random.Next(100, 1000);
        config["min_gpu_budget"] = _random.Next(-1, 100);
        config["load_adjustment_interval_seconds"] = _random.Next(1, 60);
        config["throughput_adjustment_interval_seconds"] = _random.Next(60, 86400);
        config["load_min_observations"] = _random.Next(1, 10);
        config["max_num_fpm_samples"] = _random.Next(10, 1024);
        config["fpm_sample_bucket_size"] = (int)Math.Pow(_random.Next(1, 30), 2);
        config["min_endpoint"] = _random.Next(0, 3);
        config["enable_throughput_scaling"] = target == "sla";
        config["enable_load_scaling"] = target != "sla" || _random.Next(2) == 0;
        config["environment"] = "kubernetes";
        if (_random.Next(3) == 0)
        {
            config["environment"] = "global-planner";
            config["global_planner_namespace"] = "inference-gp";
        }

        foreach (var role in new[] { "prefill", "decode" })
        {
            config[$"{role}_engine_num_gpu"] = _random.Next(1, 9);
            config.Remove($"{role}_min_endpoint");
            if (mode == "disagg" || mode == role)
            {
                config[$"{role}_min_endpoint"] = _random.Next(1, 4);
            }
        }

        config["prefill_scale_up_queue_tokens"] = _random.Next(1000, 5000);
        config["prefill_scale_down_queue_tokens"] = _random.Next(0, 1000);
        config["decode_scale_up_kv_rate"] = 50 + _random.Next(0, 500) / 10.0;
        config["decode_scale_down_kv_rate"] = _random.Next(0, 400) / 10.0;
        config["metric_pulling_prometheus_endpoint"] = "http://prometheus.monitoring:9090";
        (config["scheduling"] as JsonObject)?.Remove("scale_interval_seconds");
        foreach (var exclusive in new[] { "enable_power_awareness", "batch_scheduling", "ais_perf_model", "aic_perf_model" })
        {
            config.Remove(exclusive);
        }
    }

    private JsonNode Value(ConfigValue kind) => kind switch
    {
        WholeValue whole => _random.Next(Math.Max(whole.Least, -1), (int)Math.Min(whole.Most, 100_000L) + 1),
        NumberValue number => Math.Round(Math.Max(number.Least, 0) + (Math.Min(number.Most, 1000) * (1 - _random.NextDouble())), 3) + 0.001 is var drawn
            && drawn > number.Most ? number.Most : drawn,
        FlagValue => _random.Next(2) == 0,
        WordValue word => word.Known[_random.Next(word.Known.Length)],
        TextValue => Text(),
        QueryValue => new JsonObject { [Text()] = Text(), ["tenant"] = Text() },
        ListValue list => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Value(list.Item))]),
        MapValue map => new JsonObject { [Text()] = Value(map.Item) },
        ObjectValue map => new JsonObject(map.Parts
            .Where(part => part.IsRequired || _random.Next(2) == 0)
            .Select(part => KeyValuePair.Create(part.Name, (JsonNode?)Value(part.Value)))),
        _ => new JsonObject { ["any"] = new JsonArray(1, "two", new JsonObject { ["three"] = 3.5 }) },
    };

    private string Text()
    {
        const string Letters = "abcxyz019 -_./:&=%+äß日\"'\\";
        return "t" + string.Concat(Enumerable.Range(0, _random.Next(1, 12)).Select(_ => Letters[_random.Next(Letters.Length)])) + "e";
    }
}
