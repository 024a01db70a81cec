using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Testing;

/// <summary>An HTTPS server in this process, with a self-signed certificate for <c>localhost</c> and the names that it is given.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookServer(WebApplication application, string caBundle)
    {
        _application = application;
        CaBundle = caBundle;
    }

    /// <summary>Base64 of PEM, as in a webhook configuration.</summary>
    public string CaBundle { get; }

    public int Port => new Uri(_application.Urls.Single()).Port;

    /// <summary>E.g. <c>https://localhost:40123</c>.</summary>
    public string Url => $"https://localhost:{Port}";

    /// <param name="names">E.g. <c>hook.inference.svc</c>, under which a Service would be called.</param>
    public static async Task<WebhookServer> StartAsync(RequestDelegate answer, params IReadOnlyList<string> names)
    {
        using var certificate = Certify(["localhost", .. names]);
        var serving = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(serving)));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new WebhookServer(
            application, Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.ExportCertificatePem())));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static X509Certificate2 Certify(IEnumerable<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hook", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }
}
