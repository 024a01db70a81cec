using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>Hands on what admission wants people to know: <c>Warning: 299 - "text"</c> headers (RFC 7234, 5.5).</summary>
internal sealed partial class WarningHandler(Action<string> onWarning) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Warning", out var headers))
        {
            foreach (var header in headers)
            {
                foreach (Match warning in Texts().Matches(header))
                {
                    onWarning(Escapes().Replace(warning.Groups[1].Value, "$1"));
                }
            }
        }

        return response;
    }

    [GeneratedRegex("""299 \S+ "((?:[^"\\]|\\.)*)"(?=$|,|\s)""")]
    private static partial Regex Texts();

    [GeneratedRegex("""\\(.)""")]
    private static partial Regex Escapes();
}
