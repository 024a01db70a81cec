namespace KubeOpsPlanner.Testing;

public enum ServerKind
{
    /// <summary>The one of <c>make dev</c>, in this process. Whoever is authenticated may do everything.</summary>
    Embedded,

    /// <summary>A kube-apiserver with its etcd and RBAC; no controller manager, so nothing collects garbage or empties namespaces.</summary>
    Real,
}
