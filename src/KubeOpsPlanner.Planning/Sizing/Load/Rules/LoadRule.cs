using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load.Rules;

/// <summary>How one target reads one engine. <c>factor</c> is how much more of the pool's work it would hold: 2 with half as many replicas.</summary>
internal abstract record LoadRule
{
    /// <summary>What the signal measures, with its unit.</summary>
    public abstract string Signal { get; }

    public abstract double Up { get; }

    public virtual double? Down => null;

    public virtual PassLine? Line => null;

    /// <summary>Null where the engine, or the model, does not tell.</summary>
    public abstract double? Read(EngineLoad engine, double factor = 1);

    /// <summary>Whether the engine holds too much. Asked only where <see cref="Read"/> knows.</summary>
    public abstract bool IsOver(EngineLoad engine, double factor = 1);

    /// <summary>Whether the engine may hold so much more.</summary>
    public abstract ShrinkAnswer MayHold(EngineLoad engine, double factor);

    /// <summary>Whether so many of the known engines are enough to grow.</summary>
    public abstract bool GrowsFor(int over, int known);

    /// <summary>Why nothing is known although engines report.</summary>
    public abstract string Missing { get; }
}
