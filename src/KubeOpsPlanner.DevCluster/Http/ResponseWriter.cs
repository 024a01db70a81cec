using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Writes one answer in the form that the client asked for.</summary>
internal static class ResponseWriter
{
    // kube-apiserver compresses from this size on; below, the effort costs more than it saves.
    private const int CompressFromBytes = 128 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    public static async Task WriteAsync(
        HttpContext context, ApiResponse response, Representation representation, string? contentType = null)
    {
        AddWarnings(context, response.Warnings);
        if (response.Code >= 400 && response.Body["details"]?["retryAfterSeconds"] is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        var isYaml = representation.Format == WireFormat.Yaml && contentType is null;
        var bytes = isYaml
            ? Encoding.UTF8.GetBytes(YamlWriter.Write(response.Body))
            : Serialize(response.Body, representation.IsIndented || WantsIndent(context.Request));
        context.Response.StatusCode = response.Code;
        context.Response.ContentType = contentType ?? (isYaml ? "application/yaml" : "application/json");
        context.Response.Headers.CacheControl = "no-cache, private";
        await WriteBytesAsync(context, bytes).ConfigureAwait(false);
    }

    public static void AddWarnings(HttpContext context, IEnumerable<string> warnings)
    {
        foreach (var warning in WarningHeaders.Format(warnings))
            context.Response.Headers.Append("Warning", warning);
    }

    public static Task WriteTextAsync(HttpContext context, int code, string text) =>
        WriteAsync(context, code, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public static Task WriteAsync(HttpContext context, int code, byte[] bytes, string contentType)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = contentType;
        return WriteBytesAsync(context, bytes);
    }

    public static byte[] Serialize(JsonNode node, bool isIndented = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, isIndented ? Indented : Compact))
            node.WriteTo(writer);
        return buffer.ToArray();
    }

    private static async Task WriteBytesAsync(HttpContext context, byte[] bytes)
    {
        if (bytes.Length >= CompressFromBytes && AcceptsGzip(context.Request))
        {
            using var buffer = new MemoryStream();
            using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(bytes);
            bytes = buffer.ToArray();
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.Vary = "Accept-Encoding";
        }
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',', StringSplitOptions.TrimEntries)
            .Any(coding => coding.Split(';')[0] == "gzip");

    // Like the real server: people with a browser or curl get lines, programs do not.
    private static bool WantsIndent(HttpRequest request)
    {
        var asked = request.Query["pretty"].ToString();
        if (asked.Length > 0)
            return asked is "1" or "t" or "T" or "true" or "True" or "TRUE";
        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal) || agent.StartsWith("Wget", StringComparison.Ordinal)
            || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }
}
