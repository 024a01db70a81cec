namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>Measurements at one context length, over KV usage.</summary>
internal sealed record DecodeLine(double ContextLength, ShapePreservingCurve Itl, ShapePreservingCurve Throughput);
