using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("KubeOpsPlanner.Benchmarks")]
