namespace KubeOpsPlanner.Testing;

/// <summary>A server that can be made to forget older versions of what it stores, as servers do by themselves in time.</summary>
public interface ICompactableServer
{
    /// <summary>Afterwards only what is there now can be listed; objects stay as they are.</summary>
    Task CompactAsync();
}
