using KubeOpsPlanner.Cli.Demo;

namespace KubeOpsPlanner.Cli.Tests.Demo;

public sealed class ExpectationTests
{
    [Theory]
    [InlineData(403, "GlobalBudget \"fleet\" allows 16 GPUs", true)]
    [InlineData(403, "forbidden: no such role", false)]
    [InlineData(500, "GlobalBudget \"fleet\" allows 16 GPUs", false)]
    [InlineData(200, "", false)]
    public void A_refusal_needs_the_code_and_the_words(int code, string message, bool happened)
    {
        var verdict = Expectation.Refused("It is refused", "GlobalBudget \"fleet\"", "16 GPUs").Judge(new ApiAnswer(code, message));

        Assert.Equal(happened, verdict.Happened);
        Assert.Equal("It is refused", verdict.Expectation);
        Assert.StartsWith($"HTTP {code}", verdict.Observed);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, true)]
    [InlineData(403, false)]
    [InlineData(409, false)]
    public void Admitted_means_success(int code, bool happened) =>
        Assert.Equal(happened, Expectation.Admitted("It passes").Judge(new ApiAnswer(code, "")).Happened);

    [Fact]
    public void A_disappointment_says_what_was_expected()
    {
        var wrongCode = Expectation.Refused("It is refused", "fleet").Judge(new ApiAnswer(200, ""));
        var wrongWords = Expectation.Refused("It is refused", "fleet", "others").Judge(new ApiAnswer(403, "no fleet for you"));

        Assert.Equal("HTTP 200 (expected HTTP 403)", wrongCode.Observed);
        Assert.Equal("HTTP 403: no fleet for you (expected the words others)", wrongWords.Observed);
    }
}
