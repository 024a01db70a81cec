namespace KubeOpsPlanner.Testing;

// Apart from the server itself, which the benchmarks start too.
public sealed partial class RealApiServer : IAsyncLifetime;

/// <summary>Lets test classes share one server: <c>[Collection(nameof(RealApiServer))]</c>.</summary>
[CollectionDefinition(nameof(RealApiServer))]
public sealed class RealApiServerCollection : ICollectionFixture<RealApiServer>;
