using System.Net;
using System.Net.Http.Headers;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>
/// Adds the bearer token, whom to act as, and the name under which the server's certificate is checked. A token file is read again
/// every minute, since kubelet replaces it while we run, and at once when the server no longer accepts the token.
/// </summary>
internal sealed class IdentityHandler(ClusterConnection connection, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _token = connection.Token;
    private long? _readAt;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (connection.TlsServerName is not null)
        {
            // The handler below derives both SNI and the expected name from the Host header.
            request.Headers.Host = connection.TlsServerName;
        }

        if (Token() is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (connection.Impersonated is { } impersonated)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", impersonated.Name);
            request.Headers.TryAddWithoutValidation("Impersonate-Group", impersonated.Groups);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            lock (_lock)
            {
                _readAt = null;
            }
        }

        return response;
    }

    private string? Token()
    {
        if (connection.TokenFile is not { } file)
        {
            return _token;
        }

        lock (_lock)
        {
            if (_readAt is not { } readAt || time.GetElapsedTime(readAt) >= TokenLifetime)
            {
                try
                {
                    _token = File.ReadAllText(file).Trim();
                    _readAt = time.GetTimestamp();
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException && _token is not null)
                {
                    // A file in the middle of being replaced: the token we have is still the best one.
                }
            }

            return _token;
        }
    }
}
