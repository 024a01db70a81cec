using System.Globalization;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>
/// The Azure LLM inference traces (github.com/Azure/AzurePublicDataset): a header, then absolute timestamps and token counts.
/// Columns are found by name, so their order is free and further columns are ignored.
/// </summary>
public sealed class AzureCsvFormat : ITraceFormat
{
    private const string Timestamp = "TIMESTAMP";
    private const string Context = "ContextTokens";
    private const string Generated = "GeneratedTokens";

    public string Name => "Azure CSV";

    public string FirstLineExample => $"{Timestamp},{Context},{Generated}";

    public ITraceLineParser? TryOpen(string firstLine)
    {
        var columns = firstLine.Split(',', StringSplitOptions.TrimEntries);
        var parser = new Parser(columns.Length, Find(Timestamp), Find(Context), Find(Generated));
        return parser is { TimestampColumn: >= 0, ContextColumn: >= 0, GeneratedColumn: >= 0 } ? parser : null;

        int Find(string name) => Array.FindIndex(columns, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private sealed record Parser(int ColumnCount, int TimestampColumn, int ContextColumn, int GeneratedColumn) : ITraceLineParser
    {
        public bool FirstLineIsHeader => true;

        public RecordedRequest? Parse(string line, out string reason)
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length != ColumnCount)
            {
                reason = $"it has {cells.Length} columns where the header has {ColumnCount}: correct or delete the line";
                return null;
            }

            if (!DateTimeOffset.TryParse(
                    cells[TimestampColumn], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                reason = $"{Timestamp} \"{cells[TimestampColumn]}\" is not a date and time: correct or delete the line";
                return null;
            }

            var since = at - DateTimeOffset.UnixEpoch;
            if (TraceLimits.CheckTimestamp(Timestamp, since.TotalMilliseconds) is not null)
            {
                reason = $"{Timestamp} \"{cells[TimestampColumn]}\" is not between 1970 and 2100: correct or delete the line";
                return null;
            }

            if (Tokens(Context, cells[ContextColumn], out reason) is not { } input
                || Tokens(Generated, cells[GeneratedColumn], out reason) is not { } output)
            {
                return null;
            }

            return new RecordedRequest(since, input, output);
        }

        private static int? Tokens(string field, string cell, out string reason)
        {
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                reason = $"{field} \"{cell}\" is not a number: correct or delete the line";
                return null;
            }

            reason = TraceLimits.CheckTokens(field, value) ?? "";
            return reason.Length == 0 ? (int)value : null;
        }
    }
}
