using System.Net;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Planning.Actuation;

namespace KubeOpsPlanner.Operator.Actuation.Virtual;

/// <summary>Takes the word of an outside orchestrator that a decision is carried out. Any replica may: the status is changed by compare-and-set.</summary>
public sealed class Acknowledgements(ICluster cluster, Orchestrators orchestrators)
{
    /// <summary>The loop writes the status, too, a few times a minute.</summary>
    private const int Attempts = 5;

    /// <param name="authorization">The header of that name; null where there is none.</param>
    public async Task<AcknowledgementAnswer> TakeAsync(string? authorization, ObjectKey plan, long id, CancellationToken cancellationToken)
    {
        try
        {
            if (await orchestrators.IdentifyAsync(authorization, cancellationToken) is not { } user)
            {
                return new AcknowledgementAnswer(HttpStatusCode.Unauthorized, "send Authorization: Bearer and a token that the API server knows");
            }

            return await orchestrators.MayAcknowledgeAsync(user, plan, cancellationToken)
                ? await RecordAsync(plan, id, cancellationToken)
                : new AcknowledgementAnswer(
                    HttpStatusCode.Forbidden, $"{user.Username} may not update poolplans/decision of {PlannerNames.Group} in namespace {plan.Namespace}: bind a role with that rule");
        }
        catch (ClusterException unreachable)
        {
            return new AcknowledgementAnswer(HttpStatusCode.ServiceUnavailable, $"the API server did not take it, try again: {unreachable.Message}");
        }
    }

    private async Task<AcknowledgementAnswer> RecordAsync(ObjectKey key, long id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = await cluster.GetAsync(Kinds.PoolPlans, key, cancellationToken);
            if (plan is not { Spec.Environment: PlanEnvironment.Virtual })
            {
                return new AcknowledgementAnswer(HttpStatusCode.NotFound, $"there is no PoolPlan {key} with environment virtual");
            }

            var record = VirtualDecisions.Read(plan.Status.Decision);
            if (record.Acknowledge(id) is not { } next)
            {
                return new AcknowledgementAnswer(
                    HttpStatusCode.Conflict, $"PoolPlan {key} has made no decision {id}: {(record.Id < 0 ? "it has made none yet" : $"its last one is {record.Id}")}");
            }

            var answer = new AcknowledgementAnswer(HttpStatusCode.OK, $"decision {next.AcknowledgedId} of PoolPlan {key} is carried out");
            if (next == record)
            {
                return answer;
            }

            try
            {
                await cluster.PatchAsync(
                    Kinds.PoolPlans.Api, key, new ClusterPatch(PatchKind.Merge, Patch(plan.Metadata.ResourceVersion, next), Subresource: "status"), cancellationToken);
                return answer;
            }
            catch (ClusterException moved) when (moved.IsConflict && attempt < Attempts)
            {
            }
        }
    }

    private static JsonObject Patch(string version, DecisionRecord next) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = version },
        ["status"] = new JsonObject { ["decision"] = Decision(next) },
    };

    private static JsonObject Decision(DecisionRecord next)
    {
        var changed = new JsonObject { ["acknowledgedId"] = next.AcknowledgedId };
        if (next.WaitingSince is null) changed["waitingSince"] = null;
        return changed;
    }
}

/// <param name="Message">One sentence, without a line's end.</param>
public sealed record AcknowledgementAnswer(HttpStatusCode Status, string Message);
