namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What the engines tell about each request, in simulated milliseconds.</summary>
internal interface IEngineListener
{
    void FirstToken(EngineRequest request, double atMs);

    void Completed(EngineRequest request, double atMs);

    void Failed(EngineRequest request, double atMs);
}
