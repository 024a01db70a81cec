using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Operator.Admission.Mutation;

/// <summary>
/// Fills in replicas that an update leaves out. It needs nothing but the review, so it answers also while stores are not
/// synced; the API server compares and sets on exactly the old object it shows, so no newer value can be overwritten.
/// The gate judges afterwards, and sees what was filled in.
/// </summary>
public sealed class KeepReplicasHandler : IAdmissionHandler
{
    public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken) =>
        Task.FromResult(Patch(review) is { Count: > 0 } patch ? AdmissionVerdict.Mutate(patch) : AdmissionVerdict.Allow());

    private static JsonArray? Patch(AdmissionReview review)
    {
        if (review is not { Operation: AdmissionOperation.Update, SubResource: "", OldObject: JsonElement before, Object: JsonElement after })
            return null;

        var resource = review.Resource.Resource;
        return resource == GraphKinds.Graphs.Api.Plural ? KeptReplicas.OfGraph(before, after)
            : resource == GraphKinds.ScalingAdapters.Api.Plural ? KeptReplicas.OfAdapter(before, after)
            : null;
    }
}
