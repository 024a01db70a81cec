namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>One way to learn how busy engines are. Another is a class and a line in <see cref="EngineSources"/>.</summary>
public interface IEngineSource
{
    /// <summary>As people know it, e.g. "KV router".</summary>
    string Name { get; }

    Task<EngineReading> ReadAsync(EngineQuestion question, CancellationToken cancellationToken);
}
