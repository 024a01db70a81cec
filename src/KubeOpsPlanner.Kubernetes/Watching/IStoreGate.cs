namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>What the host needs to know of a store whose kind it does not know.</summary>
internal interface IStoreGate
{
    /// <summary>The collection, e.g. <c>poolplans.kubeopsplanner.io</c>.</summary>
    string Name { get; }

    bool HasSynced { get; }

    /// <summary>Completes with the first full list.</summary>
    Task Synced { get; }
}
