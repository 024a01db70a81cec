namespace KubeOpsPlanner.Planning.Sizing.Lengths;

/// <param name="Tokens">At least 1.</param>
/// <param name="Share">Of all requests; the shares of a distribution sum to 1.</param>
public readonly record struct LengthClass(double Tokens, double Share);
