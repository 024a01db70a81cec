namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>What stands for the name in a proxy's path: <c>name</c>, <c>name:port</c> or <c>scheme:name:port</c>.</summary>
/// <param name="Port">A number or a port's name; empty for the first one.</param>
internal sealed record ProxyName(string Scheme, string Name, string Port)
{
    /// <summary>Null when it is none of these.</summary>
    public static ProxyName? Parse(string text) => text.Split(':') switch
    {
        [var name] when name.Length > 0 => new ProxyName("", name, ""),
        [var name, var port] when name.Length > 0 => new ProxyName("", name, port),
        [var scheme, var name, var port] when scheme is "http" or "https" or "" && name.Length > 0 => new ProxyName(scheme, name, port),
        _ => null,
    };
}
