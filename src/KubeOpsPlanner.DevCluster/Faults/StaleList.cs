using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>Turns a list into one of an older state.</summary>
internal static class StaleList
{
    /// <summary>False for another page, for an exact version, and where the client wants nothing so old.</summary>
    public static bool CanBefall(ApiRequest request, ActiveFault fault)
    {
        var asked = request.Query.GetValueOrDefault("resourceVersion", "");
        return !request.Query.ContainsKey("continue")
            && request.Query.GetValueOrDefault("resourceVersionMatch") != "Exact"
            && (asked.Length == 0
                ? fault.Rule.AlsoConsistentReads
                : long.TryParse(asked, out var oldest) && oldest <= fault.AddedAtVersion);
    }

    public static ApiRequest Of(ApiRequest request, ActiveFault fault) => request with
    {
        Query = new Dictionary<string, string>(request.Query)
        {
            ["resourceVersion"] = fault.AddedAtVersion.ToString(),
            ["resourceVersionMatch"] = "Exact",
        },
    };
}
