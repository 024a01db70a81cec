namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>Where requests and workers are at one moment.</summary>
/// <param name="Queued">Prompts that no worker has begun, at the router or in engines.</param>
/// <param name="Transferring">Prefilled, KV cache on its way.</param>
/// <param name="WaitingForDecode">Prefilled and transferred, waiting until a decode worker has room.</param>
/// <param name="KvUsage">Mean over ready decode workers, 0..1; null without one.</param>
public sealed record EnginePoolState(
    int Queued,
    int Prefilling,
    int Transferring,
    int WaitingForDecode,
    int Decoding,
    int ReadyPrefill,
    int ReadyDecode,
    int DrainingPrefill,
    int DrainingDecode,
    double? KvUsage)
{
    public int InFlight => Queued + Prefilling + Transferring + WaitingForDecode + Decoding;
}
