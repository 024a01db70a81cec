namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>Classes of one collection run one after another, so they may share servers.</summary>
[CollectionDefinition(nameof(ApiServers))]
public sealed class ApiServersCollection : ICollectionFixture<ApiServers>;
