using System.Collections.Concurrent;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

/// <summary>A core that remembers what it was asked, and answers as told where a test tells it.</summary>
internal sealed class ObservedCore
{
    private readonly ApiServerCore _core =
        new(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());

    public ResourceRegistry Registry => _core.Registry;

    public ConcurrentQueue<ApiRequest> Requests { get; } = new();

    /// <summary>Answers instead of the core when it gives something.</summary>
    public Func<ApiRequest, ApiResult?> Override { get; set; } = static _ => null;

    public void Seed(InitialObject initial, DateTimeOffset now) => _core.Seed(initial, now);

    public ApiResult Handle(ApiRequest request, DateTimeOffset now)
    {
        Requests.Enqueue(request);
        return Override(request) ?? _core.Handle(request, now);
    }
}
