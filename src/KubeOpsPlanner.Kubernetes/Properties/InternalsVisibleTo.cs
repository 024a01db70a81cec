using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.Kubernetes.Tests")]
[assembly: InternalsVisibleTo("KubeOpsPlanner.EndToEnd")]
