namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>Why a fitted predictor repeats the last value.</summary>
public enum FallbackReason
{
    None,

    /// <summary>Fewer observations than a fit takes.</summary>
    TooFewPoints,

    /// <summary>All observations in the window are equal, so the last value is the model.</summary>
    ConstantSeries,

    /// <summary>No model fits: the values are too large or too irregular to be squared and summed.</summary>
    NothingFits,
}
