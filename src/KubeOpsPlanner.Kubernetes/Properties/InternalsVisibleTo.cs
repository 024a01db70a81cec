using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.Kubernetes.Tests")]
