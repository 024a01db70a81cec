using System.IO.Compression;
using System.Text;

namespace KubeOpsPlanner.Planning.Traces;

/// <summary>
/// Streams request traces in bounded memory. The format is recognised by the content, gzip by its magic bytes.
/// Arrivals are counted from the earliest request, unless told otherwise.
/// </summary>
public static class TraceStream
{
    /// <exception cref="TraceException">The trace is of no known format.</exception>
    public static void CheckFormat(Stream stream, string name) => _ = OpenLines(stream, name);

    /// <summary>Reads from a stream, which can be enumerated once.</summary>
    /// <param name="name">What error messages call the trace.</param>
    public static IEnumerable<RecordedRequest> Read(Stream stream, string name, TraceReadOptions? options = null)
    {
        options ??= new TraceReadOptions();
        var (lines, parser, firstLine) = OpenLines(stream, name);
        var buffer = new ReorderBuffer<RecordedRequest>(options.ReorderWindow, request => request.Arrival);
        TimeSpan? origin = null;
        string? line = parser.FirstLineIsHeader ? Next(lines, name, out var tooLong) : Same(firstLine, out tooLong);
        for (; line is not null; line = Next(lines, name, out tooLong))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (Accept(line, tooLong, parser, buffer, options, out var reason) is { } accepted)
            {
                buffer.Add(accepted);
            }
            else if (reason.Length > 0)
            {
                Report(new TraceLineError(lines.LineNumber, reason), name, options);
            }

            while (buffer.TryTake(ended: false, out var request))
            {
                yield return Rebase(request, ref origin, options);
            }
        }

        while (buffer.TryTake(ended: true, out var request))
        {
            yield return Rebase(request, ref origin, options);
        }

        if (origin is null)
        {
            throw new TraceException(name, "it holds no requests: give a trace with at least one");
        }
    }

    private static RecordedRequest? Accept(
        string line, bool tooLong, ITraceLineParser parser, ReorderBuffer<RecordedRequest> buffer, TraceReadOptions options, out string reason)
    {
        if (tooLong)
        {
            reason = $"it is longer than {TraceLimits.MaxLineLength} characters: correct or delete the line";
            return null;
        }

        var request = parser.Parse(line, out reason);
        if (request is not null && buffer.Lateness(request.Arrival) is var late && late > options.ReorderWindow)
        {
            reason = $"it is {late.TotalSeconds:0.###} s older than a line before it, and at most "
                + $"{options.ReorderWindow.TotalSeconds:0.###} s can be put right: sort the trace by time";
            return null;
        }

        return request;
    }

    private static void Report(TraceLineError error, string name, TraceReadOptions options)
    {
        if (options.OnBadLine is not { } skip)
        {
            throw new TraceException(name, error);
        }

        skip(error);
    }

    private static RecordedRequest Rebase(RecordedRequest request, ref TimeSpan? origin, TraceReadOptions options)
    {
        origin ??= request.Arrival;
        return options.KeepsClock ? request : request with { Arrival = request.Arrival - origin.Value };
    }

    private static (BoundedLineReader Lines, ITraceLineParser Parser, string FirstLine) OpenLines(Stream stream, string name)
    {
        try
        {
            var text = new StreamReader(Unzip(stream), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            var lines = new BoundedLineReader(text, TraceLimits.MaxLineLength);
            string? first;
            do
            {
                first = lines.ReadLine(out _);
            }
            while (first is not null && string.IsNullOrWhiteSpace(first));

            if (first is null)
            {
                throw new TraceException(name, "it is empty: give a trace with at least one request");
            }

            var parser = TraceFormats.TryOpen(first)
                ?? throw new TraceException(name, $"its format is not known: expected {TraceFormats.Expected}");
            return (lines, parser, first);
        }
        catch (InvalidDataException)
        {
            throw new TraceException(name, "it begins like a gzip file but cannot be decompressed: compress it again");
        }
    }

    private static string? Next(BoundedLineReader lines, string name, out bool tooLong)
    {
        try
        {
            return lines.ReadLine(out tooLong);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new TraceException(name, $"it cannot be read beyond line {lines.LineNumber}: the file is damaged or cut off");
        }
    }

    private static string Same(string line, out bool tooLong)
    {
        tooLong = false;
        return line;
    }

    private static Stream Unzip(Stream stream)
    {
        var buffered = new BufferedStream(stream, 64 * 1024);
        var peeked = new byte[2];
        var count = buffered.ReadAtLeast(peeked, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(peeked.AsMemory(0, count), buffered);
        return count == 2 && peeked[0] == 0x1f && peeked[1] == 0x8b ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}
