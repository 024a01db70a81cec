using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Kubernetes.Events;

/// <summary>Remembers what was written lately and decides what becomes of a new note. Not safe for concurrent use.</summary>
internal sealed class EventJournal(TimeProvider time)
{
    private const int MaxRemembered = 4096;

    // client-go's aggregation interval: after so long without it an event is news again.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<EventIdentity, EventSlot> _slots = [];
    private readonly Dictionary<(ObjectKey, string), ObjectEventLimit> _limits = [];
    private int _named;

    /// <returns>The slot with its new count, or null when the object has had its share; it is then counted only.</returns>
    public EventSlot? Take(EventNote note)
    {
        Trim();
        if (_slots.TryGetValue(note.Identity, out var slot) && note.At - slot.Last >= Memory)
        {
            slot = null;
        }

        if (slot is null)
        {
            slot = new EventSlot(NameFor(note), note.At);
            _slots[note.Identity] = slot;
        }

        slot.Count++;
        slot.Last = note.At;
        var owner = (note.Identity.Key, note.Identity.Uid);
        if (!_limits.TryGetValue(owner, out var limit))
        {
            _limits[owner] = limit = new ObjectEventLimit(time);
        }

        return limit.Allows() ? slot : null;
    }

    /// <summary>The event is gone from the cluster: the next one is written anew.</summary>
    public void Forget(EventIdentity identity) => _slots.Remove(identity);

    private void Trim()
    {
        if (_slots.Count >= MaxRemembered)
        {
            foreach (var old in _slots.OrderBy(pair => pair.Value.Last).Take(MaxRemembered / 4).Select(pair => pair.Key).ToList())
            {
                _slots.Remove(old);
            }
        }

        if (_limits.Count >= MaxRemembered)
        {
            _limits.Clear();
        }
    }

    /// <summary>kubectl shows the name; time and a running number keep it unique, also over restarts.</summary>
    private string NameFor(EventNote note) => $"{note.Identity.Key.Name}.{note.At.UtcTicks:x}{(ushort)_named++:x4}";
}
