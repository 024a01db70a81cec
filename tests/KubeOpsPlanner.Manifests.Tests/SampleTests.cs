using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Validation;
using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests;

public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "config", "samples");

    [Fact]
    public void Samples_of_our_kinds_pass_their_own_validation()
    {
        var kinds = Kinds.Definitions.Select(definition => definition.Api.Kind).ToHashSet();
        var ours = Samples().Where(sample => kinds.Contains((string)sample["kind"]!)).ToList();

        Assert.Equal(3, ours.Count);
        Assert.All(ours, sample =>
            Assert.Empty(EntityValidation.Validate((string)sample["kind"]!, sample.Deserialize<JsonElement>())));
    }

    [Theory]
    [InlineData("chat", 5)]
    [InlineData("code", 6)]
    public void Sample_graphs_cost_what_they_say(string name, int gpus)
    {
        var sample = Samples().Single(sample =>
            (string?)sample["kind"] == GraphKinds.GraphKind && (string?)sample["metadata"]!["name"] == name);

        Assert.Equal(gpus, GraphKinds.ReadGraph(sample.Deserialize<JsonElement>()).Vector().TotalGpus);
    }

    [Fact]
    public void Profile_arrays_have_the_lengths_that_belong_together()
    {
        var data = Samples().Single(sample => (string?)sample["kind"] == "ConfigMap")["data"]!;
        var prefill = JsonNode.Parse((string)data["prefill_raw_data.json"]!)!;
        var decode = JsonNode.Parse((string)data["decode_raw_data.json"]!)!;

        Assert.Single(Lengths(prefill, "prefill_isl", "prefill_ttft", "prefill_thpt_per_gpu").Distinct());
        Assert.Single(Lengths(decode, "x_kv_usage", "y_context_length", "z_itl", "z_thpt_per_gpu").Distinct());
        Assert.Equal([1], Lengths(decode, "max_kv_tokens"));
    }

    [Fact]
    public void The_kustomization_of_the_samples_names_every_file()
    {
        var named = YamlDocuments.Read(File.ReadAllText(Path.Combine(Folder, "kustomization.yaml"))).Single()["resources"]!.AsArray();

        Assert.Equal(
            Directory.EnumerateFiles(Folder, "*.yaml").Select(Path.GetFileName).Where(file => file != "kustomization.yaml").Order(),
            named.Select(file => (string?)file).Order());
    }

    private static IEnumerable<JsonNode> Samples() =>
        Directory.EnumerateFiles(Folder, "*.yaml")
            .Where(file => Path.GetFileName(file) != "kustomization.yaml")
            .SelectMany(file => YamlDocuments.Read(File.ReadAllText(file)));

    private static IEnumerable<int> Lengths(JsonNode data, params string[] names) =>
        names.Select(name => data[name]!.AsArray().Count);
}
