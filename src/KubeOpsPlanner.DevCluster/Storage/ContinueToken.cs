using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>Where a paged list goes on: the last object shown and the version of the snapshot it came from.</summary>
internal sealed record ContinueToken(long ResourceVersion, string AfterNamespace, string AfterName)
{
    public string Encode() => Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["v"] = "meta.k8s.io/v1",
        ["rv"] = ResourceVersion,
        ["start"] = $"{AfterNamespace}/{AfterName}",
    }.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="StatusException">Not a token of this server.</exception>
    public static ContinueToken Decode(string text)
    {
        try
        {
            var base64 = text.Replace('-', '+').Replace('_', '/');
            var json = JsonNode.Parse(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            if (json.Integer("rv") is { } version && json.Text("start").Split('/') is [var @namespace, var name])
                return new ContinueToken(version, @namespace, name);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw Invalid(exception.Message);
        }

        throw Invalid("incomplete token");
    }

    public bool IsBefore(StoredObject stored)
    {
        var order = NamespaceOrder.Instance.Compare(AfterNamespace, stored.Namespace);
        return order < 0 || (order == 0 && string.CompareOrdinal(AfterName, stored.Name) < 0);
    }

    private static StatusException Invalid(string why) =>
        StatusErrors.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
