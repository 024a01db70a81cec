namespace KubeOpsPlanner.Testing;

/// <summary>Lets test classes share one server: <c>[Collection(nameof(RealApiServer))]</c>.</summary>
[CollectionDefinition(nameof(RealApiServer))]
public sealed class RealApiServerCollection : ICollectionFixture<RealApiServer>;
