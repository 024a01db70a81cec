using System.Globalization;
using System.Text.Json;
using KubeOpsPlanner.Entities.GraphRequests;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>The two shapes of a request can say the same thing twice; with different values nobody knows which is meant.</summary>
internal static class GraphRequestTwins
{
    /// <returns>Property path and message of every contradiction.</returns>
    public static IEnumerable<(string Path, string Message)> Conflicts(GraphRequestSpec spec)
    {
        var config = spec.ProfilingConfig?.Config;
        return
        [
            .. Texts("Image", spec.Image, "profilingConfig.profilerImage", spec.ProfilingConfig?.ProfilerImage),
            .. Texts("Features.Mocker.Enabled", Word(spec.Features?.Mocker?.Enabled), "useMocker", Word(spec.UseMocker)),
            .. Texts("Overrides.Dgd", spec.Overrides?.Dgd?.Text("metadata", "name"),
                "deploymentOverrides.name", spec.DeploymentOverrides?.Name),
            .. Texts("SearchStrategy", Word(spec.SearchStrategy),
                "profilingConfig.config.searchStrategy", config?.Text("searchStrategy")?.ToLowerInvariant()),
            .. Texts("SearchStrategy", Word(spec.SearchStrategy),
                "profilingConfig.config.sweep.searchStrategy", config?.Text("sweep", "searchStrategy")?.ToLowerInvariant()),
            .. Numbers("Sla.Ttft", spec.Sla?.Ttft, config, "sla", "ttft"),
            .. Numbers("Sla.Itl", spec.Sla?.Itl, config, "sla", "itl"),
            .. Numbers("Workload.Isl", spec.Workload?.Isl, config, "sla", "isl"),
            .. Numbers("Workload.Osl", spec.Workload?.Osl, config, "sla", "osl"),
            .. Numbers("Hardware.NumGpusPerNode", spec.Hardware?.NumGpusPerNode, config, "hardware", "numGpusPerNode"),
            .. Planners(spec.Features?.Planner, config?.At("planner")),
        ];
    }

    private static IEnumerable<(string, string)> Texts(string path, string? value, string otherPath, string? other) =>
        value is not null && other is not null && value != other
            ? [(path, Contradiction($"\"{value}\"", otherPath, $"\"{other}\""))]
            : [];

    private static IEnumerable<(string, string)> Numbers(
        string path, double? value, JsonElement? config, string block, string field)
    {
        if (value is not { } number || config?.At(block, field) is not { } other)
        {
            return [];
        }

        // Configurations in the wild write numbers as text, too.
        var isSame = other.ValueKind switch
        {
            JsonValueKind.Number => other.GetDouble() == number,
            JsonValueKind.String => double.TryParse(
                other.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text) && text == number,
            _ => false,
        };
        return isSame
            ? []
            : [(path, Contradiction(
                number.ToString(CultureInfo.InvariantCulture), $"profilingConfig.config.{block}.{field}", other.GetRawText()))];
    }

    private static IEnumerable<(string, string)> Planners(JsonElement? planner, JsonElement? other) =>
        planner is { } left && other is { } right && !JsonElement.DeepEquals(left, right)
            ? [("Features.Planner", "differs from spec.profilingConfig.config.planner: give it once, or the same in both")]
            : [];

    private static string Contradiction(string value, string otherPath, string other) =>
        $"says {value}, but spec.{otherPath} says {other}: give it once, or the same in both";

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Word(SearchStrategy? value) => value?.ToString().ToLowerInvariant();
}
