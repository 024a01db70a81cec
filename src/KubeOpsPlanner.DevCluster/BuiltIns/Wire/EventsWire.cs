namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Events of the group <c>events.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class EventsWire
{
    public const string Table = """
        events.v1.Event
          1:metadata:meta.v1.ObjectMeta 2:eventTime:microTime 3:series:events.v1.EventSeries
          4:reportingController:string 5:reportingInstance:string 6:action:string 7:reason:string
          8:regarding:core.v1.ObjectReference 9:related:core.v1.ObjectReference 10:note:string 11:type:string
          12:deprecatedSource:core.v1.EventSource 13:deprecatedFirstTimestamp:time 14:deprecatedLastTimestamp:time
          15:deprecatedCount:int
        events.v1.EventSeries
          1:count:int 2:lastObservedTime:microTime
        events.v1beta1.Event = events.v1.Event
        """;
}
