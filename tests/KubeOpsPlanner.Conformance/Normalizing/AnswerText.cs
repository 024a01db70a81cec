using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Conformance.Conversations;
using KubeOpsPlanner.Conformance.Transcripts;

namespace KubeOpsPlanner.Conformance.Normalizing;

/// <summary>Normalized answers as they stand in a transcript.</summary>
internal static class AnswerText
{
    private static readonly string[] ShownHeaders = ["Warning", "Allow", "Location", "Retry-After", "WWW-Authenticate"];

    public static string Write(Directives directives, IReadOnlyList<RawAnswer> answers, Normalizer normalizer)
    {
        if (answers is [{ Each: null } single])
            return Single(directives, single, normalizer);
        if (directives.Show is ["code"])
            return string.Join(' ', answers.Select(answer => Code(answer, normalizer)));
        return $"each\n{string.Join('\n', answers.Select(answer => $"{answer.Each} => {Single(directives, answer, normalizer)}"))}";
    }

    private static string Single(Directives directives, RawAnswer answer, Normalizer normalizer)
    {
        var show = directives.Show;
        var code = Code(answer, normalizer);
        if (answer.Failure is not null || show is ["code"])
            return code;
        if (show is ["reason"])
            return $"{code} {Normalizer.TryParse(answer.Body)?["reason"]}".TrimEnd();
        if (show is ["message"])
            return $"{code} {Messages(answer, normalizer)}".TrimEnd();
        var text = new StringBuilder(code);
        foreach (var name in ShownHeaders.Where(answer.Headers.ContainsKey))
            text.Append('\n').Append(name).Append(": ").Append(normalizer.Text(answer.Headers[name]).Replace("\n", $"\n{name}: "));
        if (answer.Headers.TryGetValue("Content-Type", out var type) && type != "application/json")
            text.Append("\nContent-Type: ").Append(type);
        if (answer.Events is { } events)
        {
            foreach (var line in events)
                text.Append('\n').Append(Event(show, line, answer, normalizer));
            return text.Append(answer.IsEnded ? "\n(end)" : "").ToString();
        }

        if (answer.Body.Length > 0)
            text.Append('\n').Append(Body(show, answer, normalizer));
        return text.ToString().TrimEnd();
    }

    private static string Code(RawAnswer answer, Normalizer normalizer) =>
        answer.Failure is null ? answer.Code.ToString() : normalizer.Text(answer.Failure);

    private static string Body(IReadOnlyList<string> show, RawAnswer answer, Normalizer normalizer)
    {
        if (Normalizer.TryParse(answer.Body) is not { } document)
            return normalizer.Text(answer.Body.TrimEnd('\n').ReplaceLineEndings("\n"));
        return answer.Code >= 400 ? Shown(["all"], document, answer, normalizer) : Shown(show, document, answer, normalizer);
    }

    private static string Event(IReadOnlyList<string> show, string line, RawAnswer answer, Normalizer normalizer)
    {
        if (Normalizer.TryParse(line) is not JsonObject document)
            return normalizer.Text(line);
        var isError = (string?)document["type"] == "ERROR";
        return $"{document["type"]} {Shown(isError ? ["all"] : show, document["object"], answer, normalizer)}";
    }

    private static string Shown(IReadOnlyList<string> show, JsonNode? document, RawAnswer answer, Normalizer normalizer)
    {
        switch (show)
        {
            case ["all"]:
                return ReadableJson.Write(normalizer.Normalize(document, answer, showManagedFields: false));
            case ["everything"]:
                return ReadableJson.Write(normalizer.Normalize(document, answer, showManagedFields: true));
            case ["names"]:
                var names = FieldPath.Select(document, document?["items"] is null ? "metadata.name" : "items.*.metadata.name");
                return normalizer.Text(string.Join(' ', names));
            default:
                var normalized = normalizer.Normalize(document, answer, showManagedFields: true);
                return string.Join('\n', show.Select(path =>
                    $"{path}: {string.Join(", ", FieldPath.Select(normalized, path).Select(ReadableJson.Write))}"));
        }
    }

    private static string Messages(RawAnswer answer, Normalizer normalizer)
    {
        if (answer.Events is not { } events)
            return Message(Normalizer.TryParse(answer.Body), answer, normalizer);
        var types = events.Select(line => Normalizer.TryParse(line) is { } change
            ? (string?)change["type"] is "ERROR" ? Message(change["object"], answer, normalizer) : $"{change["type"] ?? change["kind"]}"
            : line);
        return string.Join(' ', answer.IsEnded ? types.Append("(end)") : types);
    }

    private static string Message(JsonNode? document, RawAnswer answer, Normalizer normalizer)
    {
        if (document is JsonObject status && (string?)status["kind"] == "Status")
            return normalizer.Text($"{status["reason"] ?? status["status"]}: {status["message"]}");
        return document is JsonObject other ? $"{other["kind"]}" : normalizer.Text(answer.Body.TrimEnd('\n').ReplaceLineEndings(" "));
    }
}
