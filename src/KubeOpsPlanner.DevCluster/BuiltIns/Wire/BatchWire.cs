namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Jobs and cron jobs, group <c>batch</c>. See <see cref="WireFormats"/>.</summary>
internal static class BatchWire
{
    public const string Table = """
        batch.v1.CronJob
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.CronJobSpec 3:status:batch.v1.CronJobStatus
        batch.v1.CronJobSpec
          1:schedule:string 2:startingDeadlineSeconds:int 3:concurrencyPolicy:string 4:suspend:bool
          5:jobTemplate:batch.v1.JobTemplateSpec 6:successfulJobsHistoryLimit:int 7:failedJobsHistoryLimit:int
          8:timeZone:string
        batch.v1.Job
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.JobSpec 3:status:batch.v1.JobStatus
        batch.v1.JobSpec
          1:parallelism:int 2:completions:int 3:activeDeadlineSeconds:int 4:selector:meta.v1.LabelSelector
          5:manualSelector:bool 6:template:core.v1.PodTemplateSpec 7:backoffLimit:int 8:ttlSecondsAfterFinished:int
          9:completionMode:string 10:suspend:bool 11:podFailurePolicy:batch.v1.PodFailurePolicy
          12:backoffLimitPerIndex:int 13:maxFailedIndexes:int 14:podReplacementPolicy:string 15:managedBy:string
          16:successPolicy:batch.v1.SuccessPolicy
        batch.v1.JobTemplateSpec
          1:metadata:meta.v1.ObjectMeta 2:spec:batch.v1.JobSpec
        batch.v1.PodFailurePolicy
          1:rules:batch.v1.PodFailurePolicyRule*
        batch.v1.PodFailurePolicyOnExitCodesRequirement
          1:containerName:string 2:operator:string 3:values:int*
        batch.v1.PodFailurePolicyOnPodConditionsPattern
          1:type:string
        batch.v1.PodFailurePolicyRule
          1:action:string 2:onExitCodes:batch.v1.PodFailurePolicyOnExitCodesRequirement
          3:onPodConditions:batch.v1.PodFailurePolicyOnPodConditionsPattern*
        batch.v1.SuccessPolicy
          1:rules:batch.v1.SuccessPolicyRule*
        batch.v1.SuccessPolicyRule
          1:succeededIndexes:string 2:succeededCount:int
        batch.v1beta1.CronJob = batch.v1.CronJob
        """;
}
