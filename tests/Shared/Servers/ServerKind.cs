namespace KubeOpsPlanner.Testing;

public enum ServerKind
{
    /// <summary>The one of <c>make dev --rbac</c>, in this process: with RBAC, and controllers that act at once.</summary>
    Embedded,

    /// <summary>A kube-apiserver with its etcd and RBAC; no controller manager, so nothing collects garbage or empties namespaces.</summary>
    Real,

    /// <summary>One that runs already and that somebody names; may have controllers and other people's objects.</summary>
    External,
}
