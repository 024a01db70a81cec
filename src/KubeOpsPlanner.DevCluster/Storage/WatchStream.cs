using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>
/// One open watch: a cursor into the change log. It is pulled, so nothing piles up for a client that does not read; one
/// that falls further behind than the log reaches gets 410 and the end.
/// </summary>
public sealed class WatchStream : IWatchStream
{
    private readonly Lock _gate;
    private readonly ObjectStore _store;
    private readonly ObjectCollection _collection;
    private readonly ResourceType _type;
    private readonly ObjectFilter _filter;
    private readonly bool _allowBookmarks;
    private readonly DateTimeOffset _deadline;
    private readonly Queue<WatchEvent> _pending;
    private long _position;
    private long _lastVersion;
    private DateTimeOffset _bookmarkAt;
    private bool _isEnded;
    private TaskCompletionSource? _waiter;

    internal WatchStream(Lock gate, ObjectStore store, ResourceType type, WatchStart start)
    {
        _gate = gate;
        _store = store;
        _collection = store.Collection(type);
        _type = type;
        _filter = start.Filter;
        _allowBookmarks = start.AllowBookmarks;
        _deadline = start.Deadline;
        _bookmarkAt = NextBookmark(start.Now);
        _lastVersion = start.AfterVersion;
        _position = _collection.Log.PositionAfter(start.AfterVersion);
        _pending = new Queue<WatchEvent>(start.Initial);
        _isEnded = start.IsOver;
        if (!_isEnded)
            _collection.Add(this);
    }

    // The real server sends one about every minute.
    private static TimeSpan BookmarkInterval => TimeSpan.FromMinutes(1);

    // And a last one this long before the end, so that whoever comes again misses little.
    private static TimeSpan LastBookmarkBeforeEnd => TimeSpan.FromSeconds(2);

    public bool IsEnded
    {
        get
        {
            lock (_gate)
                return _isEnded && _pending.Count == 0;
        }
    }

    public async ValueTask<WatchEvent?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (Advance() is { } next)
                    return next;
                if (_isEnded)
                    return null;
                _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _waiter.Task;
            }

            await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The next event without waiting: campaigns without sockets drain a watch with it.</summary>
    public bool TryNext(out WatchEvent? next)
    {
        lock (_gate)
            next = Advance();
        return next is not null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _pending.Clear();
            End();
        }
    }

    internal void Wake()
    {
        _waiter?.TrySetResult();
        _waiter = null;
    }

    /// <summary>Ends the watch at its deadline, else says now and then how far the client is.</summary>
    internal void Tick(DateTimeOffset now)
    {
        if (_isEnded)
            return;
        var isOver = now >= _deadline;
        // A client that has not read the last one needs no other; and nothing may pile up for it.
        if (_allowBookmarks && _pending.Count == 0 && now >= _bookmarkAt)
        {
            // What already happened comes first: a bookmark promises that nothing before it is still to come.
            Drain();
            if (_isEnded)
                return;
            _lastVersion = Math.Max(_lastVersion, _store.ResourceVersion);
            _pending.Enqueue(new WatchEvent("BOOKMARK", Bookmark(_type, _lastVersion)));
            _bookmarkAt = NextBookmark(now);
            Wake();
        }

        if (isOver)
        {
            Drain();
            End();
        }
    }

    /// <summary>Ends the watch because its kind is no longer served.</summary>
    internal void Close() => End();

    internal static JsonObject Bookmark(ResourceType type, long resourceVersion) => new()
    {
        ["kind"] = type.Kind,
        ["apiVersion"] = type.ApiVersion,
        ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion.ToString(), ["creationTimestamp"] = null },
    };

    private DateTimeOffset NextBookmark(DateTimeOffset now)
    {
        var (next, last) = (now + BookmarkInterval, _deadline - LastBookmarkBeforeEnd);
        return next < last ? next : now < last ? last : DateTimeOffset.MaxValue;
    }

    private WatchEvent? Advance()
    {
        if (_pending.TryDequeue(out var pending))
            return pending;
        return _isEnded ? null : NextChange();
    }

    private void Drain()
    {
        while (!_isEnded && NextChange() is { } change)
            _pending.Enqueue(change);
    }

    private WatchEvent? NextChange()
    {
        var log = _collection.Log;
        if (_position < log.Start)
        {
            End();
            return new WatchEvent("ERROR", StatusErrors.Expired(
                $"too old resource version: {_lastVersion} ({log.CompactedVersion + 1})").Status);
        }

        while (_position < log.End)
        {
            var change = log[_position++];
            _lastVersion = change.ResourceVersion;
            if (Show(change) is { } shown)
                return shown;
        }

        return null;
    }

    private WatchEvent? Show(ChangeRecord change)
    {
        var before = change.Old is not null && _filter.Matches(change.Old);
        var after = change.New is not null && _filter.Matches(change.New);
        return (before, after) switch
        {
            (false, true) => Event("ADDED", change.New!),
            (true, true) => Event("MODIFIED", change.New!),
            (true, false) => Event("DELETED", change.Last ?? change.Old!.At(change.ResourceVersion)),
            _ => null,
        };
    }

    private WatchEvent Event(string type, StoredObject stored) => new(type, Json.Thaw(stored.As(_type)));

    private void End()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        _collection.Remove(this);
        Wake();
    }
}

/// <param name="AfterVersion">Changes after this version are shown.</param>
/// <param name="Initial">Synthetic events that come first.</param>
/// <param name="IsOver">Nothing follows the initial events.</param>
internal sealed record WatchStart(
    ObjectFilter Filter, long AfterVersion, IEnumerable<WatchEvent> Initial, bool AllowBookmarks, DateTimeOffset Now,
    DateTimeOffset Deadline, bool IsOver = false);
