using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.DevCluster.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>The subresources that lead to what pods do rather than to stored objects: logs, proxies, exec and its kin.</summary>
internal sealed class PodConnections(ApiHandler handle, PodRuntime runtime) : IDisposable
{
    private readonly HttpForwarder _forwarder = new();

    /// <summary>Null when the request is none of these.</summary>
    /// <returns>Writes the answer; throws <see cref="StatusException"/> as long as nothing is written.</returns>
    public Func<HttpContext, CancellationToken, Task>? Find(ApiRequest request, DateTimeOffset now)
    {
        if (RequestTarget.Parse(request.Path) is not { Group: "", Name.Length: > 0, Subresource.Length: > 0 } target)
            return null;
        return (target.Plural, target.Subresource.Split('/')[0]) switch
        {
            ("pods", "log") => (context, cancelled) => LogAsync(context, request, target, now, cancelled),
            ("pods", "exec" or "attach" or "portforward") => (_, _) =>
                throw ConnectRefusals.Of(target.Subresource, target.Namespace, target.Name, Read(target, target.Name, now))
                    ?? StatusErrors.NoSuchResource(),
            ("pods" or "services", "proxy") => (context, cancelled) => ProxyAsync(context, target, now, cancelled),
            ("nodes", "proxy") => (_, _) => throw ProxyTargets.Unavailable(
                $"error trying to reach service: no kubelet runs on node \"{target.Name}\", since this cluster only simulates it"),
            _ => null,
        };
    }

    public void Dispose() => _forwarder.Dispose();

    private async Task LogAsync(
        HttpContext context, ApiRequest request, RequestTarget target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.Method != "GET")
            throw StatusErrors.MethodNotAllowed();
        var wanted = LogRequest.Of(request.Query, target.Name, Read(target, target.Name, now), runtime.Logs, now);
        ResponseWriter.AddWarnings(context, wanted.Warning.Length > 0 ? [wanted.Warning] : []);
        if (wanted.Log is null)
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await LogWriter.WriteAsync(context.Response, wanted.Log, wanted.Query, cancellationToken).ConfigureAwait(false);
    }

    private async Task ProxyAsync(HttpContext context, RequestTarget target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var named = Read(target, ProxyName.Parse(target.Name)?.Name ?? target.Name, now);
        var address = target.Plural == "pods"
            ? ProxyTargets.OfPod(target.Namespace, target.Name, named)
            : ProxyTargets.OfService(target.Namespace, target.Name, named, Pods(target.Namespace, now));
        var root = runtime.Find(address) ?? throw ProxyTargets.Unreachable(address);
        await _forwarder.ForwardAsync(context, Below(root, context), cancellationToken).ConfigureAwait(false);
    }

    // Everything behind ".../{name}/proxy", as the client escaped it.
    private static Uri Below(Uri root, HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var cut = raw.IndexOf('?');
        var (path, query) = cut < 0 ? (raw, "") : (raw[..cut], raw[cut..]);
        var rest = path.TrimStart('/').Split('/').Skip("api/v1/namespaces/NAMESPACE/PLURAL/NAME/proxy".Split('/').Length);
        return new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{string.Join('/', rest)}{query}");
    }

    private JsonObject? Read(RequestTarget target, string name, DateTimeOffset now) =>
        ObjectReader.Read(handle, $"/api/v1/namespaces/{target.Namespace}/{target.Plural}/{name}", now);

    private IEnumerable<JsonObject> Pods(string space, DateTimeOffset now) =>
        (ObjectReader.Read(handle, $"/api/v1/namespaces/{space}/pods", now)?["items"] as JsonArray ?? []).OfType<JsonObject>();
}
