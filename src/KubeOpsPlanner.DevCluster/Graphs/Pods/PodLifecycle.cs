using KubeOpsPlanner.DevCluster.Graphs.Objects;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>What the simulated kubelet does next with one pod. All spans are domain time.</summary>
/// <param name="StartupDelay">From binding to ready: image, weights, warm-up.</param>
/// <param name="DrainDeadline">How long a deleted pod may finish its requests.</param>
internal sealed record PodLifecycle(TimeSpan StartupDelay, TimeSpan DrainDeadline)
{
    /// <param name="inState">Since the pod was first seen bound, or, once it is deleted, since it was first seen deleted.</param>
    /// <param name="isDrained">Its worker holds no request any more.</param>
    public PodStep Decide(SimulatedPod pod, TimeSpan inState, bool isDrained)
    {
        if (pod.IsTerminating)
        {
            var hasTime = pod.Grace > TimeSpan.Zero;
            return !pod.HoldsDrainFinalizer && !hasTime ? PodStep.Nothing
                : !pod.IsReady || isDrained ? PodStep.Release
                : Reach(hasTime && pod.Grace < DrainDeadline ? pod.Grace.Value : DrainDeadline, inState, PodStep.Release);
        }

        return pod.NodeName is null || pod.IsReady || pod.IsGone
            ? PodStep.Nothing
            : Reach(StartupDelay, inState, PodStep.Run);
    }

    private static PodStep Reach(TimeSpan goal, TimeSpan inState, PodStep then) =>
        inState >= goal ? then : PodStep.Wait(goal - inState);
}

internal readonly record struct PodStep(PodAction Action, TimeSpan Remaining)
{
    public static PodStep Nothing => default;

    public static PodStep Run => new(PodAction.Run, TimeSpan.Zero);

    public static PodStep Finish => new(PodAction.Finish, TimeSpan.Zero);

    public static PodStep Release => new(PodAction.Release, TimeSpan.Zero);

    public static PodStep Wait(TimeSpan remaining) => new(PodAction.Wait, remaining);
}

internal enum PodAction
{
    Nothing,
    Wait,

    /// <summary>Report it running and ready.</summary>
    Run,

    /// <summary>Report that its containers have ended.</summary>
    Finish,

    /// <summary>Let it go.</summary>
    Release,
}
