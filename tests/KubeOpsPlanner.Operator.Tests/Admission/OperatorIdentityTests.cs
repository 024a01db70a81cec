using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Operator.Tests.Admission;

public sealed class OperatorIdentityTests
{
    private const string Token = "system:serviceaccount:kubeops-planner-system:kubeops-planner";

    private readonly ClusterInMemory _cluster = new();
    private int _asked;

    [Theory]
    [InlineData("configured", "v1", true, "configured")]
    [InlineData(null, "v1", true, "system:admin")]
    [InlineData(null, "v1alpha1", true, "system:admin")]
    [InlineData(null, null, true, Token)]
    [InlineData(null, null, false, null)]
    public async Task It_is_configured_or_asked_for_or_read_from_the_token(string? option, string? served, bool hasToken, string? expected)
    {
        _cluster.Answer = (api, _) =>
        {
            _asked++;
            return api.Version == served
                ? new JsonObject { ["status"] = new JsonObject { ["userInfo"] = new JsonObject { ["username"] = "system:admin" } } }
                : throw ClusterInMemory.Refusal(HttpStatusCode.NotFound);
        };
        var identity = Identity(option, hasToken ? Jwt($$"""{"sub": "{{Token}}"}""") : null);
        Assert.Equal(expected, await identity.NameAsync(default));
        var asked = _asked;
        Assert.Equal(expected, await identity.NameAsync(default));
        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_asked_again()
    {
        _cluster.Answer = (_, _) => _asked++ == 0
            ? throw ClusterInMemory.Refusal(null)
            : new JsonObject { ["status"] = new JsonObject { ["userInfo"] = new JsonObject { ["username"] = "system:admin" } } };
        var identity = Identity(null, null);
        Assert.Null(await identity.NameAsync(default));
        Assert.Equal("system:admin", await identity.NameAsync(default));
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("a.b.c")]
    [InlineData("a.e30.c")]
    [InlineData("a.W10.c")]
    public void What_is_no_token_has_no_subject(string token) => Assert.Null(OperatorIdentity.SubjectOf(token));

    private static string Jwt(string claims) =>
        $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.sig";

    private OperatorIdentity Identity(string? option, string? token) => new(
        new PlannerOptions { OperatorPrincipal = option, DomainClock = new ScaledTimeProvider(TimeProvider.System, 1) },
        _cluster,
        NullLogger<OperatorIdentity>.Instance)
    { ReadToken = () => token };
}
