using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>The client gets no answer: its connection breaks. A shell breaks it; a campaign without sockets sees this.</summary>
/// <param name="After">How long the client is kept waiting first.</param>
/// <param name="TookEffect">Whether the request was handled.</param>
public sealed record LostAnswer(TimeSpan After, bool TookEffect) : ApiResult;
