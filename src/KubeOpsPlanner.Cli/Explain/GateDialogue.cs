using System.Net;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>Sends dry runs and tells the gate's answers from everybody else's.</summary>
internal sealed class GateDialogue(ICluster cluster, IReadOnlyList<string> warnings)
{
    private const string Denied = "admission webhook \"gate.kubeopsplanner.io\" denied the request: ";

    /// <exception cref="ClusterException">The question itself was no good, or nobody answered.</exception>
    public async Task<Verdict> AskAsync(WhatIf question, CancellationToken cancellationToken)
    {
        var before = warnings.Count;
        try
        {
            await cluster.PatchAsync(question.Api, question.Key, question.Patch, cancellationToken);
            return new Verdict(question.Words, "yes", "", null, [.. warnings.Skip(before)]);
        }
        catch (ClusterException error) when (error.Message.IndexOf(Denied, StringComparison.Ordinal) is >= 0 and var at)
        {
            var sentence = error.Message[(at + Denied.Length)..];
            return new Verdict(
                question.Words, error.Code == HttpStatusCode.TooManyRequests ? "later" : "no", sentence, RemedyIn(sentence), [.. warnings.Skip(before)]);
        }
        catch (ClusterException error) when (error.Code is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
        {
            return new Verdict(
                question.Words, error.Code == HttpStatusCode.Forbidden ? "forbidden" : "later", error.Message, null, [.. warnings.Skip(before)]);
        }
    }

    // Every sentence of the gate ends with its remedy behind the last colon.
    private static string? RemedyIn(string sentence) =>
        sentence.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? sentence[(at + 2)..] : null;
}
