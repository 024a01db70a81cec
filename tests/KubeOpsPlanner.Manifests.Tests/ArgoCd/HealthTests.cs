using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests.ArgoCd;

/// <summary>The health checks as Argo CD runs them: a script with the object in the global <c>obj</c>, which returns a table.</summary>
public sealed class HealthTests
{
    private static readonly ScriptProgram Lua = new("lua5.4", "lua");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Folder("tests/KubeOpsPlanner.Manifests.Tests/ArgoCd/cases")).Order(StringComparer.Ordinal))
            {
                foreach (var document in YamlDocuments.Read(File.ReadAllText(file)))
                {
                    cases.Add(Path.GetFileNameWithoutExtension(file), (string)document["case"]!);
                }
            }

            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Health_says_what_the_status_says(string kind, string name)
    {
        Skip.If(Lua.Absence is not null, Lua.Absence);
        var test = YamlDocuments.Read(File.ReadAllText(Folder($"tests/KubeOpsPlanner.Manifests.Tests/ArgoCd/cases/{kind}.yaml")))
            .Single(document => (string?)document["case"] == name);
        var script = File.ReadAllText(Folder($"config/argocd/health/{kind}.lua"));

        var output = await Lua.RunAsync(
            $"obj = {Literal(test["object"])}\nlocal health = (function()\n{script}\nend)()\nprint(health.status .. ': ' .. health.message)", "-");

        Assert.Equal($"{test["health"]!["status"]}: {test["health"]!["message"]}", output);
    }

    [Fact]
    public void Every_script_has_cases_and_every_health_that_it_knows_has_one()
    {
        foreach (var script in Directory.GetFiles(Folder("config/argocd/health")))
        {
            var cases = YamlDocuments.Read(File.ReadAllText(
                Folder($"tests/KubeOpsPlanner.Manifests.Tests/ArgoCd/cases/{Path.GetFileNameWithoutExtension(script)}.yaml")));
            var shown = cases.Select(test => (string)test["health"]!["status"]!).ToHashSet();
            var text = File.ReadAllText(script);

            Assert.All(
                new[] { "Healthy", "Progressing", "Degraded", "Suspended" }.Where(status => text.Contains($"\"{status}\"", StringComparison.Ordinal)),
                status => Assert.Contains(status, shown));
        }
    }

    /// <summary>Lua writes tables almost as JSON; null is what is not there.</summary>
    private static string Literal(JsonNode? node) => node switch
    {
        null => "nil",
        JsonObject json => $"{{{string.Join(", ", json.Select(pair => $"[{JsonSerializer.Serialize(pair.Key)}] = {Literal(pair.Value)}"))}}}",
        JsonArray list => $"{{{string.Join(", ", list.Select(Literal))}}}",
        _ when node.GetValueKind() == JsonValueKind.String => $"[==[{node}]==]",
        _ => node.ToJsonString(),
    };

    private static string Folder(string path) => Path.Combine(RepositoryRoot.Path, path);
}
