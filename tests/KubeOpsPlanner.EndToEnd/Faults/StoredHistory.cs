using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>The GPUs of a fleet at every version that was stored, told by the store itself: no fault can hide one.</summary>
internal sealed class StoredHistory : IDisposable
{
    private readonly ApiServerCore _core;
    private readonly Fleet _fleet;
    private readonly Dictionary<string, int> _gpus = [];

    public StoredHistory(ApiServerCore core, Fleet fleet)
    {
        _core = core;
        _fleet = fleet;
        _core.Committed += Record;
    }

    /// <summary>Of the stored versions, the largest.</summary>
    public int MostGpus { get; private set; }

    public int Changes { get; private set; }

    public void Dispose() => _core.Committed -= Record;

    private void Record(CommittedChange change)
    {
        if (change.Plural != "dynamographdeployments" || !_fleet.Namespaces.Contains(change.Namespace))
        {
            return;
        }

        _gpus[$"{change.Namespace}/{change.Name}"] = change.Type == "DELETED" ? 0 : GpuCount.Of(JsonNode.Parse(change.Object.GetRawText())!);
        MostGpus = Math.Max(MostGpus, _gpus.Values.Sum());
        Changes++;
    }
}
