using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>
/// GPUs that one pod reserves on its node, by the scheduler's rule: the larger of all that runs together (containers
/// and restartable init containers) and of every single init container with the restartable ones started before it.
/// Source: kubernetes/enhancements KEP-753, "resources calculation".
/// </summary>
internal static class PodGpus
{
    /// <param name="main">What is known of the main container from outside the pod spec; it replaces nothing, the larger counts.</param>
    public static GpuShape Of(JsonElement podSpec, GpuShape? main = null)
    {
        var running = 0L;
        var mainGpus = main ?? GpuShape.Known(0);
        foreach (var container in podSpec.Items("containers"))
        {
            var gpus = ContainerGpus.OfContainer(container);
            if (!gpus.IsKnown)
            {
                return gpus;
            }

            if (main is not null && container.Text("name") == "main")
            {
                mainGpus = Larger(mainGpus, gpus);
            }
            else
            {
                running += gpus.GpusPerReplica!.Value;
            }
        }

        if (!mainGpus.IsKnown)
        {
            return mainGpus;
        }

        running += mainGpus.GpusPerReplica!.Value;
        return WithInitContainers(podSpec, running);
    }

    /// <summary>GPUs come through device claims, whose size the pod does not tell.</summary>
    public static bool HasResourceClaims(JsonElement podSpec) =>
        podSpec.Items("resourceClaims").Any()
        || podSpec.Items("containers").Concat(podSpec.Items("initContainers")).Any(HasClaims);

    public static bool HasClaims(JsonElement container) => container.Items("resources", "claims").Any();

    public static GpuShape Larger(GpuShape left, GpuShape right) =>
        (left.GpusPerReplica, right.GpusPerReplica) switch
        {
            (null, _) => left,
            (_, null) => right,
            ({ } a, { } b) => a >= b ? left : right,
        };

    private static GpuShape WithInitContainers(JsonElement podSpec, long running)
    {
        var started = 0L;
        var peak = 0L;
        foreach (var container in podSpec.Items("initContainers"))
        {
            var gpus = ContainerGpus.OfContainer(container);
            if (!gpus.IsKnown)
            {
                return gpus;
            }

            var isSidecar = container.Text("restartPolicy") == "Always";
            peak = Math.Max(peak, started + gpus.GpusPerReplica!.Value);
            started += isSidecar ? gpus.GpusPerReplica.Value : 0;
        }

        return ContainerGpus.Sum(Math.Max(running + started, peak));
    }
}
