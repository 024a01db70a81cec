using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>
/// The order of mutating calls for one draft. Each webhook is matched against what those before it made of the object. When
/// one changes it, those with reinvocationPolicy IfNeeded that were asked since the change before are asked a second time.
/// </summary>
/// <param name="webhooks">All that are configured, in the order in which they are asked.</param>
/// <param name="match">Whether one concerns the draft as it is now; null when not.</param>
internal sealed class MutationRound(
    WriteDraft draft, IReadOnlyList<JsonElement> webhooks, Func<JsonElement, MatchedWebhook?> match, int attempt)
{
    private readonly HashSet<int> _asked = [];
    private readonly HashSet<int> _again = [];
    private int _next;
    private bool _isSecondPass;

    public WriteDraft Draft => draft;

    public int Attempt => attempt;

    public MatchedWebhook? Next()
    {
        while (true)
        {
            if (_next == webhooks.Count)
            {
                if (_isSecondPass || _again.Count == 0)
                    return null;
                (_isSecondPass, _next) = (true, 0);
            }

            var current = _next++;
            if ((!_isSecondPass || _again.Contains(current)) && match(webhooks[current]) is { } matched)
                return matched;
        }
    }

    /// <summary>The one that <see cref="Next"/> gave has answered.</summary>
    public void Answered(MatchedWebhook webhook, bool hasChanged)
    {
        if (hasChanged)
        {
            _again.UnionWith(_asked);
            _asked.Clear();
        }

        if (webhook.IsReinvoked)
            _asked.Add(_next - 1);
    }
}
