namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>A worker that sets KV cache aside for what it admits.</summary>
internal interface IDecodingWorker : IEngineWorker
{
    /// <summary>KV tokens set aside for what the admitted requests will reach.</summary>
    long ReservedKvTokens { get; }

    /// <summary>Whether the request fits, now and at its end.</summary>
    bool CanAdmit(EngineRequest request);
}
