using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Hosting.Building;

/// <summary>What wakes a controller besides changes of its own kind. The kinds named here get a shared store.</summary>
public sealed class ControllerTriggers<T> where T : class, IKubernetesObject
{
    private readonly List<MappedTrigger> _mapped = [];
    private IStore<T>? _store;

    public IReadOnlyList<MappedTrigger> Mapped => _mapped;

    public Func<StoreChange<T>, bool> Filter { get; private set; } = static _ => true;

    public int MaxConcurrency { get; private set; } = 1;

    /// <summary>Every key is looked at again at least this often (jittered), whatever was missed.</summary>
    public TimeSpan Resync { get; private set; } = TimeSpan.FromMinutes(10);

    /// <summary>Changes of objects that name one of ours as their controller.</summary>
    public ControllerTriggers<T> Owns<TOwned>(Resource<TOwned> resource) where TOwned : class, IKubernetesObject =>
        Watches(resource, owned => owned.Metadata.OwnerReferences
            .Where(owner => owner.Controller == true)
            .Select(owner => new ObjectKey(owned.Metadata.Namespace, owner.Name)));

    /// <summary>Changes of other objects, mapped to the keys they concern; both the old and the new state are mapped.</summary>
    public ControllerTriggers<T> Watches<TOther>(Resource<TOther> resource, Func<TOther, IEnumerable<ObjectKey>> map)
        where TOther : class, IKubernetesObject
    {
        _mapped.Add(new MappedTrigger<TOther>(resource, map));
        return this;
    }

    /// <summary>As above, for keys that only the controller's own objects know, such as those that refer to the changed one.</summary>
    public ControllerTriggers<T> Watches<TOther>(Resource<TOther> resource, Func<TOther, IStore<T>, IEnumerable<ObjectKey>> map)
        where TOther : class, IKubernetesObject =>
        Watches(resource, other => _store is { } store ? map(other, store) : []);

    /// <summary>Called by the host with the store of the controller's own kind.</summary>
    public void Bind(IStore<T> store) => _store = store;

    public ControllerTriggers<T> OnlyWhen(Func<StoreChange<T>, bool> filter)
    {
        Filter = filter;
        return this;
    }

    public ControllerTriggers<T> WithConcurrency(int max)
    {
        MaxConcurrency = max;
        return this;
    }

    public ControllerTriggers<T> WithResync(TimeSpan every)
    {
        Resync = every;
        return this;
    }
}

public abstract record MappedTrigger
{
    /// <summary>Hands the trigger to the host with its type restored.</summary>
    public abstract void Visit(IMappedTriggerVisitor visitor);
}

public sealed record MappedTrigger<TOther>(Resource<TOther> Resource, Func<TOther, IEnumerable<ObjectKey>> Map) : MappedTrigger
    where TOther : class, IKubernetesObject
{
    public override void Visit(IMappedTriggerVisitor visitor) => visitor.Visit(this);
}

public interface IMappedTriggerVisitor
{
    void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IKubernetesObject;
}
