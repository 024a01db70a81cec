using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Manifests;

[Collection(nameof(ApiServers))]
public sealed class SampleTests(ApiServers servers)
{
    [SkippableTheory]
    [EachServer]
    public async Task The_samples_apply_and_nothing_that_they_say_is_lost(ServerKind kind)
    {
        using var cluster = (await servers.GetAsync(kind)).Connect();
        // Documents come in the order of file names; a namespace must be there before what is in it.
        var samples = Repository.Documents("config/samples").OrderBy(sample => (string)sample["kind"]! != "Namespace").ToList();
        Assert.NotEmpty(samples);
        try
        {
            foreach (var sample in samples)
            {
                var stored = JsonNode.Parse((await cluster.ApplyAsync(sample.DeepClone())).GetRawText());
                Assert.Empty(Missing(sample, stored, (string)sample["kind"]!));
            }
        }
        finally
        {
            foreach (var sample in samples.Where(sample => (string)sample["kind"]! != "Namespace"))
            {
                await cluster.DeleteAsync(sample);
            }
        }
    }

    /// <summary>Paths that were said but are not stored, or not as they were said.</summary>
    private static IEnumerable<string> Missing(JsonNode? said, JsonNode? stored, string path) => said switch
    {
        JsonObject map => map.SelectMany(field => Missing(field.Value, stored?[field.Key], $"{path}.{field.Key}")),
        JsonArray list => list.SelectMany((item, i) => Missing(item, stored?[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(said, stored) ? [] : [$"{path}: {said?.ToJsonString()} became {stored?.ToJsonString()}"],
    };
}
