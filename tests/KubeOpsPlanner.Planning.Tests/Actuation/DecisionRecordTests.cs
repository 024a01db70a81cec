using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Tests.Actuation;

/// <summary>The rows of table 9.6 about the virtual connector.</summary>
public sealed class DecisionRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("(1,2) is decision 0", "1,2", "0 (1,2) of -1")]
    [InlineData("an acknowledgement ends it", "1,2 ack0", "0 (1,2) of 0")]
    [InlineData("(5,8) is decision 1", "1,2 ack0 5,8", "1 (5,8) of 0")]
    [InlineData("(0,0) is a decision", "1,2 ack0 0,0", "1 (0,0) of 0")]
    [InlineData("(0,0) may be the first", "0,0", "0 (0,0) of -1")]
    [InlineData("(0,3) after an acknowledgement is decision 1", "1,2 ack0 0,3", "1 (0,3) of 0")]
    [InlineData("the same target is no decision", "1,2 ack0 1,2 1,2", "0 (1,2) of 0")]
    [InlineData("the same target while it is pending is no decision", "1,2 1,2", "0 (1,2) of -1")]
    [InlineData("a late client sees decision 0, whatever is wanted since", "1,2 5,8 3,3", "0 (1,2) of -1")]
    [InlineData("an acknowledgement is not a new decision", "1,2 ack0 ack0", "0 (1,2) of 0")]
    [InlineData("a late acknowledgement takes nothing back", "1,2 ack0 5,8 ack1 ack0", "1 (5,8) of 1")]
    [InlineData("after 1800 s of silence the next one replaces it", "1,2 5,8 +1800 5,8", "1 (5,8) of -1")]
    [InlineData("1799 s of silence are not enough", "1,2 5,8 +1799 5,8", "0 (1,2) of -1")]
    [InlineData("silence counts from the first one that had to wait", "1,2 +3600 5,8 +1799 5,8", "0 (1,2) of -1")]
    [InlineData("going back to what is pending ends the wait", "1,2 5,8 +1700 1,2 +200 5,8", "0 (1,2) of -1")]
    [InlineData("an overdue decision may still be acknowledged with the next", "1,2 5,8 +1800 5,8 ack1", "1 (5,8) of 1")]
    public void A_row(string row, string steps, string expected)
    {
        var (record, now) = (DecisionRecord.None, Now);
        foreach (var step in steps.Split(' '))
        {
            if (step[0] == '+') now += TimeSpan.FromSeconds(int.Parse(step[1..]));
            else if (step.StartsWith("ack", StringComparison.Ordinal)) record = record.Acknowledge(long.Parse(step[3..]))!;
            else record = record.Propose(Pair(step), now);
        }

        Assert.Equal($"{row}: {expected}", $"{row}: {record.Id} ({record.Replicas.Prefill},{record.Replicas.Decode}) of {record.AcknowledgedId}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_decision_that_was_never_made_cannot_be_acknowledged(long id) =>
        Assert.Null(DecisionRecord.None.Propose(new ReplicaPair(1, 2), Now).Acknowledge(id));

    [Fact]
    public void Nothing_is_pending_before_the_first_decision_and_after_its_acknowledgement()
    {
        var first = DecisionRecord.None.Propose(new ReplicaPair(1, 2), Now);
        Assert.False(DecisionRecord.None.IsPending);
        Assert.True(first.IsPending);
        Assert.False(first.Acknowledge(0)!.IsPending);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Only_its_own_acknowledgement_ends_a_wait(long id, bool ends)
    {
        var waiting = DecisionRecord.None.Propose(new ReplicaPair(1, 2), Now).Acknowledge(0)!.Propose(new ReplicaPair(5, 8), Now).Propose(new ReplicaPair(3, 3), Now);
        Assert.Equal(ends ? null : Now, waiting.Acknowledge(id)!.WaitingSince);
    }

    private static ReplicaPair Pair(string text) => text.Split(',') is [var prefill, var decode]
        ? new ReplicaPair(int.Parse(prefill), int.Parse(decode))
        : throw new FormatException(text);
}
