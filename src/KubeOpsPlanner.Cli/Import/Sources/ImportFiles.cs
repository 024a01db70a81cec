using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Cli.Import.Sources;

/// <summary>Reads the documents of files, YAML or JSON, whatever their names say.</summary>
internal static class ImportFiles
{
    /// <summary>A chart with all its definitions has some; nobody configures a planner with more.</summary>
    private const int LargestBytes = 32 * 1024 * 1024;

    /// <summary>A reason may repeat a name of the document.</summary>
    private const int LongestReason = 300;

    private static readonly SearchValues<char> Unprintable =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\n', '\r', '\t'])]);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="paths">Files, or <c>-</c> for <paramref name="input"/>.</param>
    /// <exception cref="UserError">One of them cannot be read, or is neither YAML nor JSON.</exception>
    public static IReadOnlyList<ImportDocument> Read(IEnumerable<string> paths, TextReader input) => [.. paths.SelectMany(path => Read(path, input))];

    private static IEnumerable<ImportDocument> Read(string path, TextReader input)
    {
        var file = path == "-" ? "standard input" : path;
        var text = path == "-" ? Limited(file, input) : Decode(path);
        if (text.AsSpan().ContainsAny(Unprintable))
        {
            throw new UserError($"{file} is no text: give YAML or JSON");
        }

        var documents = Parse(file, text.TrimStart('\uFEFF')).SelectMany(document => Items(file, document)).ToList();
        return documents.Count > 0 ? documents : throw new UserError($"{file} is empty: there is nothing to import");
    }

    private static IReadOnlyList<LocatedDocument> Parse(string file, string text)
    {
        try
        {
            return text.AsSpan().TrimStart() is ['{' or '[', ..] ? ParseJson(text) : YamlDocuments.ReadLocated(text);
        }
        catch (FormatException error)
        {
            throw new UserError($"{file}, {(error.Message.Length <= LongestReason ? error.Message : $"{error.Message[..LongestReason]}…")}");
        }
    }

    private static IReadOnlyList<LocatedDocument> ParseJson(string text)
    {
        try
        {
            return [JsonLines.Read(text)];
        }
        catch (FormatException)
        {
            // YAML may begin with a brace, too, and then say what JSON cannot.
            try
            {
                if (YamlDocuments.ReadLocated(text) is { Count: > 0 } documents)
                {
                    return documents;
                }
            }
            catch (FormatException)
            {
                // What begins as JSON is told about as JSON.
            }

            throw;
        }
    }

    /// <summary>A list, which is how <c>kubectl get</c> prints several objects, is its items.</summary>
    private static IEnumerable<ImportDocument> Items(string file, LocatedDocument located)
    {
        if (located.Json is not JsonObject json)
        {
            throw new UserError($"{file}, line {located.Line("")}: is no configuration and no manifest, which are maps of names");
        }

        if (json.Text("kind")?.EndsWith("List", StringComparison.Ordinal) != true || json["items"] is not JsonArray items)
        {
            return [new ImportDocument(file, json, located)];
        }

        return items.Index().Where(each => each.Item is JsonObject)
            .Select(each => new ImportDocument(file, each.Item!.AsObject(), located, $"items[{each.Index}]"));
    }

    private static string Decode(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestBytes })
            {
                throw TooLarge(path);
            }

            return Utf8.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new UserError($"{path} is no text in UTF-8: give YAML or JSON");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} cannot be read: {error.Message}");
        }
    }

    private static string Limited(string file, TextReader input)
    {
        var text = new StringBuilder();
        var block = new char[64 * 1024];
        for (var read = input.ReadBlock(block); read > 0; read = input.ReadBlock(block))
        {
            text.Append(block, 0, read);
            if (text.Length > LargestBytes)
            {
                throw TooLarge(file);
            }
        }

        return text.ToString();
    }

    private static UserError TooLarge(string file) => new($"{file} is larger than {LargestBytes / 1024 / 1024} MiB: give the planner's documents alone");
}
