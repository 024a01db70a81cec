using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.KubeOps.Client;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Client;

public sealed class ApiErrorTests
{
    public static TheoryData<string, Exception, HttpStatusCode?, string, string> Errors => new()
    {
        {
            "a Status of the server", Refused(HttpStatusCode.Conflict, """{"kind":"Status","code":409,"reason":"Conflict","message":"moved on"}"""),
            HttpStatusCode.Conflict, "Conflict", "moved on"
        },
        { "an answer that is no Status", Refused(HttpStatusCode.BadGateway, "<html>"), HttpStatusCode.BadGateway, "BadGateway", "reading x was refused: it failed" },
        {
            "the end of a watch", new KubernetesException(new V1Status { Code = 410, Reason = "Expired", Message = "too old" }),
            HttpStatusCode.Gone, "Expired", "too old"
        },
        { "nobody answers", new HttpRequestException("refused"), null, "ConnectionFailed", "reading x got no answer: refused" },
        { "too late", new TaskCanceledException(), null, "Timeout", "reading x was not answered in time" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_failure_says_what_the_server_said(string row, Exception error, HttpStatusCode? code, string reason, string message)
    {
        var explained = ApiErrors.Explain("reading x", error, CancellationToken.None)!;
        Assert.True(explained is not null, row);
        Assert.Equal((code, reason, message), (explained.Code, explained.Reason, explained.Message));
    }

    [Fact]
    public void What_the_caller_cancelled_is_no_failure_of_the_server() =>
        Assert.Null(ApiErrors.Explain("reading x", new OperationCanceledException(), new CancellationToken(canceled: true)));

    [Fact]
    public void A_fault_of_the_program_stays_one() =>
        Assert.Null(ApiErrors.Explain("reading x", new ArgumentException("no"), CancellationToken.None));

    [Fact]
    public void An_explained_failure_is_left_alone()
    {
        var known = new ClusterException(HttpStatusCode.NotFound, "NotFound", "gone");
        Assert.Same(known, ApiErrors.Explain("reading x", known, CancellationToken.None));
    }

    private static HttpOperationException Refused(HttpStatusCode code, string body)
    {
        using var response = new HttpResponseMessage(code);
        return new HttpOperationException("it failed") { Response = new HttpResponseMessageWrapper(response, body) };
    }
}
