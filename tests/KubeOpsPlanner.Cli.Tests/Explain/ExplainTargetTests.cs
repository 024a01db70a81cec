using KubeOpsPlanner.Cli.Explain;

namespace KubeOpsPlanner.Cli.Tests.Explain;

public sealed class ExplainTargetTests
{
    [Theory]
    [InlineData("dgd/chat", "dgd inference/chat")]
    [InlineData("dgd chat", "dgd inference/chat")]
    [InlineData("DynamoGraphDeployment/chat", "dgd inference/chat")]
    [InlineData("dgdsa/chat-decode", "dgdsa inference/chat-decode")]
    [InlineData("pool other/chat/decode", "pool other/chat/decode")]
    [InlineData("pool/other/chat/decode", "pool other/chat/decode")]
    [InlineData("pool chat/decode", "pool inference/chat/decode")]
    [InlineData("pplan/chat", "pplan inference/chat")]
    [InlineData("PoolPlan chat", "pplan inference/chat")]
    public void Targets(string words, string target) => Assert.Equal(target, ExplainTarget.Parse(words.Split(' '), "inference").ToString());

    [Theory]
    [InlineData("chat")]
    [InlineData("deployment/chat")]
    [InlineData("dgd/")]
    [InlineData("dgd/a/b")]
    [InlineData("pool chat")]
    [InlineData("pool a/b/c/d")]
    public void What_is_no_target_is_told_what_is(string words)
    {
        var error = Assert.Throws<UserError>(() => ExplainTarget.Parse(words.Split(' '), "inference"));

        Assert.Equal($"\"{words}\" is nothing that can be explained: ask about dgd/chat, dgdsa/chat-decode, pool inference/chat/decode, or pplan/chat", error.Message);
    }

    [Theory]
    [InlineData("dgd/chat", "decode=6", "decode 6")]
    [InlineData("dgd/chat", "decode=6,prefill=0", "decode 6,prefill 0")]
    [InlineData("pool a/chat/decode", "6", "decode 6")]
    [InlineData("pool a/chat/decode", "decode=6", "decode 6")]
    [InlineData("dgdsa/chat-decode", "6", " 6")]
    [InlineData("dgd/chat", "", "")]
    public void Wishes(string target, string wishes, string replicas) => Assert.Equal(
        replicas,
        string.Join(',', Parse(target).Replicas(wishes.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(wish => $"{wish.Key} {wish.Value}")));

    [Theory]
    [InlineData("dgd/chat", "6")]
    [InlineData("dgd/chat", "decode=-1")]
    [InlineData("dgd/chat", "decode=many")]
    [InlineData("dgd/chat", "decode=1,decode=2")]
    [InlineData("dgd/chat", "decode=99999999999")]
    [InlineData("pool a/chat/decode", "prefill=1")]
    [InlineData("dgdsa/chat-decode", "decode=1")]
    [InlineData("pplan/chat", "decode=1")]
    public void Wishes_that_cannot_be_meant(string target, string wishes) =>
        Assert.StartsWith("--replicas", Assert.Throws<UserError>(() => Parse(target).Replicas(wishes.Split(','))).Message, StringComparison.Ordinal);

    private static ExplainTarget Parse(string words) => ExplainTarget.Parse(words.Split(' '), "inference");
}
