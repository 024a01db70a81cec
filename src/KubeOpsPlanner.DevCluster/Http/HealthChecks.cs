namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>The endpoints that tools poll until a server is ready. One process is up or it is not.</summary>
internal static class HealthChecks
{
    /// <summary>Null when the path is no health check.</summary>
    public static string? Find(string path, bool isVerbose) => path.Trim('/') switch
    {
        "healthz" or "livez" or "readyz" => isVerbose ? $"[+]ping ok\n{path.Trim('/')} check passed\n" : "ok",
        "healthz/ping" or "livez/ping" or "readyz/ping" => "ok",
        _ => null,
    };
}
