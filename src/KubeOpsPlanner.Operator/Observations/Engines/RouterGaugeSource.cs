namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>The gauges of frontend or router about each worker: prompt tokens and KV blocks that it sent there.</summary>
public sealed class RouterGaugeSource : IEngineSource
{
    public string Name => "KV router";

    public Task<EngineReading> ReadAsync(EngineQuestion question, CancellationToken cancellationToken) => Task.FromResult(Read(question));

    private static EngineReading Read(EngineQuestion question)
    {
        if (question.TrafficPage.Page is not { } page) return EngineReading.None(question.TrafficPage.Message);
        var router = RouterPage.From(page, question.Model, question.DynamoNamespace, question.RuntimeNamespace);
        var (prefill, decode) = WorkerKind.Split(router.Workers, worker => worker.Kind, question);
        return prefill.Count + decode.Count == 0
            ? EngineReading.None("the page of frontend or router has no worker_active_prefill_tokens and worker_active_decode_blocks of this graph: the graph needs KV routing (--router-mode kv)")
            : EngineReading.Of([.. prefill.Select(worker => worker.Load)], [.. decode.Select(worker => worker.Load)]);
    }
}
