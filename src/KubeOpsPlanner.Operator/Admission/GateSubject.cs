using System.Text.Json;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>The objects of one review as typed views.</summary>
public abstract record GateSubject
{
    /// <summary>The objects alone show that nothing grows.</summary>
    public abstract bool OnlyShrinks { get; }

    /// <param name="Before">Null for a creation.</param>
    public sealed record OfGraph(DynamoGraphDeployment? Before, DynamoGraphDeployment After) : GateSubject
    {
        public override bool OnlyShrinks => GateQuestions.OfGraph(Before, After).GrowsNoPool;
    }

    /// <param name="Before">Null for a creation.</param>
    public sealed record OfAdapter(
        DynamoGraphDeploymentScalingAdapter? Before, DynamoGraphDeploymentScalingAdapter After) : GateSubject
    {
        public override bool OnlyShrinks =>
            Before is not null
            && (Before.GraphName, Before.ComponentName) == (After.GraphName, After.ComponentName)
            && After.Replicas <= Before.Replicas;
    }

    public sealed record OfScale(ScaleRequest Before, ScaleRequest After) : GateSubject
    {
        public override bool OnlyShrinks => After.Replicas <= Before.Replicas;
    }

    /// <param name="Before">Null for a creation.</param>
    public sealed record OfComponent(DynamoComponentDeployment? Before, DynamoComponentDeployment After) : GateSubject
    {
        public override bool OnlyShrinks => ComponentQuestion.Of(Before, After).GrowsNothing;
    }

    public sealed record OfComponentScale(ScaleRequest Before, ScaleRequest After) : GateSubject
    {
        public override bool OnlyShrinks => After.Replicas <= Before.Replicas;
    }

    /// <exception cref="MalformedReviewException">Something that an API server always sends is missing or misshapen.</exception>
    public static GateSubject Read(AdmissionReview review)
    {
        var after = Required(review.Object, "object", review);
        var before = review.Operation == AdmissionOperation.Create ? (JsonElement?)null : Required(review.OldObject, "oldObject", review);
        try
        {
            if (review.Resource.Resource == GraphKinds.Graphs.Api.Plural)
                return new OfGraph(before is { } old ? ReadGraph(old, review) : null, ReadGraph(after, review));

            if (review.Resource.Resource == GraphKinds.ComponentDeployments.Api.Plural)
            {
                return review.SubResource == "scale"
                    ? new OfComponentScale(ReadScale(before ?? after, review), ReadScale(after, review))
                    : new OfComponent(before is { } held ? ReadComponent(held, review) : null, ReadComponent(after, review));
            }

            if (review.Resource.Resource != GraphKinds.ScalingAdapters.Api.Plural)
                throw new MalformedReviewException($"request.resource is \"{review.Resource.Resource}\", which the gate does not judge");

            if (review.SubResource == "scale")
                return new OfScale(ReadScale(before ?? after, review), ReadScale(after, review));

            return new OfAdapter(before is { } stored ? ReadAdapter(stored, review) : null, ReadAdapter(after, review));
        }
        catch (JsonException error)
        {
            throw new MalformedReviewException(
                $"metadata of {review.Kind.Kind} {review.Key} has a value of the wrong type at {error.Path ?? "its root"}", error);
        }
    }

    private static DynamoGraphDeployment ReadGraph(JsonElement json, AdmissionReview review)
    {
        var graph = GraphKinds.Graphs.Read(json);
        return graph with { Metadata = graph.Metadata with { Namespace = review.Namespace } };
    }

    private static DynamoComponentDeployment ReadComponent(JsonElement json, AdmissionReview review)
    {
        var component = DynamoComponentDeployment.Read(json);
        return component with { Metadata = component.Metadata with { Namespace = review.Namespace } };
    }

    private static DynamoGraphDeploymentScalingAdapter ReadAdapter(JsonElement json, AdmissionReview review)
    {
        var adapter = GraphKinds.ScalingAdapters.Read(json);
        if (adapter.GraphName.Length == 0)
            throw new MalformedReviewException($"spec.dgdRef.name of {review.Kind.Kind} {review.Key} is missing: name the graph that it scales");

        if (adapter.ComponentName.Length == 0)
            throw new MalformedReviewException($"spec.dgdRef of {review.Kind.Kind} {review.Key} names no component: name the one that it scales");

        if (adapter.Replicas is not >= 0)
        {
            var shown = adapter.Replicas is { } number ? $"is {number}" : "is missing or no number";
            throw new MalformedReviewException($"spec.replicas of {review.Kind.Kind} {review.Key} {shown}: give 0 or more");
        }

        return adapter with { Metadata = adapter.Metadata with { Namespace = review.Namespace } };
    }

    private static ScaleRequest ReadScale(JsonElement json, AdmissionReview review)
    {
        var scale = ScaleRequest.Read(json);
        if (scale.Replicas is not >= 0)
        {
            var shown = scale.Replicas is { } number ? $"is {number}" : "is no number";
            throw new MalformedReviewException($"spec.replicas of {review.Kind.Kind} {review.Key} {shown}: give 0 or more");
        }

        return scale with { Metadata = scale.Metadata with { Namespace = review.Namespace, Name = review.Name } };
    }

    private static JsonElement Required(JsonElement? json, string field, AdmissionReview review) =>
        json is { ValueKind: JsonValueKind.Object } found
            ? found
            : throw new MalformedReviewException(
                $"request.{field} of this {review.Operation.ToString().ToUpperInvariant()} of {review.Key} is missing or no object");
}
