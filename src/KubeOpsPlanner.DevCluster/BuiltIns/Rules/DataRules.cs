using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>Keys of ConfigMaps and Secrets, and what the well-known types of Secrets must contain.</summary>
internal static partial class DataRules
{
    private const string KeyText =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', "
        + "regex used for validation is '[-._a-zA-Z0-9]+')";

    private const string AccountAnnotation = "kubernetes.io/service-account.name";

    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft)
    {
        if (type.Plural == "secrets")
        {
            foreach (var error in Typed(draft))
                yield return error;
        }

        foreach (var field in new[] { "data", "binaryData" })
        {
            foreach (var (key, _) in draft[field] as JsonObject ?? [])
            {
                if (KeyError(key) is { } problem)
                    yield return FieldError.Invalid($"{field}[{key}]", key, problem);
                if (field == "data" && draft["binaryData"] is JsonObject binary && binary.ContainsKey(key))
                    yield return FieldError.Invalid($"{field}[{key}]", key, "duplicate of key present in binaryData");
            }
        }
    }

    private static IEnumerable<FieldError> Typed(JsonObject secret)
    {
        var data = secret["data"] as JsonObject ?? [];
        IEnumerable<FieldError> Missing(params string[] keys) =>
            keys.Where(key => !data.ContainsKey(key)).Select(key => FieldError.Required($"data[{key}]"));
        return secret.Text("type") switch
        {
            "kubernetes.io/tls" => Missing("tls.crt", "tls.key"),
            "kubernetes.io/dockercfg" => Missing(".dockercfg").Concat(NoObject(data, ".dockercfg")),
            "kubernetes.io/dockerconfigjson" => Missing(".dockerconfigjson").Concat(NoObject(data, ".dockerconfigjson")),
            // The brackets with %s are the real server's slip.
            "kubernetes.io/ssh-auth" => data.ContainsKey("ssh-privatekey") ? [] : [FieldError.Required("data[%s][ssh-privatekey]")],
            "kubernetes.io/basic-auth" => data.ContainsKey("username") || data.ContainsKey("password")
                ? []
                : [FieldError.Required("data[%s][username]"), FieldError.Required("data[%s][password]")],
            "kubernetes.io/service-account-token" when (secret.At("metadata", "annotations") as JsonObject).Text(AccountAnnotation).Length == 0 =>
                [FieldError.Required($"metadata.annotations[{AccountAnnotation}]")],
            _ => [],
        };
    }

    private static IEnumerable<FieldError> NoObject(JsonObject data, string key)
    {
        var bytes = new byte[data.Text(key).Length];
        if (!data.ContainsKey(key) || !Convert.TryFromBase64String(data.Text(key), bytes, out var length))
            yield break;
        if (Problem(bytes.AsSpan(0, length)) is { } problem)
            yield return FieldError.Invalid($"data[{key}]", "<secret contents redacted>", problem);
    }

    private static string? Problem(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) switch
            {
                JsonObject => null,
                JsonArray => "json: cannot unmarshal array into Go value of type map[string]interface {}",
                { } value => $"json: cannot unmarshal {value.GetValueKind().ToString().ToLowerInvariant()} into Go value of type map[string]interface {{}}",
                null => null,
            };
        }
        catch (JsonException)
        {
            return "invalid character in a value that should be JSON";
        }
    }

    private static string? KeyError(string key) => key switch
    {
        "." => "must not be '.'",
        ".." => "must not be '..'",
        _ when key.StartsWith("..", StringComparison.Ordinal) => "must not start with '..'",
        _ when !Key().IsMatch(key) => KeyText,
        _ => null,
    };

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z")]
    private static partial Regex Key();
}
