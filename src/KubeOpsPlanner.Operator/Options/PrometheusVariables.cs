using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Observations.Prometheus;

namespace KubeOpsPlanner.Operator.Options;

/// <summary>Reads the environment variables that upstream's planner takes for its Prometheus.</summary>
public static class PrometheusVariables
{
    public const string Endpoint = "PROMETHEUS_ENDPOINT";
    private const string Token = "PROMETHEUS_TOKEN";
    private const string TokenFile = "PROMETHEUS_TOKEN_FILE";
    private const string Verify = "PROMETHEUS_SSL_VERIFY";
    private const string CaBundle = "PROMETHEUS_CA_BUNDLE";

    public static string Help =>
        $"{Endpoint} is the Prometheus of plans that ask one, {Token} or {TokenFile} its bearer token, {Verify} (true or false) whether its "
        + $"certificate is checked, {CaBundle} the authorities that it must come from";

    /// <exception cref="OperatorHostException">A variable holds something unusable.</exception>
    public static PrometheusOptions Read(Func<string, string?> variable)
    {
        string? Given(string name) => string.IsNullOrEmpty(variable(name)) ? null : variable(name);
        var bundle = Given(CaBundle);
        if (bundle is not null && !File.Exists(bundle))
            throw new OperatorHostException($"{CaBundle} is \"{bundle}\", which is no file: mount it there, or unset it.");
        return new PrometheusOptions
        {
            Endpoint = Given(Endpoint) is { } text ? Address(text) : PrometheusOptions.DefaultEndpoint,
            Token = Given(Token),
            TokenFile = Given(TokenFile),
            VerifiesCertificate = Given(Verify)?.ToLowerInvariant() is "1" or "true" or "yes",
            CaBundle = bundle,
        };
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
        ? uri
        : throw new OperatorHostException($"{Endpoint} is \"{text}\", which is no http or https URL: correct or unset it.");
}
