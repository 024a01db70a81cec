using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>What the watches of a replica deliver, each whenever it likes.</summary>
internal static class Watches
{
    public static World SeeGraph(Model model, World world, int index)
    {
        var replica = world.Replicas[index];
        var news = replica.GraphNews[0];
        world = world.With(index, replica with { GraphNews = replica.GraphNews.RemoveAt(0) });
        world = model.Feed(world, index, new LedgerEvent.GraphObserved(default, Scenario.Facts(news)));
        return model.Feed(world, index, new LedgerEvent.StoreAdvanced(default, StoreKind.Graphs, news.Version));
    }

    public static World SeeCell(Model model, World world, int index)
    {
        var replica = world.Replicas[index];
        var news = replica.CellNews[0];
        world = world.With(index, replica with { CellNews = replica.CellNews.RemoveAt(0) });
        return model.Feed(world, index, new LedgerEvent.CellObserved(default, news.Cell, news.Version, news.Stamp));
    }

    public static World Relist(Model model, World world, int index)
    {
        world = world.With(index, world.Replicas[index] with { IsWatchBroken = false, GraphNews = [] });
        var revision = world.Revision;
        foreach (var graph in world.Graphs.Values)
            world = model.Feed(world, index, new LedgerEvent.GraphObserved(default, Scenario.Facts(graph)));

        return model.Feed(world, index, new LedgerEvent.StoreAdvanced(default, StoreKind.Graphs, revision));
    }

    /// <summary>What the machine is sure to ignore needs no move of its own.</summary>
    public static World DropOldNews(World world, int index)
    {
        var replica = world.Replicas[index];
        return world.With(index, replica with
        {
            CellNews = replica.CellNews.RemoveAll(news => news.Version <= replica.Machine.CellVersion),
            Replies = replica.Machine.Write is null ? [] : replica.Replies,
        });
    }
}
