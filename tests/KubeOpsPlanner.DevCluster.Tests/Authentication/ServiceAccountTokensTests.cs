using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;

namespace KubeOpsPlanner.DevCluster.Tests.Authentication;

public sealed class ServiceAccountTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServiceAccountClaims Claims = new(
        "inference", "planner", "uid-1", new BoundObject(BoundObject.PodKind, "pod-0", "uid-2"), ["here"], Now, Now.AddHours(1), "token-1");

    [Fact]
    public void A_minted_token_says_what_was_put_in()
    {
        using var tokens = new ServiceAccountTokens();

        var read = tokens.Verify(tokens.Mint(Claims), Now)!;

        Assert.Equal(Claims with { Audiences = read.Audiences }, read);
        Assert.Equal(Claims.Audiences, read.Audiences);
    }

    [Fact]
    public void The_bearer_can_read_its_own_subject()
    {
        using var tokens = new ServiceAccountTokens();
        var payload = tokens.Mint(Claims).Split('.')[1].Replace('-', '+').Replace('_', '/');
        var padded = payload.PadRight((payload.Length + 3) / 4 * 4, '=');

        var json = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(padded)))!;

        Assert.Equal("system:serviceaccount:inference:planner", json["sub"]!.GetValue<string>());
    }

    [Fact]
    public void A_token_ends_when_it_expires()
    {
        using var tokens = new ServiceAccountTokens();
        var token = tokens.Mint(Claims);

        Assert.NotNull(tokens.Verify(token, Claims.ExpiresAt.AddSeconds(-1)));
        Assert.Null(tokens.Verify(token, Claims.ExpiresAt));
    }

    [Fact]
    public void Another_server_does_not_believe_it()
    {
        using var tokens = new ServiceAccountTokens();
        using var others = new ServiceAccountTokens();

        Assert.Null(others.Verify(tokens.Mint(Claims), Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("!.!.!")]
    [InlineData("eyJ.eyJ.eyJ")]
    public void Nonsense_is_no_token(string token)
    {
        using var tokens = new ServiceAccountTokens();

        Assert.Null(tokens.Verify(token, Now));
    }

    [Fact]
    public void A_changed_payload_breaks_the_signature()
    {
        using var tokens = new ServiceAccountTokens();
        var parts = tokens.Mint(Claims).Split('.');
        var other = tokens.Mint(Claims with { Name = "admin" }).Split('.');

        Assert.Null(tokens.Verify($"{parts[0]}.{other[1]}.{parts[2]}", Now));
    }
}
