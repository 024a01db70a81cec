using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Questions about who: whose a token is, and who is asking.</summary>
internal static class IdentityReviews
{
    /// <exception cref="StatusException">There is no token to look at.</exception>
    public static ApiResponse Token(Authenticator authenticator, JsonObject review, DateTimeOffset now)
    {
        var token = review.Text("spec", "token");
        if (token.Length == 0)
            throw StatusErrors.BadRequest("token is required for TokenReview in authentication");
        var asked = review["spec"].At("audiences").Texts().ToList();
        var verdict = authenticator.Authenticate(token, asked.Count > 0 ? asked : Authenticator.OwnAudiences, now);
        return ReviewBody.Created(review, verdict.User is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = verdict.Error }
            : new JsonObject
            {
                ["authenticated"] = true,
                ["user"] = UserDocument.Write(verdict.User),
                ["audiences"] = UserDocument.Strings(verdict.Audiences),
            });
    }

    public static ApiResponse Self(JsonObject review, ApiUser user)
    {
        review.Remove("spec");
        var answer = ReviewBody.Created(review, new JsonObject { ["userInfo"] = UserDocument.Write(user) });
        ((JsonObject)answer.Body).Remove("spec");
        return answer;
    }
}
