using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>Documents of the cases with one part replaced by something else: an import or lines that tell what is wrong, never an exception.</summary>
public sealed class DamagedDocumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-planner-damaged-").FullName;

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "KubeOpsPlanner.Cli.Tests", "Import", "cases"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Damage_is_survived(string document)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, document));
        var random = new Random(document.Length);
        for (var number = 0; number < 60; number++)
        {
            var documents = YamlDocuments.Read(text);
            Damage(documents[random.Next(documents.Count)], random);
            var path = Path.Combine(_folder, $"{number}.yaml");
            await File.WriteAllTextAsync(path, string.Join("---\n", documents.Select(YamlDocuments.Write)));

            var run = await CommandRun.OfAsync("import", path);

            Assert.Contains(run.Code, new[] { ExitCode.Ok, ExitCode.BadUsage });
            Assert.All(run.ErrorLines, line => Assert.Matches("^(error|warning|note): ", line));
            Assert.Equal(run.Code == ExitCode.Ok, run.Output.Length > 0);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Damage(JsonNode document, Random random)
    {
        var parts = Parts(document).ToList();
        var part = parts[random.Next(parts.Count)];
        JsonNode? other = random.Next(7) switch
        {
            0 => null,
            1 => 7,
            2 => "text",
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => true,
            _ => new JsonArray(new JsonObject { ["name"] = new JsonArray(1) }, "x", null),
        };
        if (part.Parent is JsonObject map)
        {
            map[part.Name!] = other;
        }
        else
        {
            part.Parent.AsArray()[part.Index] = other;
        }
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Parts(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => (member.Value is null ? [] : Parts(member.Value)).Prepend((map, member.Key, 0))),
        JsonArray list => list.Index().SelectMany(each => (each.Item is null ? [] : Parts(each.Item)).Prepend((list, null, each.Index))),
        _ => [],
    };
}
