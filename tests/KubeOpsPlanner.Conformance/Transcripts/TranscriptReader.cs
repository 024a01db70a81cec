using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Transcripts;

/// <summary>Reads the format that <c>Cases/README.md</c> describes.</summary>
internal static class TranscriptReader
{
    public const string Extension = ".http";

    private const string TitleMark = "### ";
    private const string AnswerMark = "=> ";

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "KubeOpsPlanner.Conformance", "Cases");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, $"*{Extension}", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static Transcript ReadFile(string name)
    {
        try
        {
            return Read(name, File.ReadAllLines(Path.Combine(Folder, name + Extension)));
        }
        catch (FormatException error)
        {
            throw new FormatException($"Cases/{name}{Extension}: {error.Message}", error);
        }
    }

    public static Transcript Read(string name, IReadOnlyList<string> lines)
    {
        var starts = Enumerable.Range(0, lines.Count).Where(i => lines[i].StartsWith(TitleMark, StringComparison.Ordinal)).ToList();
        if (starts.Count == 0)
            throw new FormatException($"there is no exchange; each begins with \"{TitleMark}\" and its title.");
        var comment = Trim(lines.Take(starts[0]));
        var exchanges = starts.Select((start, i) =>
            ReadExchange([.. lines.Skip(start).Take((i + 1 < starts.Count ? starts[i + 1] : lines.Count) - start)])).ToList();
        if (exchanges.GroupBy(exchange => exchange.Title).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"two exchanges have the title \"{twice.Key}\"; give each its own.");
        return new Transcript(
            name, comment, Option(comment, "since") is { } since ? Version.Parse(since) : null, Option(comment, "embedded-only"), exchanges);
    }

    private static Exchange ReadExchange(IReadOnlyList<string> lines)
    {
        var title = lines[0][TitleMark.Length..].Trim();
        var answersAt = Enumerable.Range(0, lines.Count).FirstOrDefault(i => IsAnswer(lines[i]), lines.Count);
        var request = Trim(lines.Skip(1).Take(answersAt - 1));
        if (request.Count == 0 || request[0].Split(' ', 2) is not [var method, var path])
            throw new FormatException($"\"{title}\" has no request line such as \"GET /api/v1/namespaces\".");
        var head = request.Skip(1).TakeWhile(line => line.Length > 0).ToList();
        var body = request.Skip(1 + head.Count + 1).ToList();
        return new Exchange(
            title, method, path,
            [.. head.Where(line => !line.StartsWith('@')).Select(line => Pair(line, ": ", title))],
            body.Count == 0 ? null : string.Join('\n', body),
            ReadDirectives(head.Where(line => line.StartsWith('@')), title),
            request,
            ReadAnswers(lines.Skip(answersAt), title));
    }

    private static Directives ReadDirectives(IEnumerable<string> lines, string title)
    {
        var directives = new Directives();
        foreach (var (key, value) in lines.Select(line => Pair(line, " ", title)))
        {
            directives = key switch
            {
                "@show" => directives with { Show = value.Split(' ') },
                "@each" => directives with { Each = [.. directives.Each, value] },
                "@keep" => directives with { Keep = [.. directives.Keep, Pair(value, " = ", title)] },
                "@until" => directives with { Until = int.Parse(value) },
                "@events" => directives with { Events = int.Parse(value) },
                "@since" => directives with { Since = Version.Parse(value) },
                _ => throw new FormatException($"\"{title}\" has the unknown directive {key}; known are @show, @each, @keep, @until, @events and @since."),
            };
        }

        return directives;
    }

    private static ExpectedAnswers ReadAnswers(IEnumerable<string> lines, string title)
    {
        var answers = new Dictionary<string, List<string>>();
        List<string>? current = null;
        foreach (var line in lines)
        {
            if (IsAnswer(line))
            {
                var text = line[AnswerMark.Length..];
                var whose = text.Split(' ')[0] is "embedded" or "real" ? text.Split(' ')[0] : "both";
                answers[whose] = current = [whose == "both" ? text : text[(whose.Length + 1)..]];
            }
            else
            {
                current?.Add(line);
            }
        }

        if (answers.ContainsKey("both") && answers.Count > 1)
            throw new FormatException($"\"{title}\" has an answer of both servers beside one of a single server.");
        var joined = answers.ToDictionary(answer => answer.Key, answer => string.Join('\n', Trim(answer.Value)));
        var both = joined.GetValueOrDefault("both");
        return new ExpectedAnswers(both ?? joined.GetValueOrDefault("embedded"), both ?? joined.GetValueOrDefault("real"));
    }

    private static bool IsAnswer(string line) => line.StartsWith(AnswerMark, StringComparison.Ordinal);

    private static KeyValuePair<string, string> Pair(string line, string separator, string title) =>
        line.Split(separator, 2) is [var key, var value]
            ? new(key, value)
            : throw new FormatException($"\"{title}\": \"{line}\" lacks \"{separator}\".");

    private static string? Option(IReadOnlyList<string> comment, string name) => comment
        .Where(line => line.StartsWith($"# {name}: ", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 4)..].Trim())
        .FirstOrDefault();

    private static List<string> Trim(IEnumerable<string> lines)
    {
        var kept = lines.SkipWhile(line => line.Length == 0).ToList();
        while (kept.Count > 0 && kept[^1].Length == 0)
            kept.RemoveAt(kept.Count - 1);
        return kept;
    }
}
