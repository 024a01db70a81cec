using System.Runtime.ExceptionServices;

namespace KubeOpsPlanner.Simulation.Replay;

/// <summary>Work on items that do not touch each other, on all processors; results come in the items' order, and failures as they were thrown.</summary>
public static class Concurrently
{
    public static void Do<T>(IReadOnlyList<T> items, Action<T> act) => Unwrapped(() =>
    {
        items.AsParallel().ForAll(act);
        return true;
    });

    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> make) =>
        Unwrapped(() => items.AsParallel().AsOrdered().Select(make).ToArray());

    private static TResult Unwrapped<TResult>(Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
            throw;
        }
    }
}
