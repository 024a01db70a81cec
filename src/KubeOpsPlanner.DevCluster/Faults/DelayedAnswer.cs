using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>The request is to be handled later; until then nothing has happened.</summary>
public sealed record DelayedAnswer(TimeSpan By, Func<DateTimeOffset, ApiResult> Resume) : ApiResult;
