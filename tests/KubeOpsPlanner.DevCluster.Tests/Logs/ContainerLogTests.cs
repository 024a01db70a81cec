using KubeOpsPlanner.DevCluster.Logs;

namespace KubeOpsPlanner.DevCluster.Tests.Logs;

public sealed class ContainerLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Line n was written n seconds after the start.</summary>
    [Theory]
    [InlineData("all", null, null, "0 1 2 3 4")]
    [InlineData("the last", 2, null, "3 4")]
    [InlineData("none", 0, null, "")]
    [InlineData("more than there are", 9, null, "0 1 2 3 4")]
    [InlineData("since a time, which counts itself", null, 3, "3 4")]
    [InlineData("the tail is counted before the time", 3, 4, "4")]
    [InlineData("a time to come", null, 60, "")]
    public async Task A_query_selects_lines(string name, int? tail, int? sinceSecond, string expected)
    {
        var log = Written(5);
        var query = new LogQuery(TailLines: tail, Since: sinceSecond is { } second ? Start.AddSeconds(second) : null);

        Assert.Equal(expected, string.Join(' ', await ReadAsync(log, query)));
        Assert.NotEmpty(name);
    }

    [Fact]
    public async Task Only_the_newest_lines_are_kept() =>
        Assert.Equal(["2", "3", "4"], await ReadAsync(Written(5, capacity: 3), new LogQuery()));

    [Fact]
    public async Task Who_follows_gets_every_line_until_the_container_ends()
    {
        var log = Written(2);
        await using var reader = log.ReadAsync(new LogQuery(IsFollowing: true, TailLines: 1), CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("1", reader.Current.Text);
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        log.Append(Start, "later");
        Assert.True(await next);
        Assert.Equal("later", reader.Current.Text);
        next = reader.MoveNextAsync();
        log.End();
        Assert.False(await next);
    }

    [Fact]
    public async Task After_the_end_nothing_is_written()
    {
        var log = Written(1);
        log.End();
        log.Append(Start, "late");

        Assert.Equal(["0"], await ReadAsync(log, new LogQuery(IsFollowing: true)));
    }

    [Fact]
    public async Task Two_readers_of_a_log_that_is_written_meanwhile_miss_nothing()
    {
        var log = new ContainerLog();
        var readers = Enumerable.Range(0, 2).Select(_ => ReadAsync(log, new LogQuery(IsFollowing: true))).ToList();

        await Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
                log.Append(Start, $"{i}");
            log.End();
        });

        foreach (var lines in await Task.WhenAll(readers))
            Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), lines);
    }

    private static ContainerLog Written(int count, int capacity = ContainerLog.DefaultCapacity)
    {
        var log = new ContainerLog(capacity);
        for (var i = 0; i < count; i++)
            log.Append(Start.AddSeconds(i), $"{i}");
        return log;
    }

    private static async Task<List<string>> ReadAsync(ContainerLog log, LogQuery query)
    {
        var lines = new List<string>();
        await foreach (var line in log.ReadAsync(query, CancellationToken.None))
            lines.Add(line.Text);
        return lines;
    }
}
