using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>The media type of a request's body, as kube-apiserver reads the header.</summary>
internal static class BodyType
{
    /// <returns>Empty without a header; a header that cannot be read is no type that anybody accepts.</returns>
    public static string Of(string method, string? header)
    {
        var text = header ?? "";

        // Patches are told apart by the letter, whatever stands behind them.
        if (HttpMethods.IsPatch(method))
            return text.Split(';')[0].Trim();
        return MediaTypeHeaderValue.TryParse(text, out var type) && type.Parameters.All(parameter => parameter.Value is not null)
            ? type.MediaType?.ToLowerInvariant() ?? ""
            : text;
    }
}
