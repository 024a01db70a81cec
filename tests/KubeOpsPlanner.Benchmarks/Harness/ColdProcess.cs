using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeOpsPlanner.Benchmarks.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>A process that starts one thing, says where it is, and ends with its standard input.</summary>
internal static class ColdProcess
{
    /// <summary>Makes this program one of those processes; what to start comes after it.</summary>
    public const string Flag = "--cold-start";

    public const string ApiServer = "api-server";

    /// <summary>What every server on this platform pays for: Kestrel with a certificate made on the spot.</summary>
    public const string EmptyServer = "empty-server";

    /// <param name="what"><see cref="ApiServer"/>, <see cref="EmptyServer"/>, or the kubeconfig of the cluster in which to start the operator.</param>
    /// <param name="firstLine">When the program began, in ticks of the <see cref="Stopwatch"/>.</param>
    public static async Task<int> RunAsync(string what, long firstLine)
    {
        await using var running = what switch
        {
            ApiServer => await StartApiServerAsync(firstLine),
            EmptyServer => await StartEmptyServerAsync(firstLine),
            _ => await StartOperatorAsync(what, firstLine),
        };
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<IAsyncDisposable> StartApiServerAsync(long firstLine)
    {
        var cluster = await LoopbackCluster.StartAsync(CancellationToken.None);
        new Report(firstLine, cluster.Server.Url, cluster.Server.CaPem, cluster.Server.AdminToken).Print();
        return cluster;
    }

    private static async Task<IAsyncDisposable> StartOperatorAsync(string kubeconfig, long firstLine)
    {
        var host = await LoopbackHost.StartAsync(kubeconfig, LoopbackHost.AddOperator, CancellationToken.None);
        new Report(firstLine, "", "", "").Print();
        return host;
    }

    private static async Task<IAsyncDisposable> StartEmptyServerAsync(long firstLine)
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var application = builder.Build();
        application.Run(context => context.Response.WriteAsync("{}"));
        await application.StartAsync();
        new Report(firstLine, application.Urls.Single(), certificate.ExportCertificatePem(), "none").Print();
        return application;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=empty", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The one line that such a process prints when it is up. Plain words: a serializer would have to start too.</summary>
    /// <param name="FirstLine">When the program began, in ticks of the <see cref="Stopwatch"/>.</param>
    public sealed record Report(long FirstLine, string Address, string AuthorityPem, string Token)
    {
        public static Report Parse(string line) => line.Split(' ') is [var ticks, var address, var authority, var token]
            ? new Report(long.Parse(ticks, CultureInfo.InvariantCulture), address, Encoding.UTF8.GetString(Convert.FromBase64String(authority)), token)
            : throw new FormatException($"A process that was to start cold said '{line}' instead of four words.");

        public void Print() => Console.WriteLine(
            string.Join(' ', FirstLine.ToString(CultureInfo.InvariantCulture), Address, Convert.ToBase64String(Encoding.UTF8.GetBytes(AuthorityPem)), Token));
    }
}
