namespace KubeOpsPlanner.Cli.Import;

/// <summary>What came of one document, or of all.</summary>
/// <param name="Notes">What to do with what was there before.</param>
internal sealed record ImportResult(
    IReadOnlyList<ImportedObject> Objects, IReadOnlyList<LocatedFinding> Findings, IReadOnlyList<string> Notes)
{
    public static ImportResult Merge(IEnumerable<ImportResult> results)
    {
        var all = results.ToList();
        return new ImportResult(
            [.. all.SelectMany(result => result.Objects)],
            [.. all.SelectMany(result => result.Findings)],
            [.. all.SelectMany(result => result.Notes).Distinct()]);
    }
}
