using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Conformance.Admission;

/// <summary>
/// An HTTPS admission webhook in this process. At <c>/name</c> it says what the object under review tells it to: the text
/// in the annotation <c>answer.name</c>, with <c>UID</c> for the review's uid. Without one it allows. The annotation
/// <c>echo.name</c> names fields of the review's request, which come back as warnings. A longer path says what to do
/// with any object: <c>/name/echo/field/…</c>, <c>/name/deny</c>, <c>/name/trail</c> (adds its name to the annotation
/// <c>trail</c>), <c>/name/set/field/value</c>, and <c>/name/hang</c> until the caller gives up.
/// </summary>
internal sealed class TalkingWebhook
{
    // One for the whole run: starting it costs more than asking it.
    private static readonly Lazy<Task<TalkingWebhook>> Running = new(StartAsync);

    private TalkingWebhook(string url, string caBundle)
    {
        Url = url;
        CaBundle = caBundle;
    }

    public static Task<TalkingWebhook> Shared => Running.Value;

    /// <summary>E.g. <c>https://localhost:40123</c>.</summary>
    public string Url { get; }

    /// <summary>Base64 of PEM, as in a webhook configuration.</summary>
    public string CaBundle { get; }

    private static async Task<TalkingWebhook> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=webhook", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var serving = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(serving)));
        var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        return new TalkingWebhook(
            $"https://localhost:{new Uri(application.Urls.Single()).Port}",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.ExportCertificatePem())));
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!;
        var path = context.Request.Path.Value!.Trim('/');
        if (path.EndsWith("/hang", StringComparison.Ordinal))
        {
            var gone = new TaskCompletionSource();
            await using var left = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        var answer = WebhookAnswers.Answer(review["request"]!, path);
        if (answer.StartsWith("HTTP ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(answer.Split(' ')[1]);
            answer = answer.Split(' ', 3)[2];
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer);
    }
}
