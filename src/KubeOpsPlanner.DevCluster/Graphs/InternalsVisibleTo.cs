using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.DevCluster.Tests")]
