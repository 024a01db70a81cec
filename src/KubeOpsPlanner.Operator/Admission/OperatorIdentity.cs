using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Operator.Options;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>The full user name under which the operator itself writes.</summary>
public sealed class OperatorIdentity(PlannerOptions options, ICluster cluster, ILogger<OperatorIdentity> logger)
{
    private const string TokenFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private static readonly string[] Versions = ["v1", "v1beta1", "v1alpha1"];

    private readonly SemaphoreSlim _one = new(1, 1);
    private string? _name = options.OperatorPrincipal;
    private bool _isResolved = options.OperatorPrincipal is not null;

    /// <summary>The token to look into where the API server cannot say whose it is; null when there is none.</summary>
    internal Func<string?> ReadToken { get; init; } = ReadTokenFile;

    /// <returns>Null when it cannot be told: then nobody is taken for the operator.</returns>
    public async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isResolved))
            return _name;

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_isResolved && await ResolveAsync(cancellationToken))
                Volatile.Write(ref _isResolved, true);

            return _name;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The subject of a token, without checking it: this is the operator's own.</summary>
    internal static string? SubjectOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            return null;

        try
        {
            var base64 = payload.Replace('-', '+').Replace('_', '/');
            using var claims = JsonDocument.Parse(
                Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
            return claims.RootElement.TryGetProperty("sub", out var subject) ? subject.GetString() : null;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ReadTokenFile()
    {
        try
        {
            return File.ReadAllText(TokenFile).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>False when the API server did not answer and is worth asking again.</returns>
    private async Task<bool> ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (var version in Versions)
        {
            var api = new ApiResource("authentication.k8s.io", version, "SelfSubjectReview", "selfsubjectreviews", IsNamespaced: false);
            try
            {
                var answer = await cluster.CreateAsync(
                    api, new JsonObject { ["apiVersion"] = api.ApiVersion, ["kind"] = api.Kind }, cancellationToken);
                _name = Username(answer);
            }
            catch (ClusterException error) when (error.Code is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed)
            {
                // Not served, or not to us: an older API server.
            }
            catch (ClusterException)
            {
                return false;
            }

            if (_name is not null)
                break;
        }

        _name ??= ReadToken() is { } token ? SubjectOf(token) : null;
        if (_name is null)
        {
            logger.LogWarning(
                "The API server does not say under which name the operator writes, so its own writes are judged like anybody's: "
                + "set --operator-principal to its full user name");
        }
        else
        {
            logger.LogInformation("The operator writes as {Principal}", _name);
        }

        return true;
    }

    private static string? Username(JsonElement answer) =>
        answer.TryGetProperty("status", out var status)
        && status.ValueKind == JsonValueKind.Object
        && status.TryGetProperty("userInfo", out var user)
        && user.ValueKind == JsonValueKind.Object
        && user.TryGetProperty("username", out var name)
            ? name.GetString()
            : null;
}
