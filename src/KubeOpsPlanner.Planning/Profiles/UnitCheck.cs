namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>
/// Catches latencies written in seconds. Tokens in flight, latency and throughput per GPU are tied together: tokens ·
/// 1000 / (latency in ms · throughput per GPU) is the number of GPUs of the engine. Seconds make it 1000 times too large.
/// </summary>
internal static class UnitCheck
{
    /// <summary>An engine of more GPUs is not believed; the largest rack-scale engines have 72.</summary>
    private const double MostGpusPerEngine = 500;

    public static void MilliSeconds(string key, ReadOnlySpan<double> latencyMs, ReadOnlySpan<double> tokens, ReadOnlySpan<double> throughputPerGpu, ProfileIssues issues)
    {
        var implied = new List<double>(latencyMs.Length);
        for (var i = 0; i < latencyMs.Length; i++)
        {
            if (tokens[i] > 0 && throughputPerGpu[i] > 0) implied.Add(tokens[i] * 1000 / (latencyMs[i] * throughputPerGpu[i]));
        }

        if (implied.Count == 0) return;
        implied.Sort();
        var median = implied[implied.Count / 2];
        if (median <= MostGpusPerEngine) return;
        issues.Error(key, $"reads like seconds: with {latencyMs[0]:0.######} as milliseconds the measured throughput would need {median:0} GPUs per engine; multiply {key} by 1000.");
    }
}
