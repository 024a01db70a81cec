namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>One pool of a scenario file.</summary>
internal sealed record PoolDocument
{
    /// <summary>namespace/graph.</summary>
    public string Name { get; init; } = "inference/chat";

    /// <summary>A file; relative to the scenario's folder.</summary>
    public string? Trace { get; init; }

    /// <summary>A shape, where there is no trace.</summary>
    public string? Synthetic { get; init; }

    /// <summary>
    /// Decisions of a plan that ran, as <c>kubectl get pplan -o json --watch</c> wrote them: the policy "recorded", and the traffic
    /// where there is no trace.
    /// </summary>
    public string? Recorded { get; init; }

    public double Rate { get; init; } = 1;

    public string Profile { get; init; } = EngineChoice.Default;

    /// <summary>Of a prefill replica of a profile in a folder; 1 where absent.</summary>
    public int? PrefillGpus { get; init; }

    /// <summary>Of a decode or aggregated replica of a profile in a folder; 1 where absent.</summary>
    public int? DecodeGpus { get; init; }

    public bool Aggregated { get; init; }

    public bool PrefixCaching { get; init; }

    /// <summary>See <see cref="RouterNames"/>.</summary>
    public string Router { get; init; } = RouterNames.Default;

    public double TtftMs { get; init; } = 2000;

    public double ItlMs { get; init; } = 50;

    public string StartUp { get; init; } = "60s";

    /// <summary>The 99th percentile of start-up times over their median, which is startUp; 1 where all take the same time.</summary>
    public double StartUpSpread { get; init; } = 1;

    public string? DrainDeadline { get; init; }

    public int MinEndpoint { get; init; } = 1;

    /// <summary>Instead of minEndpoint.</summary>
    public int? PrefillMinEndpoint { get; init; }

    public int MaxGpus { get; init; } = -1;

    public int Priority { get; init; } = 100;
}
