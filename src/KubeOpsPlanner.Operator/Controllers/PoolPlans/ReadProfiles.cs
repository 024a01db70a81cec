using System.Runtime.CompilerServices;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Profiles as they were read, for as long as a store holds their ConfigMap: thousands of plans may share one, and a pass reads none anew.</summary>
internal static class ReadProfiles
{
    private static readonly ConditionalWeakTable<ConfigMap, ProfileReadResult> Known = [];

    public static ProfileReadResult Of(ConfigMap profile) => Known.GetValue(profile, static map => ProfileReader.Read(map.Data, map.BinaryData));
}
