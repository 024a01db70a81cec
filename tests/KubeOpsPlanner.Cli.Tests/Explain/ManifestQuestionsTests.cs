using KubeOpsPlanner.Cli.Explain;

namespace KubeOpsPlanner.Cli.Tests.Explain;

public sealed class ManifestQuestionsTests
{
    [Fact]
    public void Every_document_is_a_question_in_its_own_namespace_and_version()
    {
        var questions = Read("""
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeployment
            metadata: {name: chat}
            ---
            apiVersion: v1
            kind: List
            items:
              - apiVersion: nvidia.com/v1beta1
                kind: DynamoGraphDeploymentScalingAdapter
                metadata: {name: chat-decode, namespace: other}
            """);

        Assert.Equal(
            ["apply DynamoGraphDeployment inference/chat nvidia.com/v1alpha1", "apply DynamoGraphDeploymentScalingAdapter other/chat-decode nvidia.com/v1beta1"],
            questions.Select(question => $"{question.Words} {question.Api.ApiVersion}"));
        Assert.All(questions, question => Assert.True(question.Patch.DryRun));
    }

    [Theory]
    [InlineData("", "holds no manifest")]
    [InlineData("just text", "something without a kind")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: x}}", "holds Pod of v1, which the gate does not judge")]
    [InlineData("{apiVersion: nvidia.com/v9, kind: DynamoGraphDeployment, metadata: {name: x}}", "of nvidia.com/v9, which the gate does not judge")]
    [InlineData("{apiVersion: nvidia.com/v1beta1, kind: DynamoGraphDeployment}", "without metadata.name")]
    [InlineData("a: [", "cannot be read: line")]
    public void What_is_no_question_is_named(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<UserError>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.StartsWith(
        "/does/not/exist.yaml cannot be read", Assert.Throws<UserError>(() => ManifestQuestions.Read("/does/not/exist.yaml", TextReader.Null, "x")).Message, StringComparison.Ordinal);

    private static IReadOnlyList<WhatIf> Read(string text) => ManifestQuestions.Read("-", new StringReader(text), "inference");
}
