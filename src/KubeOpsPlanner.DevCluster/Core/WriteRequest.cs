using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One write as the client asked for it.</summary>
internal sealed record WriteRequest(ApiRequest Http, RequestTarget Target, ResourceType Type, RequestOptions Options)
{
    public CollectionKey Collection => new(Type.Group, Type.Plural);

    /// <summary>Who owns the fields: the named manager, else the program's name from its user agent.</summary>
    public string FieldManager
    {
        get
        {
            if (Options.FieldManager.Length > 0)
                return Options.FieldManager;
            var program = Http.UserAgent.Split('/')[0];
            return program.Length > 0 ? program : "unknown";
        }
    }
}
