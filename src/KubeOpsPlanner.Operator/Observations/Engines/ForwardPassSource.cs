namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>Forward-pass metrics, one per scheduler iteration, worker and rank, served as JSON by whoever subscribes to Dynamo's event plane.</summary>
public sealed class ForwardPassSource : IEngineSource
{
    public string Name => "forward-pass metrics";

    public async Task<EngineReading> ReadAsync(EngineQuestion question, CancellationToken cancellationToken)
    {
        if (question.ForwardPassEndpoint is not { } endpoint) return EngineReading.None("spec.metrics.forwardPassEndpoint is not set");
        var answer = await question.Pages.TextAsync(endpoint, cancellationToken);
        if (answer.Text is null) return EngineReading.None(answer.Message);
        var (passes, unreadable) = ForwardPassJson.Read(answer.Text);
        if (unreadable is not null) return EngineReading.None($"{endpoint} {unreadable}");
        var (prefill, decode) = WorkerKind.Split(passes, pass => pass.Kind, question);
        return prefill.Count + decode.Count == 0
            ? EngineReading.None($"{endpoint} has no engine of this graph" + (passes.Count > 0 ? ": give each sample its worker_type, prefill or decode" : ""))
            : EngineReading.Of([.. prefill.Select(pass => pass.Load)], [.. decode.Select(pass => pass.Load)]);
    }
}
