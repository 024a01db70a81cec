using KubeOpsPlanner.Conformance.Transcripts;

namespace KubeOpsPlanner.Conformance;

/// <summary>The table of differences and the transcripts must say the same.</summary>
public sealed class DifferenceTests
{
    private static readonly List<Transcript> Transcripts = [.. TranscriptReader.Names.Select(TranscriptReader.ReadFile)];

    [Fact]
    public void Every_difference_is_listed_or_dated() => Assert.Empty(
        from transcript in Transcripts
        from exchange in transcript.Exchanges
        where exchange.Expected.Differ && !Judgement.MayDiffer(transcript, exchange)
        select $"{transcript.Name}: {exchange.Title}");

    [Fact]
    public void Every_listed_difference_exists() => Assert.Empty(
        from row in DifferenceTable.Rows
        where !Transcripts.Any(transcript => transcript.Name == row.Case
            && transcript.Exchanges.Any(exchange => exchange.Title == row.Exchange && exchange.Expected.Differ))
        select $"{row.Case}: {row.Exchange}");

    [Fact]
    public void Every_difference_has_a_reason() => Assert.DoesNotContain(DifferenceTable.Rows, row => row.Reason.Length < 10);

    /// <summary>A date without a difference would hide that an old server can do the same.</summary>
    [Fact]
    public void What_is_dated_fails_on_older_servers() => Assert.Empty(
        from transcript in Transcripts
        where transcript.Since is not null && !transcript.Exchanges.Any(exchange => exchange.Expected.Differ)
        select transcript.Name);

    [Fact]
    public void Every_dated_exchange_differs_on_older_servers() => Assert.Empty(
        from transcript in Transcripts
        from exchange in transcript.Exchanges
        where exchange.Directives.Since is not null && !exchange.Expected.Differ
        select $"{transcript.Name}: {exchange.Title}");
}
