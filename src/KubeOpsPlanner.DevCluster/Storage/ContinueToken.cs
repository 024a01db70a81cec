using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>Where a paged list goes on, in the form of kube-apiserver.</summary>
/// <param name="ResourceVersion">Of the snapshot it came from; negative for what is there now.</param>
/// <param name="Start">The first key that is still to be shown, below the namespace that is listed.</param>
internal sealed record ContinueToken(long ResourceVersion, string Start)
{
    private const string Version = "meta.k8s.io/v1";

    /// <param name="last">The last object shown.</param>
    public static ContinueToken After(long resourceVersion, StoredObject last, string @namespace) =>
        new(resourceVersion, KeyOf(last, @namespace) + "\0");

    public string Encode() => Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["v"] = Version,
        ["rv"] = ResourceVersion,
        ["start"] = Start,
    }.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="StatusException">Not a token of this server.</exception>
    public static ContinueToken Decode(string text)
    {
        var json = Read(text);
        if (json.Text("v") is var version && version != Version)
            throw Invalid($"server does not recognize this encoded version \"{version}\"");
        if (json.Integer("rv") is not { } resourceVersion || resourceVersion == 0)
            throw Invalid($"incorrect encoded start resourceVersion (version {Version})");
        if (json.Text("start") is not { Length: > 0 } start)
            throw Invalid($"encoded start key empty (version {Version})");
        return IsBelow(start) ? new ContinueToken(resourceVersion, start) : throw Invalid(start);
    }

    /// <summary>A key that leads nowhere but down: with it nobody lists what another path is for.</summary>
    private static bool IsBelow(string start) =>
        (start.StartsWith('/') ? start[1..] : start).Split('/').All(step => step is not ("" or "." or ".."));

    public bool IsBefore(StoredObject stored, string @namespace) => string.CompareOrdinal(Start, KeyOf(stored, @namespace)) <= 0;

    private static string KeyOf(StoredObject stored, string @namespace) =>
        @namespace.Length > 0 || stored.Namespace.Length == 0 ? stored.Name : $"{stored.Namespace}/{stored.Name}";

    private static JsonNode? Read(string text)
    {
        // A single character over whole groups of four can hold nothing: the decoder stops at its place.
        var wrong = text.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
        if (wrong >= 0 || text.Length % 4 == 1)
            throw Invalid($"illegal base64 data at input byte {(wrong >= 0 ? wrong : text.Length - 1)}");
        try
        {
            var base64 = text.Replace('-', '+').Replace('_', '/');
            return JsonNode.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw Invalid("the token does not hold what this server puts into one");
        }
    }

    private static StatusException Invalid(string why) =>
        StatusErrors.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
