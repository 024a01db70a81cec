using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>How a container is asked whether it lives, is ready or has started. That it is asked at all is in the table of rules.</summary>
internal static class ProbeRules
{
    private static readonly string[] Names = ["livenessProbe", "readinessProbe", "startupProbe"];
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket"];
    private static readonly string[] Counts = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    /// <param name="mayHave">Init containers end before anybody asks, unless they run beside the others.</param>
    public static IEnumerable<FieldError> Validate(JsonNode? container, string path, bool mayHave) =>
        from name in Names
        let probe = container.At(name)
        where probe is not null
        from error in mayHave
            ? OfOne(probe, $"{path}.{name}", isReadiness: name == "readinessProbe")
            : [FieldError.Forbidden($"{path}.{name}", "may not be set for init containers without restartPolicy=Always")]
        select error;

    private static IEnumerable<FieldError> OfOne(JsonNode probe, string path, bool isReadiness)
    {
        foreach (var second in Handlers.Where(name => probe.At(name) is not null).Skip(1))
            yield return FieldError.Forbidden($"{path}.{second}", "may not specify more than 1 handler type");
        if (probe.At("exec") is { } exec && exec.At("command") is not JsonArray { Count: > 0 })
            yield return FieldError.Required($"{path}.exec.command");
        foreach (var handler in new[] { "httpGet", "tcpSocket" }.Where(name => probe.At(name) is not null))
        {
            foreach (var error in PortNames.ValidateNumberOrName(probe.At(handler, "port"), $"{path}.{handler}.port"))
                yield return error;
        }

        foreach (var name in Counts.Where(name => probe.Integer(name) < 0))
            yield return FieldError.Invalid($"{path}.{name}", probe.Integer(name), "must be greater than or equal to 0");
        if (!isReadiness && probe.Integer("successThreshold") is { } threshold and not 1)
            yield return FieldError.Invalid($"{path}.successThreshold", threshold, "must be 1");
    }
}
