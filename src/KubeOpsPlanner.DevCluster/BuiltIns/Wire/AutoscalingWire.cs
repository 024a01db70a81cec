namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>The scale subresource and horizontal autoscalers, group <c>autoscaling</c>. See <see cref="WireFormats"/>.</summary>
internal static class AutoscalingWire
{
    public const string Table = """
        autoscaling.v1.Scale
          1:metadata:meta.v1.ObjectMeta 2:spec:autoscaling.v1.ScaleSpec
        autoscaling.v1.ScaleSpec
          1:replicas:int
        autoscaling.v1.CrossVersionObjectReference
          1:kind:string 2:name:string 3:apiVersion:string
        autoscaling.v1.HorizontalPodAutoscaler
          1:metadata:meta.v1.ObjectMeta 2:spec:autoscaling.v1.HorizontalPodAutoscalerSpec 3:status:autoscaling.v1.HorizontalPodAutoscalerStatus
        autoscaling.v1.HorizontalPodAutoscalerSpec
          1:scaleTargetRef:autoscaling.v1.CrossVersionObjectReference 2:minReplicas:int 3:maxReplicas:int
          4:targetCPUUtilizationPercentage:int
        autoscaling.v1.HorizontalPodAutoscalerStatus
          1:observedGeneration:int 2:lastScaleTime:time 3:currentReplicas:int 4:desiredReplicas:int
          5:currentCPUUtilizationPercentage:int
        autoscaling.v2.ContainerResourceMetricSource
          1:name:string 2:target:autoscaling.v2.MetricTarget 3:container:string
        autoscaling.v2.CrossVersionObjectReference
          1:kind:string 2:name:string 3:apiVersion:string
        autoscaling.v2.ExternalMetricSource
          1:metric:autoscaling.v2.MetricIdentifier 2:target:autoscaling.v2.MetricTarget
        autoscaling.v2.HPAScalingPolicy
          1:type:string 2:value:int 3:periodSeconds:int
        autoscaling.v2.HPAScalingRules
          1:selectPolicy:string 2:policies:autoscaling.v2.HPAScalingPolicy* 3:stabilizationWindowSeconds:int
        autoscaling.v2.HorizontalPodAutoscaler
          1:metadata:meta.v1.ObjectMeta 2:spec:autoscaling.v2.HorizontalPodAutoscalerSpec 3:status:autoscaling.v2.HorizontalPodAutoscalerStatus
        autoscaling.v2.HorizontalPodAutoscalerBehavior
          1:scaleUp:autoscaling.v2.HPAScalingRules 2:scaleDown:autoscaling.v2.HPAScalingRules
        autoscaling.v2.HorizontalPodAutoscalerSpec
          1:scaleTargetRef:autoscaling.v2.CrossVersionObjectReference 2:minReplicas:int 3:maxReplicas:int
          4:metrics:autoscaling.v2.MetricSpec* 5:behavior:autoscaling.v2.HorizontalPodAutoscalerBehavior
        autoscaling.v2.MetricIdentifier
          1:name:string 2:selector:meta.v1.LabelSelector
        autoscaling.v2.MetricSpec
          1:type:string 2:object:autoscaling.v2.ObjectMetricSource 3:pods:autoscaling.v2.PodsMetricSource
          4:resource:autoscaling.v2.ResourceMetricSource 5:external:autoscaling.v2.ExternalMetricSource
          7:containerResource:autoscaling.v2.ContainerResourceMetricSource
        autoscaling.v2.MetricTarget
          1:type:string 2:value:quantity 3:averageValue:quantity 4:averageUtilization:int
        autoscaling.v2.ObjectMetricSource
          1:describedObject:autoscaling.v2.CrossVersionObjectReference 2:target:autoscaling.v2.MetricTarget
          3:metric:autoscaling.v2.MetricIdentifier
        autoscaling.v2.PodsMetricSource
          1:metric:autoscaling.v2.MetricIdentifier 2:target:autoscaling.v2.MetricTarget
        autoscaling.v2.ResourceMetricSource
          1:name:string 2:target:autoscaling.v2.MetricTarget
        """;
}
