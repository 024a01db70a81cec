using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Turns what a client sent into one JSON value, or into the real server's refusal.</summary>
internal static class RequestBody
{
    private static readonly string[] AcceptedMediaTypes = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <exception cref="StatusException">Not JSON or YAML, not an object, too large.</exception>
    public static JsonObject ReadObject(ApiRequest request, string kind, int maxBytes, out IReadOnlyList<string> duplicates)
    {
        if (request.ContentType is not ("" or "application/json" or "application/yaml"))
            throw StatusErrors.UnsupportedMediaType(AcceptedMediaTypes);
        var value = Read(request, kind, maxBytes, request.ContentType == "application/yaml", out duplicates);
        // Go's decoders take null for an object without fields.
        if (value is null && !request.Body.IsEmpty)
            return [];
        return value as JsonObject ?? throw StatusErrors.BadRequest(Unrecognized(kind, "json: cannot unmarshal into Go value"));
    }

    /// <exception cref="StatusException">Not JSON or YAML, too large.</exception>
    public static JsonNode? Read(ApiRequest request, string kind, int maxBytes, bool isYaml, out IReadOnlyList<string> duplicates)
    {
        duplicates = [];
        if (request.Body.Length > maxBytes)
            throw StatusErrors.TooLarge(maxBytes);
        if (request.Body.IsEmpty && !isYaml)
            throw StatusErrors.BadRequest(Unrecognized(kind, "unexpected end of JSON input (<empty>)"));
        try
        {
            if (isYaml && !LooksLikeJson(request.Body.Span))
                return YamlToJson.Convert(request.Body.Span);
            try
            {
                return JsonWithDuplicates.Normalize(Json.Parse(LoneSurrogates.Replace(request.Body).Span), out duplicates);
            }
            catch (JsonException) when (isYaml)
            {
                // Braces are YAML too, and more is allowed between them.
                return YamlToJson.Convert(request.Body.Span);
            }
        }
        catch (JsonException exception)
        {
            throw StatusErrors.BadRequest(Unrecognized(kind, exception.Message));
        }
        catch (YamlDotNet.Core.YamlException exception)
        {
            throw StatusErrors.BadRequest($"error decoding YAML: line {exception.Start.Line}: {exception.Message}");
        }
    }

    private static string Unrecognized(string kind, string why) =>
        $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {why}";

    private static bool LooksLikeJson(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n"u8);
        return body.Length > 0 && body[0] == (byte)'{';
    }
}
