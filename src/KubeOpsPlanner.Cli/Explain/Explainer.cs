using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Cli.Explain;

/// <summary>Puts questions to the gate and gathers what stands behind its answers.</summary>
internal sealed class Explainer(ICluster cluster, GateDialogue gate, AccountGatherer accounts)
{
    /// <param name="wishes">As typed after <c>--replicas</c>; none asks only for the accounts.</param>
    /// <exception cref="UserError">The target does not exist, or has no such component.</exception>
    public async Task<Explanation> OfTargetAsync(ExplainTarget target, IReadOnlyList<string> wishes, CancellationToken cancellationToken)
    {
        var replicas = target.Replicas(wishes);
        if (target.Kind == TargetKind.Plan) return await OfPlanAsync(target, cancellationToken);
        var (graphKey, questions) = target.Kind == TargetKind.Adapter
            ? await OfAdapterAsync(target, replicas, cancellationToken)
            : await OfGraphAsync(target, replicas, cancellationToken);
        return await AnswerAsync(target.ToString(), questions, [graphKey], cancellationToken);
    }

    /// <exception cref="UserError">A manifest is of a kind that the gate does not judge.</exception>
    public Task<Explanation> OfManifestsAsync(IReadOnlyList<WhatIf> manifests, CancellationToken cancellationToken) =>
        AnswerAsync(null, manifests, [.. manifests.Select(manifest => manifest.Key)], cancellationToken);

    private async Task<Explanation> AnswerAsync(
        string? target, IReadOnlyList<WhatIf> questions, IReadOnlyList<ObjectKey> graphs, CancellationToken cancellationToken)
    {
        var verdicts = new List<Verdict>();
        foreach (var question in questions)
        {
            verdicts.Add(await gate.AskAsync(question, cancellationToken));
        }

        var notes = new List<string>();
        var budgets = await accounts.BudgetsAsync([.. graphs.Select(graph => graph.Namespace).Distinct()], notes, cancellationToken);
        var plans = await accounts.PlansAsync(graphs, notes, cancellationToken);
        return new Explanation(target, verdicts.All(verdict => verdict.Answer == "yes"), verdicts, budgets, plans, notes);
    }

    private async Task<Explanation> OfPlanAsync(ExplainTarget target, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (await accounts.PlanAsync(target.Key, notes, cancellationToken) is not { } plan)
        {
            throw new UserError($"there is no pplan {target.Key}: see kubectl get pplan -n {target.Key.Namespace}");
        }

        var budgets = await accounts.BudgetsAsync([plan.Graph.Namespace], notes, cancellationToken);
        return new Explanation(target.ToString(), true, [], budgets, [plan.Word], notes);
    }

    private async Task<(ObjectKey Graph, IReadOnlyList<WhatIf> Questions)> OfAdapterAsync(
        ExplainTarget target, IReadOnlyDictionary<string, int> replicas, CancellationToken cancellationToken)
    {
        var adapter = await cluster.GetAsync(GraphKinds.ScalingAdapters, target.Key, cancellationToken) ?? throw Missing(target);
        return (
            new ObjectKey(target.Key.Namespace, adapter.GraphName),
            [.. replicas.Values.Select(count => WhatIf.OfAdapter(adapter, count))]);
    }

    /// <remarks>A pool with an adapter is asked about through it, because that is how its replicas change.</remarks>
    private async Task<(ObjectKey Graph, IReadOnlyList<WhatIf> Questions)> OfGraphAsync(
        ExplainTarget target, IReadOnlyDictionary<string, int> replicas, CancellationToken cancellationToken)
    {
        var graph = await cluster.GetAsync(GraphKinds.Graphs, target.Key, cancellationToken) ?? throw Missing(target);
        foreach (var name in replicas.Keys.Append(target.Component).OfType<string>())
        {
            if (graph.Component(name) is null)
            {
                throw new UserError(
                    $"graph {target.Key} has no component \"{name}\": it has {string.Join(", ", graph.Components.Select(component => component.Name))}");
            }
        }

        if (replicas.Count == 0)
        {
            return (target.Key, []);
        }

        if (target.Component is { } pool)
        {
            var adapters = await cluster.ListAsync(GraphKinds.ScalingAdapters, new ListScope(target.Key.Namespace), cancellationToken);
            if (adapters.Items.FirstOrDefault(each => each.GraphName == target.Key.Name && graph.ComponentOfAdapter(each)?.Name == pool) is { } adapter)
            {
                return (target.Key, [WhatIf.OfAdapter(adapter, replicas[pool])]);
            }
        }

        return (target.Key, [WhatIf.OfGraph(graph, replicas)]);
    }

    private static UserError Missing(ExplainTarget target) =>
        new($"there is no {target}: see kubectl get dgd,dgdsa -n {target.Key.Namespace}");
}
