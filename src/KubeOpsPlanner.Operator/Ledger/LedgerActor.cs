using System.Collections.Concurrent;
using System.Threading.Channels;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>Runs the step machine of one cohort: one event at a time, and every effect comes back as one event.</summary>
internal sealed class LedgerActor : IDisposable
{
    private readonly Channel<LedgerEvent> _events =
        Channel.CreateUnbounded<LedgerEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<LedgerVerdict>> _answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly MonotonicClock _clock;
    private readonly LedgerEffects _effects;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private LedgerState _state;
    private long _asked;

    /// <param name="writer">Unique per life of an actor.</param>
    /// <param name="mustRebuild">As for <see cref="LedgerMachine.Start"/>.</param>
    public LedgerActor(
        string cohort, string writer, LedgerRules rules, MonotonicClock clock, LedgerEffects effects, ILogger logger, bool mustRebuild)
    {
        (Cohort, _clock, _effects, _logger) = (cohort, clock, effects, logger);
        _timer = clock.Provider.CreateTimer(_ => Post(new LedgerEvent.Ticked(clock.Now)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        (_state, var first) = LedgerMachine.Start(writer, rules, clock.Now, mustRebuild);
        Completion = Task.Run(() => RunAsync(first));
    }

    public string Cohort { get; }

    /// <summary>The state after the last step.</summary>
    public LedgerState State => Volatile.Read(ref _state);

    /// <summary>Ends when the actor is disposed, or when a step failed: then it must be replaced, since it missed an event.</summary>
    public Task Completion { get; }

    public void Post(LedgerEvent happened) => _events.Writer.TryWrite(happened);

    public Task<LedgerVerdict> AskAsync(LedgerReview review)
    {
        var answer = new TaskCompletionSource<LedgerVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever reaches the webhook can send the same id twice; each question still gets its own answer.
        var asked = review with { Id = $"{review.Id}#{Interlocked.Increment(ref _asked)}" };
        _answers[asked.Id] = answer;
        if (!_events.Writer.TryWrite(new LedgerEvent.ReviewArrived(_clock.Now, asked)))
            AnswerAll();

        return answer.Task;
    }

    public void Dispose()
    {
        _events.Writer.TryComplete();
        _stop.Cancel();
        _timer.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<LedgerEffect> first)
    {
        try
        {
            Execute(first);
            await foreach (var happened in _events.Reader.ReadAllAsync(_stop.Token))
            {
                var (state, effects) = LedgerMachine.Step(_state, happened);
                Volatile.Write(ref _state, state);
                Execute(effects);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception error)
        {
            _logger.LogError(error, "The ledger of cohort {Cohort} failed on a step and is started anew", Cohort);
        }
        finally
        {
            Dispose();
            AnswerAll();
        }
    }

    private void Execute(IReadOnlyList<LedgerEffect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case LedgerEffect.Answer answer:
                    if (_answers.TryRemove(answer.ReviewId, out var waiting))
                        waiting.TrySetResult(answer.Verdict);
                    break;
                case LedgerEffect.Wake wake:
                    // Timers count whole milliseconds and drop the rest.
                    var delay = Math.Ceiling((wake.At - _clock.Now).TotalMilliseconds);
                    _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, delay)), Timeout.InfiniteTimeSpan);
                    break;
                default:
                    _ = ExecuteAsync(effect);
                    break;
            }
        }
    }

    private async Task ExecuteAsync(LedgerEffect effect)
    {
        if (await _effects.RunAsync(effect, _stop.Token) is { } result)
            Post(result);
    }

    private void AnswerAll()
    {
        foreach (var id in _answers.Keys)
        {
            if (_answers.TryRemove(id, out var waiting))
                waiting.TrySetResult(LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable));
        }
    }
}
