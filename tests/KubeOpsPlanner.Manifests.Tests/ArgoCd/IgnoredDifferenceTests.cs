using KubeOpsPlanner.Manifests.Yaml;

namespace KubeOpsPlanner.Manifests.Tests.ArgoCd;

/// <summary>Argo CD deletes what an expression selects from both sides before it compares them.</summary>
public sealed class IgnoredDifferenceTests
{
    private static readonly ScriptProgram Jq = new("jq");

    [SkippableTheory]
    [InlineData(
        "DynamoGraphDeployment",
        """{"spec":{"components":[{"name":"f","type":"frontend","replicas":1},{"name":"p","type":"prefill","replicas":2,"x":{"replicas":7}},{"name":"d","type":"decode","replicas":3},{"name":"w","type":"worker"},{"name":"u","replicas":4}]}}""",
        """{"spec":{"components":[{"name":"f","type":"frontend","replicas":1},{"name":"p","type":"prefill","x":{"replicas":7}},{"name":"d","type":"decode"},{"name":"w","type":"worker"},{"name":"u","replicas":4}]}}""")]
    [InlineData(
        "DynamoGraphDeployment",
        """{"spec":{"services":{"Frontend":{"componentType":"frontend","replicas":1},"decode":{"componentType":"worker","subComponentType":"decode","replicas":5,"resources":{"limits":{"gpu":"1"}}},"p":{"componentType":"prefill","replicas":2}}}}""",
        """{"spec":{"services":{"Frontend":{"componentType":"frontend","replicas":1},"decode":{"componentType":"worker","subComponentType":"decode","resources":{"limits":{"gpu":"1"}}},"p":{"componentType":"prefill"}}}}""")]
    [InlineData("DynamoGraphDeployment", """{"spec":{},"status":{"components":{"p":{"replicas":2}}}}""", """{"spec":{},"status":{"components":{"p":{"replicas":2}}}}""")]
    [InlineData(
        "DynamoGraphDeploymentScalingAdapter",
        """{"spec":{"replicas":3,"dgdRef":{"name":"chat"}},"status":{"replicas":3}}""",
        """{"spec":{"dgdRef":{"name":"chat"}},"status":{"replicas":3}}""")]
    public async Task Exactly_the_replicas_of_workers_are_ignored(string kind, string before, string after)
    {
        Skip.If(Jq.Absence is not null, Jq.Absence);
        var application = YamlDocuments.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config/argocd/application.example.yaml"))).Single();
        var expressions = application["spec"]!["ignoreDifferences"]!.AsArray()
            .Single(entry => (string?)entry!["kind"] == kind)!["jqPathExpressions"]!.AsArray();

        var left = before;
        foreach (var expression in expressions)
        {
            left = await Jq.RunAsync(left, "-c", $"del({expression})");
        }

        Assert.Equal(after, left);
        Assert.Contains("RespectIgnoreDifferences=true", application["spec"]!["syncPolicy"]!["syncOptions"]!.AsArray().Select(option => (string)option!));
    }
}
