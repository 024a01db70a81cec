using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

public sealed class RefusalTests
{
    private static readonly ImmutableArray<GraphShare> Shares =
    [
        new(new("inference", "chat"), 8, GpuVector.Of(("prefill", 4, 1), ("decode", 4, 1))),
        new(new("inference", "code"), 6, GpuVector.Of(("prefill", 2, 1), ("decode", 2, 2))),
    ];

    [Fact]
    public void TheSentenceIsTheContracts() => Assert.Equal(
        "GlobalBudget \"fleet\" allows 16 GPUs; 14 are committed (inference/chat 8, inference/code 6) and this change needs 4 more: "
            + "lower inference/code/decode by 1 (2 GPUs per replica), or raise spec.maxGpus to 18",
        Sentence(Refusal(["prefill", "decode"], 16, 14, 4), new("inference", false)));

    [Fact]
    public void ChargesOfOtherNamespacesAreNotNamed() => Assert.Equal(
        "GlobalBudget \"fleet\" allows 16 GPUs; 14 are committed (others 14 GPUs) and this change needs 4 more: raise spec.maxGpus to 18",
        Sentence(Refusal([], 16, 14, 4), new("team-x", false)));

    [Fact]
    public void ACallerWhoMaySeeTheBudgetSeesThemAll() => Assert.Contains(
        "(inference/chat 8, inference/code 6)", Sentence(Refusal([], 16, 14, 4), new("team-x", true)), StringComparison.Ordinal);

    [Fact]
    public void WhatIsCommittedBeyondTheListIsOthers() => Assert.Contains(
        "20 are committed (inference/chat 8, inference/code 6, others 6 GPUs)", Sentence(Refusal([], 20, 20, 1), new("inference", false)), StringComparison.Ordinal);

    [Fact]
    public void ACeilingOfZeroForbidsTheFirstGpu() => Assert.Equal(
        "GlobalBudget \"fleet\" allows 0 GPUs; none is committed and this change needs 1 more: raise spec.maxGpus to 1",
        Sentence(Refusal([], 0, 0, 1) with { Charges = [] }, new("inference", false)));

    [Theory]
    [InlineData(1, "inference/chat/decode by 1 (1 GPU per replica)")]
    [InlineData(2, "inference/code/decode by 1 (2 GPUs per replica)")]
    [InlineData(3, "inference/chat/decode by 3 (1 GPU per replica)")]
    [InlineData(4, "inference/code/decode by 2 (2 GPUs per replica)")]
    public void TheRemedyIsTheSmallestThatMakesRoom(long missing, string remedy) => Assert.Equal(
        remedy, RefusalRemedy.Smallest(Refusal(["prefill"], 16, 14, missing + 2), new("inference", false))?.ToString());

    [Fact]
    public void NoSinglePoolMayBeLargeEnough() =>
        Assert.Null(RefusalRemedy.Smallest(Refusal([], 16, 14, 40), new("inference", true)));

    [Fact]
    public void OverlappingBudgetsAreAllNamed() => Assert.Equal(
        "GlobalBudgets \"a\" and \"b\" all govern inference/chat, so it may only shrink: leave namespace \"inference\" in one of them",
        Text(VerdictReason.OverlappingBudgets, Refusal([], 16, 14, 4) with { Budgets = ["a", "b"] }, new("inference", false)));

    [Fact]
    public void GraphsOfUnknownShapeAreNamedOnlyToThoseWhoMaySeeThem() => Assert.StartsWith(
        "GlobalBudget \"fleet\" cannot count the GPUs of 1 graph in other namespaces,",
        Text(VerdictReason.UnknownShape, Refusal([], 16, 14, 4) with { UnknownShapes = [new("inference", "chat")] }, new("team-x", false)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(VerdictReason.LedgerRebuilding)]
    [InlineData(VerdictReason.LedgerUnavailable)]
    [InlineData(VerdictReason.StoreBehind)]
    [InlineData(VerdictReason.Contended)]
    [InlineData(VerdictReason.TooManyOpen)]
    public void WhatCouldNotBeJudgedIsToldApartFromARefusal(VerdictReason reason)
    {
        var message = LedgerMessage.Of(LedgerVerdict.RetryLater(reason), new("inference", false));

        Assert.Equal((429, "TooManyRequests"), (message.Code, message.Reason));
        Assert.Contains("try again", message.Text, StringComparison.Ordinal);
    }

    private static string Sentence(Refusal refusal, LedgerAudience audience) => Text(VerdictReason.OverBudget, refusal, audience);

    private static string Text(VerdictReason reason, Refusal refusal, LedgerAudience audience)
    {
        var message = LedgerMessage.Of(LedgerVerdict.Refuse(reason, refusal), audience);
        Assert.Equal((403, "Forbidden"), (message.Code, message.Reason));
        return message.Text;
    }

    private static Refusal Refusal(ImmutableSortedSet<string> growing, long max, long committed, long needed) =>
        new(new("inference", "chat"), ["fleet"], max, committed, needed, Shares, [], growing);
}
