using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <summary>Questions about whether: may I, may they, and what all may I.</summary>
internal sealed class AccessReviews(IAuthorizer authorizer)
{
    public const string Group = "authorization.k8s.io";

    private const string MetadataAllowed = "must be empty";

    /// <param name="self">Who asks about themselves; null when the review names a user.</param>
    /// <param name="space">The namespace of a local review; empty otherwise.</param>
    /// <exception cref="StatusException">The question is not one.</exception>
    public ApiResponse Access(JsonObject review, ApiUser? self, string space)
    {
        var spec = review["spec"] as JsonObject ?? [];
        var (resource, path) = (spec["resourceAttributes"] as JsonObject, spec["nonResourceAttributes"] as JsonObject);
        var user = self ?? ReadUser(spec);
        Refuse(Validate(review, resource, path, user, space));
        var decision = authorizer.Decide(path is not null
            ? new AccessRequest(user, path.Text("verb"), NonResourcePath: path.Text("path"))
            : new AccessRequest(
                user, resource.Text("verb"), resource.Text("group"), resource.Text("resource"),
                resource.Text("subresource"), resource.Text("namespace"), resource.Text("name")));
        var status = new JsonObject { ["allowed"] = decision.IsAllowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        if (space.Length > 0)
        {
            if (review["metadata"] is not JsonObject)
                review["metadata"] = new JsonObject();
            review["metadata"]!["namespace"] = space;
        }

        return ReviewBody.Created(review, status);
    }

    /// <exception cref="StatusException">No namespace is named.</exception>
    public ApiResponse Rules(JsonObject review, ApiUser user)
    {
        var space = review.Text("spec", "namespace");
        if (space.Length == 0)
            throw StatusErrors.BadRequest("no namespace on request");
        var rules = authorizer.RulesOf(user, space);
        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Rules.Where(rule => rule.Resources.Count > 0).Select(rule => (JsonNode)rule.ToJson())]),
            ["nonResourceRules"] = new JsonArray([.. rules.Rules.Where(rule => rule.NonResourceUrls.Count > 0).Select(rule => (JsonNode)rule.ToJson())]),
            ["incomplete"] = false,
        };
        if (rules.Error.Length > 0)
            status["evaluationError"] = rules.Error;
        review["spec"] = new JsonObject();
        return ReviewBody.Created(review, status);
    }

    private static IEnumerable<FieldError> Validate(
        JsonObject review, JsonObject? resource, JsonObject? path, ApiUser user, string space)
    {
        if (resource is not null && path is not null)
            yield return Refused("spec.nonResourceAttributes", GoText(path), "cannot be specified in combination with resourceAttributes");
        if (resource is null && path is null)
            yield return Refused("spec.resourceAttributes", "\"null\"", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        if (user.Name.Length == 0 && user.Groups.Count == 0)
            yield return FieldError.Invalid("spec.user", "", "at least one of user or group must be specified");
        if (user.Groups.Contains(""))
            yield return FieldError.Invalid($"spec.groups[{user.Groups.ToList().IndexOf("")}]", "", "group must not be empty");
        if (space.Length > 0 && resource is not null && resource.Text("namespace") != space)
            yield return FieldError.Invalid("spec.resourceAttributes.namespace", resource.Text("namespace"), "must match metadata.namespace");
        if (space.Length > 0 && path is not null)
            yield return Refused("spec.nonResourceAttributes", GoText(path), "disallowed on this kind of request");
        var metadata = review["metadata"] as JsonObject ?? [];
        var extra = metadata.Where(field => field.Value is not null && field.Key is not ("managedFields" or "creationTimestamp")
            && !(space.Length > 0 && field.Key == "namespace")).ToList();
        if (extra.Count > 0)
            yield return FieldError.Invalid("metadata", metadata.DeepClone(), space.Length > 0 ? "must be empty except for namespace" : MetadataAllowed);
    }

    private static void Refuse(IEnumerable<FieldError> errors)
    {
        List<FieldError> found = [.. errors];
        if (found.Count > 0)
            throw StatusErrors.Invalid(Group, "", "", found);
    }

    private static FieldError Refused(string field, string value, string rule) =>
        new(field, "FieldValueInvalid", $"Invalid value: {value}: {rule}");

    private static string GoText(JsonObject path) =>
        $"authorization.NonResourceAttributes{{Path:\"{path.Text("path")}\", Verb:\"{path.Text("verb")}\"}}";

    private static ApiUser ReadUser(JsonObject spec) => new(
        spec.Text("user"),
        spec.Text("uid"),
        [.. spec["groups"].Items().Select(group => group.Text())],
        (spec["extra"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Texts()]));
}
