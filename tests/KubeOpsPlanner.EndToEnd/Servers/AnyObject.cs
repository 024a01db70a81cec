using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>An object of any kind as the server gave it, for tests that look at single fields.</summary>
internal sealed record AnyObject(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject
{
    public static AnyObject Read(JsonElement json) => new(KubernetesJson.ReadMeta(json), json);

    public static Task<AnyObject?> FindAsync(ICluster cluster, ApiResource api, ObjectKey key) =>
        cluster.GetAsync(new Resource<AnyObject>(api, Read), key, CancellationToken.None);
}
