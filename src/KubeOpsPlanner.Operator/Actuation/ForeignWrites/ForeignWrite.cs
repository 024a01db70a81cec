using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.Operator.Actuation.ForeignWrites;

/// <summary>Replicas of one component that somebody else than the operator changed.</summary>
/// <param name="Manager">The field manager that owns them now.</param>
public sealed record ForeignWrite(string Component, int From, int To, string Manager)
{
    public override string ToString() => $"field manager \"{Manager}\" changed the replicas of {Component} from {From} to {To}";

    /// <summary>
    /// What differs between two states of a graph. Components with a scaling adapter are left out: there the Dynamo
    /// operator writes the graph, whoever wrote the adapter. So are replicas that nobody owns, such as those that were
    /// filled in for a manifest without any.
    /// </summary>
    /// <param name="ours">The operator's own field manager.</param>
    public static IEnumerable<ForeignWrite> Between(DynamoGraphDeployment before, DynamoGraphDeployment after, string ours) =>
        from component in after.Components
        where !component.HasScalingAdapter
        let old = before.Component(component.Name)
        where old is not null && old.Replicas != component.Replicas
        from write in Of(component.Name, old.Replicas, component.Replicas, after.ReplicaManagers, ours)
        select write;

    /// <inheritdoc cref="Between(DynamoGraphDeployment, DynamoGraphDeployment, string)"/>
    public static IEnumerable<ForeignWrite> Between(
        DynamoGraphDeploymentScalingAdapter before, DynamoGraphDeploymentScalingAdapter after, string ours) =>
        before.Replicas is { } from && after.Replicas is { } to && from != to
            ? Of(after.ComponentName, from, to, after.ReplicaManagers, ours)
            : [];

    private static IEnumerable<ForeignWrite> Of(string component, int from, int to, ReplicaManagers managers, string ours) =>
        managers.Of(component) is [var last, ..] owners && !owners.Contains(ours)
            ? [new ForeignWrite(component, from, to, last)]
            : [];
}
