using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>What the API server has to answer.</summary>
/// <param name="Sentence">E.g. "An autoscaler's /scale beyond the budget is refused".</param>
/// <param name="Codes">Any of these.</param>
/// <param name="Fragments">All of these, in the message.</param>
internal sealed record Expectation(string Sentence, IReadOnlyList<int> Codes, params IReadOnlyList<string> Fragments)
{
    public static Expectation Admitted(string sentence) => new(sentence, [200, 201]);

    public static Expectation Refused(string sentence, params IReadOnlyList<string> fragments) => new(sentence, [403], fragments);

    public TimelineVerdict Judge(ApiAnswer answer)
    {
        var missing = Fragments.Where(fragment => !answer.Message.Contains(fragment, StringComparison.Ordinal)).ToList();
        var said = $"HTTP {answer.Code}{(answer.Message.Length == 0 ? "" : $": {answer.Message}")}";
        if (!Codes.Contains(answer.Code))
        {
            return new TimelineVerdict(Sentence, false, $"{said} (expected HTTP {string.Join(" or ", Codes)})");
        }

        return missing.Count == 0
            ? new TimelineVerdict(Sentence, true, said)
            : new TimelineVerdict(Sentence, false, $"{said} (expected the words {string.Join(" and ", missing)})");
    }
}
