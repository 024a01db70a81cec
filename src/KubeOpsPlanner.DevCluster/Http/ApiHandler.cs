using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>The door to the core, so that what stands in front of it can be wrapped and tested on its own.</summary>
public delegate ApiResult ApiHandler(ApiRequest request, DateTimeOffset now);
