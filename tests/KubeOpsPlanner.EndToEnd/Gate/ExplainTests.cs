using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary><c>kubectl planner explain</c> and <c>status</c>. A budget of 16; chat holds 8, code 6.</summary>
[Collection(nameof(ApiServers))]
public sealed class ExplainTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer(V1Alpha1)]
    [EachServer(V1Beta1)]
    public async Task A_what_if_gets_the_gates_own_answer_and_reserves_nothing(ServerKind kind, string version)
    {
        await using var fleet = await StartAsync(kind, version);

        var (no, text, _) = await RunAsync(fleet, "explain", "dgd/chat", "--replicas", "decode=8");
        Assert.Equal(1, no);
        Assert.Contains($"Question    patch dgd {fleet.Namespace}/chat: decode from 4 to 8", text, StringComparison.Ordinal);
        Assert.Contains("Answer      no\n", text, StringComparison.Ordinal);
        Assert.Contains($"Because     GlobalBudget \"{fleet.Name}\" allows 16 GPUs; 14 are committed", text, StringComparison.Ordinal);
        Assert.Contains(
            $"Would pass  lower {fleet.Namespace}/code/decode by 1 (2 GPUs per replica), or raise spec.maxGpus to 18\n", text, StringComparison.Ordinal);
        Assert.Contains($"{fleet.Name}: 14 GPUs committed, of 16; 0 of them reserved; mode Active", text, StringComparison.Ordinal);
        Assert.Matches($"{fleet.Namespace}/chat +8\n", text);
        Assert.Matches($"{fleet.Namespace}/code +6\n", text);

        var (yes, json, _) = await RunAsync(fleet, "explain", "pool", $"{fleet.Namespace}/chat/decode", "--replicas", "6", "-o", "json");
        Assert.Equal(0, yes);
        Assert.Equal("yes", (string?)JsonNode.Parse(json)!["verdicts"]![0]!["answer"]);
        Assert.Equal((14, 0), (await fleet.AskedGpusAsync(), await fleet.ReservationsAsync()));
    }

    [SkippableTheory]
    [EachServer]
    public async Task Adapters_and_manifests_are_asked_about_as_they_would_be_written(ServerKind kind)
    {
        await using var fleet = await StartAsync(kind, V1Beta1);
        (await fleet.Alice.PostAsync(fleet.AdaptersPath(V1Beta1), Adapter(V1Beta1, "chat", "decode", 4))).IsAllowed();

        var (ofPool, pool, _) = await RunAsync(fleet, "explain", "pool", $"{fleet.Namespace}/chat/decode", "--replicas=8");
        Assert.Equal(1, ofPool);
        Assert.Contains($"scale dgdsa {fleet.Namespace}/chat-decode (chat/decode) from 4 to 8", pool, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(fleet, "explain", "dgdsa/chat-decode", "--replicas", "6")).Code);

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Graph(V1Alpha1, "third", 2, 1).ToJsonString());
        var (ofFile, manifest, _) = await RunAsync(fleet, "explain", "-f", file, "-o", "yaml");
        File.Delete(file);
        Assert.Equal(1, ofFile);
        Assert.Contains("answer: no", manifest.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("this change needs 3 more", manifest, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task An_advisory_budget_says_yes_with_the_warning(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 2);
        await fleet.BindsAsync();
        (await fleet.Admin.MergeAsync(fleet.BudgetPath, """{"spec":{"mode":"Advisory"}}""")).IsAllowed();
        await Eventually.True(
            async () => (await fleet.Admin.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "chat", 2, 2))).IsSuccess, "the mode is in force");

        var (code, text, _) = await RunAsync(fleet, "explain", "dgd/chat", "--replicas", "decode=3");
        Assert.Equal(0, code);
        Assert.Contains("Answer      yes, with a warning", text, StringComparison.Ordinal);
        Assert.Contains($"Warning     advisory, would be refused: GlobalBudget \"{fleet.Name}\" allows 2 GPUs", text, StringComparison.Ordinal);
        await Eventually.True(async () => (await fleet.EventsAsync("OverBudget")).Count > 0, "what would have been refused is recorded");
    }

    [SkippableTheory]
    [EachServer]
    public async Task Questions_that_cannot_be_asked_exit_with_2(ServerKind kind)
    {
        await using var fleet = await StartAsync(kind, V1Beta1);
        foreach (var (words, sentence) in new[]
        {
            (new[] { "explain", "dgd/nobody" }, $"there is no dgd {fleet.Namespace}/nobody"),
            (["explain", "dgd/chat", "--replicas", "encode=1"], "has no component \"encode\": it has Frontend, prefill, decode"),
        })
        {
            var (code, _, errors) = await RunAsync(fleet, words);
            Assert.Equal(2, code);
            Assert.Contains(sentence, errors, StringComparison.Ordinal);
        }
    }

    [SkippableTheory]
    [EachServer]
    public async Task Status_shows_budgets_and_pools(ServerKind kind)
    {
        await using var fleet = await StartAsync(kind, V1Beta1);

        var (code, text, _) = await RunAsync(fleet, "status");
        Assert.Equal(0, code);
        Assert.Matches("BUDGET +MAX +MIN +GPUS +RESERVED +POOLS +MODE +READY +WITHIN +SHAPES\n", text);
        Assert.Matches($"{fleet.Name} +16 +-1 +14 +0 +4 +Active +True +True +True\n", text);
        Assert.Matches($"{fleet.Namespace}/code/decode +{fleet.Name} +2 +- +- +2 +4 ", text);

        var (_, json, _) = await RunAsync(fleet, "status", "-o", "json");
        Assert.Contains(JsonNode.Parse(json)!["budgets"]!.AsArray(), budget => (string?)budget!["name"] == fleet.Name && (int?)budget["totalGpus"] == 14);
    }

    private async Task<Fleet> StartAsync(ServerKind kind, string version)
    {
        var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(version, "chat", 4, 4);
        await fleet.AddGraphAsync(version, "code", 1, 2, gpusPerReplica: 2);
        await Eventually.True(
            async () => (await fleet.BudgetAsync())["status"] is { } status && ((int?)status["totalGpus"], (int?)status["reservedGpus"]) == (14, 0),
            "the status counts both graphs");
        return fleet;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(Fleet fleet, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        string[] where = ["--kubeconfig", fleet.Server.KubeconfigPath, "--context", TestUser.Admin.Name];
        string[] place = words[0] == "explain" ? ["-n", fleet.Namespace] : [];
        var code = await CommandLine.RunAsync([.. words, .. where, .. place], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
