using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>GPUs that one container, or one v1alpha1 <c>resources</c> block, asks for.</summary>
internal static class ContainerGpus
{
    /// <summary>Reads <c>resources</c> of a container: limits, else requests, per resource name.</summary>
    public static GpuShape OfContainer(JsonElement container)
    {
        var total = 0L;
        foreach (var (name, quantity) in Effective(container, static block => block.Entries()))
        {
            if (DeviceNames.IsPartOfGpu(name))
            {
                return GpuShape.Unknown($"{name} is a part of a GPU, or of an unknown number");
            }

            if (!DeviceNames.IsWholeGpu(name))
            {
                continue;
            }

            if (GpuQuantity.Read(quantity) is not { } gpus)
            {
                return GpuShape.Unknown($"{name} is {quantity.GetRawText()}, which is no whole number");
            }

            total += gpus;
        }

        return Sum(total);
    }

    /// <summary>
    /// Reads <c>resources</c> of a v1alpha1 service: <c>gpu</c>, and <c>custom</c> by resource name. When both name
    /// GPUs, the larger counts: they are two spellings of one request.
    /// </summary>
    public static GpuShape OfService(JsonElement service)
    {
        var plain = GpuShape.Known(0);
        foreach (var (_, quantity) in Effective(service, static block => block.Entries().Where(entry => entry.Name == "gpu")))
        {
            plain = GpuQuantity.Read(quantity) is { } gpus
                ? GpuShape.Known(gpus)
                : GpuShape.Unknown($"resources gpu is {quantity.GetRawText()}, which is no whole number");
        }

        var custom = 0L;
        foreach (var (name, quantity) in Effective(service, static block => block.Entries("custom")))
        {
            if (DeviceNames.IsPartOfGpu(name))
            {
                return GpuShape.Unknown($"{name} is a part of a GPU, or of an unknown number");
            }

            if (DeviceNames.IsWholeGpu(name))
            {
                if (GpuQuantity.Read(quantity) is not { } gpus)
                {
                    return GpuShape.Unknown($"{name} is {quantity.GetRawText()}, which is no whole number");
                }

                custom += gpus;
            }
        }

        return plain.IsKnown ? Sum(Math.Max(plain.GpusPerReplica!.Value, custom)) : plain;
    }

    public static GpuShape Sum(long gpus) =>
        gpus <= int.MaxValue ? GpuShape.Known((int)gpus) : GpuShape.Unknown("it asks for more GPUs than can be counted");

    private static Dictionary<string, JsonElement> Effective(
        JsonElement holder, Func<JsonElement, IEnumerable<JsonProperty>> entries)
    {
        var effective = new Dictionary<string, JsonElement>();
        foreach (var block in (ReadOnlySpan<string>)["requests", "limits"])
        {
            if (holder.At("resources", block) is { } values)
            {
                foreach (var entry in entries(values).Where(entry => entry.Value.ValueKind != JsonValueKind.Null))
                {
                    effective[entry.Name] = entry.Value;
                }
            }
        }

        return effective;
    }
}
