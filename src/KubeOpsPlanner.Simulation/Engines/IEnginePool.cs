namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The workers behind one frontend. Disaggregated today; an aggregated pool is another implementation.</summary>
internal interface IEnginePool
{
    /// <summary>When the next thing happens inside [ms]; null when idle.</summary>
    double? NextEventMs { get; }

    void RunNextEvent();

    void Submit(EngineRequest request, double nowMs);

    /// <summary>Sets how many workers take requests. Surplus workers finish what they hold and take nothing new.</summary>
    void SetReady(int prefill, int decode, double nowMs);

    EnginePoolState State { get; }

    /// <summary>Requests that have no first token yet, oldest first within each stage.</summary>
    IEnumerable<EngineRequest> WithoutFirstToken { get; }
}
