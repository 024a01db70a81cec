using System.Net;
using System.Net.Http.Headers;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>One request that can be sent again.</summary>
/// <param name="Path">Relative to the server's address, with its query.</param>
/// <param name="Deadline">For all attempts together.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, byte[]? Body, string ContentType, TimeSpan Deadline)
{
    // Half of the API server's own limit of 60 s: whoever waits for us should hear before the server gives up.
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    public static ApiCall Get(string path) => new(HttpMethod.Get, path, null, "", DefaultDeadline);

    public static ApiCall Write(HttpMethod method, string path, byte[]? body, string contentType = "application/json") =>
        new(method, path, body, contentType, DefaultDeadline);

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Path)
        {
            // HttpClient's default version does not apply to messages; TLS negotiates down where it must.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return request;
    }

    public override string ToString() => $"{Method} {Path}";
}
