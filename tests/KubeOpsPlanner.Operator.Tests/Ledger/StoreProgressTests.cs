using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger;

public sealed class StoreProgressTests
{
    private StoreProgress _progress = StoreProgress.None;

    [Theory]
    [InlineData(StoreChangeKind.Added)]
    [InlineData(StoreChangeKind.Updated)]
    [InlineData(StoreChangeKind.Deleted)]
    [InlineData(StoreChangeKind.Advanced)]
    public void Nothing_is_complete_before_the_first_list_is(StoreChangeKind kind)
    {
        Assert.Equal(StoreNews.Incomplete, Take(WatchedStore.Graphs, kind, 7));
        Assert.Equal(0ul, _progress.Versions.Graphs);

        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Graphs, StoreChangeKind.Synced, 7));
        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Graphs, kind, 9));
        Assert.Equal((9ul, 0ul, 0ul), (_progress.Versions.Graphs, _progress.Versions.Adapters, _progress.Versions.Budgets));
    }

    [Fact]
    public void A_change_that_comes_late_takes_nothing_back()
    {
        Take(WatchedStore.Adapters, StoreChangeKind.Synced, 9);

        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Adapters, StoreChangeKind.Updated, 8));
        Assert.Equal(9ul, _progress.Versions.Adapters);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(8, true)]
    public void A_list_older_than_what_its_store_had_seen_shows_a_server_that_was_put_back(ulong version, bool isPutBack)
    {
        Take(WatchedStore.Budgets, StoreChangeKind.Synced, 5);
        Take(WatchedStore.Budgets, StoreChangeKind.Updated, 9);

        Assert.Equal(isPutBack, Take(WatchedStore.Budgets, StoreChangeKind.Synced, version) == StoreNews.PutBack);
        Assert.Equal(version, _progress.Versions.Budgets);
    }

    [Fact]
    public void After_one_store_noticed_each_of_the_others_starts_over_once_when_it_lists()
    {
        foreach (var store in Enum.GetValues<WatchedStore>())
            Take(store, StoreChangeKind.Synced, 9);

        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Ledgers, StoreChangeKind.Synced, 3));
        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Graphs, StoreChangeKind.Updated, 10));
        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Graphs, StoreChangeKind.Synced, 12));
        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Adapters, StoreChangeKind.Synced, 4));
        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Budgets, StoreChangeKind.Synced, 9));
        Assert.Equal((12ul, 4ul, 9ul), (_progress.Versions.Graphs, _progress.Versions.Adapters, _progress.Versions.Budgets));
    }

    [Fact]
    public void A_second_list_of_the_restored_server_is_trusted()
    {
        foreach (var store in Enum.GetValues<WatchedStore>())
            Take(store, StoreChangeKind.Synced, 9);

        foreach (var store in Enum.GetValues<WatchedStore>())
            Take(store, StoreChangeKind.Synced, 12);

        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Graphs, StoreChangeKind.Synced, 3));
        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Graphs, StoreChangeKind.Synced, 3));
        Assert.Equal(StoreNews.PutBack, Take(WatchedStore.Adapters, StoreChangeKind.Synced, 13));
        Assert.Equal(StoreNews.Advanced, Take(WatchedStore.Adapters, StoreChangeKind.Synced, 13));
    }

    private StoreNews Take(WatchedStore store, StoreChangeKind kind, ulong version)
    {
        (_progress, var news) = _progress.Take(store, kind, version);
        return news;
    }
}
