using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Tests.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Authentication;

public sealed class ReviewTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string TokenReviews = "/apis/authentication.k8s.io/v1/tokenreviews";

    [Fact]
    public async Task A_minted_token_is_the_service_account_for_as_long_as_it_lives()
    {
        await shell.SendAsync("POST", Accounts, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"planner"}}""");
        var (code, request) = await shell.SendAsync("POST", $"{Accounts}/planner/token", """{"spec":{}}""");
        Assert.Equal(201, code);

        var token = request["status"]!["token"]!.GetValue<string>();
        var user = await WhoAmI(token);

        Assert.Equal("system:serviceaccount:default:planner", user["username"]!.GetValue<string>());
        Assert.Equal(
            ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"],
            user["groups"]!.AsArray().Select(group => group!.ToString()));
    }

    [Fact]
    public async Task A_token_that_is_bound_to_a_pod_names_it()
    {
        await shell.SendAsync("POST", Accounts, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"bound"}}""");
        await shell.SendAsync("POST", Pods, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"serviceAccountName":"bound","containers":[{"name":"c","image":"i"}]}}""");
        var (_, request) = await shell.SendAsync(
            "POST", $"{Accounts}/bound/token", """{"spec":{"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p"}}}""");

        var user = await WhoAmI(request["status"]!["token"]!.GetValue<string>());

        Assert.Equal("p", user["extra"]!["authentication.kubernetes.io/pod-name"]![0]!.GetValue<string>());
        var (_, pod) = await shell.SendAsync("GET", $"{Pods}/p");
        Assert.Equal(
            pod["metadata"]!["uid"]!.GetValue<string>(),
            user["extra"]!["authentication.kubernetes.io/pod-uid"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nobody", "{}", 404, "serviceaccounts \"nobody\" not found")]
    [InlineData("default", """{"spec":{"expirationSeconds":5}}""", 422,
        "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes")]
    [InlineData("default", """{"spec":{"boundObjectRef":{"kind":"Pod","name":"gone"}}}""", 404, "pods \"gone\" not found")]
    [InlineData("default", "{", 400, "the object provided is unrecognized")]
    public async Task Impossible_tokens_are_refused(string account, string body, int code, string message)
    {
        var (actual, status) = await shell.SendAsync("POST", $"{Accounts}/{account}/token", body);

        Assert.Equal(code, actual);
        Assert.StartsWith(message, status["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_review_tells_valid_from_invalid()
    {
        var (_, valid) = await shell.SendAsync("POST", TokenReviews, Review("TokenReview", $$"""{"token":"{{ShellFixture.BobToken}}"}"""));
        var (_, invalid) = await shell.SendAsync("POST", TokenReviews, Review("TokenReview", """{"token":"bad"}"""));

        Assert.True(valid["status"]!["authenticated"]!.GetValue<bool>());
        Assert.Equal("bob", valid["status"]!["user"]!["username"]!.GetValue<string>());
        Assert.Null(invalid["status"]!["authenticated"]);
        Assert.Equal("invalid bearer token", invalid["status"]!["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"user":"bob","resourceAttributes":{"verb":"get","resource":"pods"}}""", true)]
    [InlineData("""{"user":"system:anonymous","resourceAttributes":{"verb":"get","resource":"pods"}}""", false)]
    [InlineData("""{"user":"system:anonymous","nonResourceAttributes":{"verb":"get","path":"/healthz"}}""", true)]
    public async Task Access_is_for_everybody_but_the_anonymous(string spec, bool isAllowed)
    {
        var (code, review) = await shell.SendAsync(
            "POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", Review("SubjectAccessReview", spec));

        Assert.Equal(201, code);
        Assert.Equal(isAllowed, review["status"]!["allowed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_review_without_attributes_is_invalid()
    {
        var (code, status) = await shell.SendAsync(
            "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Review("SelfSubjectAccessReview", "{}"));

        Assert.Equal((422, "Invalid"), (code, status["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Impersonated_users_are_who_they_are_said_to_be()
    {
        var (_, review) = await shell.SendAsync(
            "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", Review("SelfSubjectReview", "{}"),
            headers: [("Impersonate-User", "alice"), ("Impersonate-Group", "team")]);

        var user = review["status"]!["userInfo"]!;
        Assert.Equal("alice", user["username"]!.GetValue<string>());
        Assert.Equal(["team", "system:authenticated"], user["groups"]!.AsArray().Select(group => group!.ToString()));
    }

    [Fact]
    public async Task Only_administrators_impersonate()
    {
        var (code, _) = await shell.SendAsync(
            "GET", "/api/v1/namespaces", token: ShellFixture.BobToken, headers: ("Impersonate-User", "alice"));

        Assert.Equal(403, code);
    }

    private async Task<JsonNode> WhoAmI(string token)
    {
        var (code, review) = await shell.SendAsync(
            "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", Review("SelfSubjectReview", "{}"), token: token);
        Assert.Equal(201, code);
        return review["status"]!["userInfo"]!;
    }

    private static string Review(string kind, string spec) => $$"""{"kind":"{{kind}}","spec":{{spec}} }""";
}
