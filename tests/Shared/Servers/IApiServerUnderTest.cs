namespace KubeOpsPlanner.Testing;

/// <summary>A running API server that serves our kinds and the stand-ins for Dynamo's, and knows <see cref="TestUser.All"/>.</summary>
public interface IApiServerUnderTest : IAsyncDisposable
{
    ServerKind Kind { get; }

    /// <summary>With one context for each user, the administrator's being current.</summary>
    string KubeconfigPath { get; }

    /// <summary>Of each program of the server, the processor time so far; none where it runs in the tests' own process, or is somebody else's.</summary>
    IReadOnlyList<(string Program, TimeSpan Used)> ProcessorTimes() => [];
}
