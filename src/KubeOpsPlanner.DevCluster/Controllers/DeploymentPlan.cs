using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Deployments;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>
/// One replica set for each template: the current one grows as far as the surge allows, the others shrink as far as what is
/// available allows. There is no progress deadline.
/// </summary>
internal sealed class DeploymentPlan
{
    public const string HashLabel = "pod-template-hash";
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    private const int HashLength = 10;
    private const int DefaultHistory = 10;

    private readonly Deployment _deployment;
    private readonly List<ReplicaSet> _old;
    private readonly ReplicaSet? _current;
    private readonly string _name;
    private readonly string _hash;
    private readonly int _desired;
    private readonly RollingUpdate _limits;

    private DeploymentPlan(Deployment deployment, IReadOnlyCollection<ReplicaSet> sets)
    {
        _deployment = deployment;
        _hash = WorkloadJson.Digest(deployment.Json.At("spec", "template"), HashLength);
        _name = $"{deployment.Metadata.Name}-{_hash}";
        _current = sets.FirstOrDefault(set => set.Metadata.Name == _name);
        _old = [.. sets.Where(set => set.Metadata.Name != _name).OrderBy(Revision).ThenBy(set => set.Metadata.Name, StringComparer.Ordinal)];
        _desired = DeploymentStatus.Desired(deployment);
        _limits = RollingUpdate.Of(deployment.Json, _desired);
    }

    private int Total => _old.Sum(Replicas) + (_current is null ? 0 : Replicas(_current));

    /// <summary>Nothing for the deployments of simulated graphs: what they show is the graph's.</summary>
    /// <param name="sets">Those that it controls.</param>
    public static IReadOnlyList<WorkloadStep> Decide(Deployment deployment, IReadOnlyCollection<ReplicaSet> sets, DateTimeOffset now)
    {
        if (deployment.Metadata.IsBeingDeleted || GraphDeployments.KeyOf(deployment) is not null)
            return [];
        var plan = new DeploymentPlan(deployment, [.. sets.Where(set => !set.Metadata.IsBeingDeleted)]);
        return [.. plan.Rollout(), .. plan.Report(now)];
    }

    private IEnumerable<WorkloadStep> Rollout()
    {
        if (_deployment.Json.Flag("spec", "paused"))
            return ScalePaused();
        var revision = Math.Max(_old.Select(Revision).DefaultIfEmpty().Max() + 1, _current is null ? 1 : Revision(_current));
        var target = Target();
        List<WorkloadStep> steps = [];
        if (_current is null)
            steps.Add(Create(target, revision));
        else if (Replicas(_current) != target || Revision(_current) != revision)
            steps.Add(Scale(_current, target, revision));
        if (steps.Count == 0)
            steps.AddRange(_limits.IsRecreate ? _old.Where(set => Replicas(set) > 0).Select(set => Scale(set, 0)) : ShrinkOld());
        if (Revision(_deployment.Metadata) != revision)
        {
            steps.Add(new WorkloadStep.Patch(WorkloadKinds.Deployments.Api, _deployment.Metadata.Key, new JsonObject
            {
                ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RevisionAnnotation] = revision.ToString() } },
            }));
        }

        return steps.Count > 0 ? steps : Forget();
    }

    /// <summary>While it is paused only the number of pods follows, and only where one set has them all.</summary>
    private IEnumerable<WorkloadStep> ScalePaused()
    {
        var active = _old.Append(_current).OfType<ReplicaSet>().Where(set => Replicas(set) > 0).ToList();
        return active is [var only] && Replicas(only) != _desired ? [Scale(only, _desired)] : [];
    }

    private int Target()
    {
        var now = _current is null ? 0 : Replicas(_current);
        if (_limits.IsRecreate)
            return _old.Any(set => set.Json.Number("status", "replicas") is > 0 || Replicas(set) > 0) ? now : _desired;
        return now >= _desired ? _desired : Math.Min(_desired, now + Math.Max(0, _desired + _limits.MaxSurge - Total));
    }

    private IEnumerable<WorkloadStep> ShrinkOld()
    {
        var least = _desired - _limits.MaxUnavailable;
        var notYet = _current is null ? 0 : Replicas(_current) - Available(_current);
        var spare = Total - least - notYet;
        // What is not available is no loss.
        var sizes = _old.ToDictionary(set => set, Replicas);
        foreach (var set in _old)
        {
            var cut = Math.Clamp(spare, 0, Math.Max(0, sizes[set] - Available(set)));
            sizes[set] -= cut;
            spare -= cut;
        }

        spare = Math.Min(spare, _old.Sum(Available) + (_current is null ? 0 : Available(_current)) - least);
        foreach (var set in _old)
        {
            var cut = Math.Clamp(spare, 0, sizes[set]);
            sizes[set] -= cut;
            spare -= cut;
        }

        return _old.Where(set => sizes[set] != Replicas(set)).Select(set => Scale(set, sizes[set])).ToList();
    }

    private IEnumerable<WorkloadStep> Forget()
    {
        var empty = _old.Where(set => Replicas(set) == 0 && set.Json.Number("status", "replicas") is null or 0).ToList();
        var kept = _deployment.Json.Number("spec", "revisionHistoryLimit") ?? DefaultHistory;
        return empty.Take(Math.Max(0, empty.Count - kept)).Select(set => new WorkloadStep.Delete(WorkloadKinds.ReplicaSets.Api, set.Metadata));
    }

    private WorkloadStep Create(int replicas, int revision)
    {
        var template = Json.Thaw(_deployment.Json.At("spec", "template"));
        template.Child("metadata").Child("labels")[HashLabel] = _hash;
        var selector = Json.Thaw(_deployment.Json.At("spec", "selector"));
        selector.Child("matchLabels")[HashLabel] = _hash;
        return new WorkloadStep.Create(WorkloadKinds.ReplicaSets.Api, new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = _name,
                ["namespace"] = _deployment.Metadata.Namespace,
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = new JsonObject { [RevisionAnnotation] = revision.ToString() },
                ["ownerReferences"] = ChildBodies.OwnedBy(WorkloadKinds.Deployments.Api, _deployment.Metadata),
            },
            ["spec"] = new JsonObject { ["replicas"] = replicas, ["selector"] = selector, ["template"] = template },
        })
        {
            Event = replicas == 0 ? null : Scaled(_name, 0, replicas),
        };
    }

    private static WorkloadStep Scale(ReplicaSet set, int replicas, int? revision = null)
    {
        var metadata = new JsonObject { ["resourceVersion"] = set.Metadata.ResourceVersion };
        if (revision is { } number)
            metadata["annotations"] = new JsonObject { [RevisionAnnotation] = number.ToString() };
        return new WorkloadStep.Patch(WorkloadKinds.ReplicaSets.Api, set.Metadata.Key, new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        })
        {
            Event = Replicas(set) == replicas ? null : Scaled(set.Metadata.Name, Replicas(set), replicas),
        };
    }

    private static WorkloadEvent Scaled(string set, int from, int to) =>
        new("ScalingReplicaSet", $"Scaled {(to > from ? "up" : "down")} replica set {set} from {from} to {to}");

    private IEnumerable<WorkloadStep> Report(DateTimeOffset now)
    {
        var all = _old.Append(_current).OfType<ReplicaSet>().ToList();
        var counts = new DeploymentCounts(
            all.Sum(set => set.Json.Number("status", "replicas") ?? 0), _current?.Json.Number("status", "replicas") ?? 0,
            all.Sum(set => set.Json.Number("status", "readyReplicas") ?? 0), all.Sum(Available), Total);
        var progress = _deployment.Json.Flag("spec", "paused") ? DeploymentProgress.Paused
            : _current is null ? DeploymentProgress.Began(_name)
            : DeploymentProgress.Of($"ReplicaSet \"{_name}\"", counts.AreComplete(_desired));
        return DeploymentStatus.Patch(_deployment, counts, progress, null, now) is { } patch
            ? [new WorkloadStep.Patch(WorkloadKinds.Deployments.Api, _deployment.Metadata.Key, patch, "status")]
            : [];
    }

    private static int Replicas(ReplicaSet set) => set.Json.Number("spec", "replicas") ?? 1;

    private static int Available(ReplicaSet set) => set.Json.Number("status", "availableReplicas") ?? 0;

    private static int Revision(ReplicaSet set) => Revision(set.Metadata);

    private static int Revision(ObjectMeta metadata) =>
        int.TryParse(metadata.Annotations.GetValueOrDefault(RevisionAnnotation), out var revision) ? revision : 0;
}
