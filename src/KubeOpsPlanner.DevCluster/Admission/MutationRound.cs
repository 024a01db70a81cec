using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>
/// The order of mutating calls for one draft. A webhook with reinvocationPolicy IfNeeded is asked a second time when one
/// after it changed the object.
/// </summary>
internal sealed class MutationRound(WriteDraft draft, IReadOnlyList<MatchedWebhook> webhooks, int attempt)
{
    private readonly Queue<MatchedWebhook> _queue = new(webhooks);
    private readonly List<MatchedWebhook> _asked = [];
    private readonly HashSet<MatchedWebhook> _again = [];
    private bool _isSecondPass;

    public WriteDraft Draft => draft;

    public int Attempt => attempt;

    public MatchedWebhook? Next()
    {
        if (_queue.Count == 0 && !_isSecondPass)
        {
            _isSecondPass = true;
            foreach (var webhook in _asked.Where(_again.Contains))
                _queue.Enqueue(webhook);
        }

        if (!_queue.TryDequeue(out var next))
            return null;
        if (!_isSecondPass)
            _asked.Add(next);
        return next;
    }

    public void Changed(MatchedWebhook by)
    {
        if (_isSecondPass)
            return;
        foreach (var earlier in _asked.Where(webhook => webhook.IsReinvoked && webhook != by))
            _again.Add(earlier);
    }
}
