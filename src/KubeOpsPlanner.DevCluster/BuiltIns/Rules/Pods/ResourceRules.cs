using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Quantities;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>What a container may request and be limited to.</summary>
internal static class ResourceRules
{
    /// <param name="resources">Its quantities are such: their form was judged before.</param>
    /// <param name="path">E.g. <c>spec.containers[0].resources</c>.</param>
    public static IEnumerable<FieldError> Validate(JsonNode? resources, string path)
    {
        var (limits, requests) = (Amounts(resources.At("limits")), Amounts(resources.At("requests")));
        foreach (var (name, amount) in limits)
        {
            foreach (var error in Amount(name, amount, $"{path}.limits[{name}]"))
                yield return error;
        }

        foreach (var (name, amount) in requests)
        {
            foreach (var error in Amount(name, amount, $"{path}.requests[{name}]"))
                yield return error;
            if (Against(name, amount, limits.GetValueOrDefault(name), path) is { } conflict)
                yield return conflict;
        }

        string[] names = [.. limits.Keys, .. requests.Keys];
        if (names.Any(ResourceNames.IsHugePages) && !names.Any(name => name is "cpu" or "memory"))
            yield return FieldError.Forbidden(path, "HugePages require cpu or memory");
    }

    private static IEnumerable<FieldError> Amount(string name, Quantity amount, string field)
    {
        foreach (var problem in ResourceNames.Problems(name))
            yield return FieldError.Invalid(field, name, problem);
        if (amount.IsNegative)
            yield return FieldError.Invalid(field, amount.ToString(), "must be greater than or equal to 0");
        if (ResourceNames.IsExtended(name) && !amount.IsWhole)
            yield return FieldError.Invalid(field, amount.ToString(), "must be an integer");
    }

    private static FieldError? Against(string name, Quantity request, Quantity? limit, string path)
    {
        if (limit is null)
        {
            return ResourceNames.MayBeOvercommitted(name)
                ? null
                : FieldError.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
        }

        var order = request.CompareTo(limit);
        return order != 0 && !ResourceNames.MayBeOvercommitted(name) ? FieldError.Invalid($"{path}.requests", request.ToString(), $"must be equal to {name} limit")
            : order > 0 ? FieldError.Invalid($"{path}.requests", request.ToString(), $"must be less than or equal to {name} limit")
            : null;
    }

    private static Dictionary<string, Quantity> Amounts(JsonNode? list) =>
        (list as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => Quantity.Parse(entry.Value.Text()));
}
