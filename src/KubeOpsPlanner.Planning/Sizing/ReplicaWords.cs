using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Replicas in a sentence: a pair where a plan sizes both roles, else the number of its one role, "decode 2".</summary>
internal static class ReplicaWords
{
    public static string Of(bool hasPrefill, bool hasDecode, ReplicaPair replicas) => (hasPrefill, hasDecode) switch
    {
        (true, false) => $"prefill {replicas.Prefill}",
        (false, true) => $"decode {replicas.Decode}",
        _ => replicas.ToString(),
    };
}
