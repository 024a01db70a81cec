namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>One point of a sweep: what differs from the scenario; null leaves what that says.</summary>
/// <param name="MaxGpus">The budget's ceiling.</param>
internal sealed record SimulationCase(TimeSpan? StartUp, int? MaxGpus, int? MinEndpoint, int? PrefillMinEndpoint, double? TtftMs, double? ItlMs, string? Predictor)
{
    /// <summary>Every combination; an empty list leaves what the scenario says.</summary>
    public static IReadOnlyList<SimulationCase> Combine(
        IReadOnlyList<TimeSpan> startUps,
        IReadOnlyList<int> maxGpus,
        IReadOnlyList<int> minEndpoints,
        IReadOnlyList<int> prefillMinEndpoints,
        IReadOnlyList<double> ttftMs,
        IReadOnlyList<double> itlMs,
        IReadOnlyList<string> predictors) =>
    [
        .. from startUp in OrNull(startUps)
           from gpus in OrNull(maxGpus)
           from floor in OrNull(minEndpoints)
           from prefillFloor in OrNull(prefillMinEndpoints)
           from ttft in OrNull(ttftMs)
           from itl in OrNull(itlMs)
           from predictor in predictors.Cast<string?>().DefaultIfEmpty()
           select new SimulationCase(startUp, gpus, floor, prefillFloor, ttft, itl, predictor),
    ];

    /// <summary>For charts; empty where nothing differs from the scenario.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        StartUp is { } time ? $"start-up {time.TotalSeconds:0}s" : null,
        MaxGpus is { } gpus ? $"budget {gpus}" : null,
        MinEndpoint is { } floor ? $"floor {floor}" : null,
        PrefillMinEndpoint is { } prefillFloor ? $"prefill floor {prefillFloor}" : null,
        TtftMs is { } ttft ? $"TTFT {ttft:0.#} ms" : null,
        ItlMs is { } itl ? $"ITL {itl:0.#} ms" : null,
        Predictor,
    }.OfType<string>());

    private static IEnumerable<T?> OrNull<T>(IReadOnlyList<T> values)
        where T : struct => values.Count == 0 ? [null] : values.Select(value => (T?)value);
}
