using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>What each worker's engine says about itself, under the names of vLLM, SGLang and TensorRT-LLM.</summary>
public sealed class WorkerMetricsSource : IEngineSource
{
    public string Name => "workers' own metrics";

    public async Task<EngineReading> ReadAsync(EngineQuestion question, CancellationToken cancellationToken)
    {
        WorkerPod[] pods = [.. question.Prefill?.Pods ?? [], .. question.Decode?.Pods ?? []];
        if (pods.Length == 0) return EngineReading.None("no worker pod is ready");
        var pages = await question.Pages.WorkersAsync(pods, cancellationToken);
        var counted = ImmutableDictionary.CreateBuilder<string, WorkerCounters>();
        var prefill = Read(question.Prefill, question, pages, counted);
        var decode = Read(question.Decode, question, pages, counted);
        return prefill.Count + decode.Count == 0
            ? EngineReading.None(Problem(pods, pages))
            : EngineReading.Of(prefill, decode) with { Counted = counted.ToImmutable(), AcceptLength = AcceptLength(question.Decode, pages) };
    }

    private static List<EngineLoad> Read(
        RoleQuestion? role,
        EngineQuestion question,
        IReadOnlyDictionary<string, ScrapeResult> pages,
        ImmutableDictionary<string, WorkerCounters>.Builder counted)
    {
        var loads = new List<EngineLoad>();
        foreach (var pod in role?.Pods ?? [])
        {
            if (pages.GetValueOrDefault(pod.Name)?.Page is not { } page
                || WorkerPage.Read(page, pod.Name, role!.Capabilities.MaxKvTokens, question.PromptTokens, question.Counted.GetValueOrDefault(pod.Name)) is not { } read)
            {
                continue;
            }

            loads.Add(read.Load);
            counted[pod.Name] = read.Counted;
        }

        return loads;
    }

    private static double? AcceptLength(RoleQuestion? decode, IReadOnlyDictionary<string, ScrapeResult> pages) =>
        decode?.Pods.Select(pod => pages.GetValueOrDefault(pod.Name)?.Page is { } page ? WorkerPage.AcceptLength(page) : null).Average();

    private static string Problem(WorkerPod[] pods, IReadOnlyDictionary<string, ScrapeResult> pages) =>
        pods.Select(pod => pages.GetValueOrDefault(pod.Name)).FirstOrDefault(page => page is { Page: null }) is { } failed
            ? failed.Message
            : $"the page of {pods[0].Name} has no series of vLLM, SGLang or TensorRT-LLM";
}
