namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>
/// What is admitted is written into the ledger with all its pools, and the ledger must stay small. Dynamo itself takes
/// at most 25 components with names of at most 63 characters.
/// </summary>
public sealed class GraphIsTooLarge : IGateCheck
{
    public const int MostComponents = 100;
    public const int LongestName = 253;

    public GateFinding? Check(GateSnapshot snapshot)
    {
        var question = snapshot.Question;
        if (question.GrowsNoPool)
            return null;

        if (question.Target.Pools.Count > MostComponents)
        {
            return new GateFinding(
                GateOutcome.Refuse,
                "TooManyComponents",
                $"{question.Graph} would have {question.Target.Pools.Count} components, and growth is judged for at most {MostComponents}: "
                + "split it into several graphs");
        }

        return question.Target.Pools.Keys.FirstOrDefault(name => name.Length > LongestName) is { } name
            ? new GateFinding(
                GateOutcome.Refuse,
                "NameTooLong",
                $"{question.Graph} has a component with a name of {name.Length} characters: use at most {LongestName}")
            : null;
    }
}
