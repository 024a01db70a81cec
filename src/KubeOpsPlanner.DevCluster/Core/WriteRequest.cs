using System.Text;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One write as the client asked for it.</summary>
internal sealed record WriteRequest(ApiRequest Http, RequestTarget Target, ResourceType Type, RequestOptions Options)
{
    private const int MaxManagerBytes = 128;

    public CollectionKey Collection => Type.Collection;

    /// <summary>Who owns the fields: the named manager, else the program's name from its user agent.</summary>
    public string FieldManager
    {
        get
        {
            if (Options.FieldManager.Length > 0)
                return Options.FieldManager;
            var program = Printable(Http.UserAgent.Split('/')[0]);
            return program.Length > 0 ? program : "unknown";
        }
    }

    private static string Printable(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)))
        {
            if (Encoding.UTF8.GetByteCount(kept.ToString()) + rune.Utf8SequenceLength > MaxManagerBytes)
                break;
            kept.Append(rune);
        }

        return kept.ToString();
    }
}
