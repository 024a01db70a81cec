namespace KubeOpsPlanner.Conformance;

/// <summary>Tests of the embedded server alone.</summary>
[CollectionDefinition(nameof(EmbeddedConformanceCollection))]
public sealed class EmbeddedConformanceCollection : ICollectionFixture<ConformanceServers>;
