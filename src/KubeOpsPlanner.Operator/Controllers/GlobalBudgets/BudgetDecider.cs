using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.Validation;
using KubeOpsPlanner.Operator.Actuation;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>From facts to writes. Pure: equal facts make equal decisions.</summary>
public static class BudgetDecider
{
    public static BudgetDecision Decide(BudgetFacts facts, string fieldManager)
    {
        var errors = EntityValidation.Validate(
            Kinds.GlobalBudgets.Api.Kind, JsonSerializer.SerializeToElement(new { facts.Spec }, KubernetesJson.Options));
        if (errors.Count > 0 || facts.Picture is not { } picture)
        {
            return new BudgetDecision(errors, [], null, WriteSchedule.Empty);
        }

        var pools = PoolReading.Of(facts, picture);
        var snapshot = ArbitrationInput.Of(facts, picture, pools);
        var result = GpuArbiter.Arbitrate(snapshot);
        var graphs = facts.Graphs.ToDictionary(graph => new GraphId(graph.Key.Namespace, graph.Key.Name));

        // A graph whose last write has not come back is judged again when it has.
        var writes = result.Grants
            .Select(grant => (Graph: graphs[grant.Graph], grant.Targets))
            .Where(grant => !grant.Graph.HasUnseenWrite)
            .SelectMany(grant => ReplicaWrites
                .Plan(grant.Graph.Graph, grant.Graph.WritableAdapters, grant.Targets, fieldManager).Writes
                .Select(write => new PlannedWrite(grant.Graph, write)));
        return new BudgetDecision([], pools, result, WriteSchedule.Of(writes, snapshot, result.Standing));
    }
}
