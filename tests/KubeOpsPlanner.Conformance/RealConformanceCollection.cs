namespace KubeOpsPlanner.Conformance;

/// <summary>Tests of a real server, some of which compare it with the embedded one.</summary>
[CollectionDefinition(nameof(RealConformanceCollection))]
public sealed class RealConformanceCollection : ICollectionFixture<ConformanceServers>;
