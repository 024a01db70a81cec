using System.Globalization;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>Reads one worker's page: what its engine holds, and how long passes took since the page before.</summary>
internal static class WorkerPage
{
    private const string Usage = "dynamo_component_kvstats_gpu_cache_usage_percent";

    /// <param name="maxKvTokens">Where the engine does not tell its own; null while unknown.</param>
    /// <param name="promptTokens">Where the engine does not tell; null while unknown.</param>
    /// <returns>Null where no engine that is known has series on the page.</returns>
    public static (EngineLoad Load, WorkerCounters Counted)? Read(
        Exposition page, string worker, double? maxKvTokens, double? promptTokens, WorkerCounters? before)
    {
        var samples = page.Samples.Where(sample => double.IsFinite(sample.Value)).ToLookup(sample => sample.Name, StringComparer.Ordinal);
        var names = EngineNames.All.FirstOrDefault(known => samples[known.Running].Any() || samples[known.Waiting].Any() || known.KvUsage.Any(name => samples[name].Any()));
        if (names is null && !samples[Usage].Any()) return null;

        var size = SizeOf(samples, names) ?? maxKvTokens;
        var usage = (names?.KvUsage ?? []).Append(Usage).Select(name => Most(samples[name])).FirstOrDefault(value => value is not null);
        var (running, waiting) = (Sum(samples, names?.Running), Sum(samples, names?.Waiting));
        var counted = new WorkerCounters(
            (names?.InterTokenSeconds ?? []).Select(name => Mean(samples, name)).FirstOrDefault(mean => mean is not null),
            Mean(samples, names?.PrefillSeconds),
            Mean(samples, names?.PromptTokens),
            usage * size,
            running);
        var prompt = counted.Prompt is { Count: > 0 } told ? told.Sum / told.Count : promptTokens;
        return (
            new EngineLoad(worker)
            {
                QueuedPrefillTokens = waiting == 0 ? 0 : waiting * prompt,
                DecodeKvTokens = counted.KvTokens,
                QueuedDecodeKvTokens = waiting == 0 ? 0 : waiting * prompt,
                DecodeRequests = running,
                MaxKvTokens = size,
                Passes = [.. Passes(before, counted)],
            },
            counted);
    }

    /// <summary>Tokens per decode step of speculative decoding; null where the page does not tell.</summary>
    public static double? AcceptLength(Exposition page)
    {
        var samples = page.Samples.Where(sample => double.IsFinite(sample.Value)).ToLookup(sample => sample.Name, StringComparer.Ordinal);
        foreach (var names in EngineNames.All.Select(known => known.Acceptance))
        {
            if (Sum(samples, names.Length) is { } sum) return sum / samples[names.Length].Count();
            if (Sum(samples, names.Accepted) is { } accepted && Sum(samples, names.Drafts) is { } drafts and > 0) return 1 + (accepted / drafts);
        }

        return null;
    }

    private static IEnumerable<ForwardPass> Passes(WorkerCounters? before, WorkerCounters after)
    {
        if (before is null) yield break;
        if (Since(before.Prefill, after.Prefill) is { } seconds && Since(before.Prompt, after.Prompt) is { } tokens)
        {
            yield return new ForwardPass(tokens, 0, 0, seconds) { PrefillRequests = 1 };
        }

        if (Since(before.InterToken, after.InterToken) is { } step && before.KvTokens + after.KvTokens is { } kv and > 0)
        {
            yield return new ForwardPass(0, ((before.Running ?? 0) + (after.Running ?? 0)) / 2, kv / 2, step);
        }
    }

    /// <summary>The mean of what was added; null where nothing was, or the engine restarted.</summary>
    private static double? Since(RunningMean? before, RunningMean? after) =>
        before is { } first && after is { } last && last.Count > first.Count && last.Sum >= first.Sum ? (last.Sum - first.Sum) / (last.Count - first.Count) : null;

    private static double? SizeOf(ILookup<string, MetricSample> samples, EngineNames? names)
    {
        if (names is { KvSize.Length: > 0 } && Most(samples[names.KvSize]) is > 0 and var told) return told;
        var cache = samples["vllm:cache_config_info"].FirstOrDefault();
        return cache is not null && Label(cache, "block_size") is { } block && Label(cache, "num_gpu_blocks") is { } blocks ? block * blocks : null;
    }

    private static double? Label(MetricSample sample, string name) =>
        sample.Labels.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    private static double? Sum(ILookup<string, MetricSample> samples, string? name) =>
        name is { Length: > 0 } && samples[name].Any() ? samples[name].Sum(sample => sample.Value) : null;

    private static double? Most(IEnumerable<MetricSample> samples) => samples.Select(sample => (double?)sample.Value).Max();

    private static RunningMean? Mean(ILookup<string, MetricSample> samples, string? name) =>
        name is { Length: > 0 } && Sum(samples, name + "_sum") is { } sum && Sum(samples, name + "_count") is { } count ? new RunningMean(sum, count) : null;
}
