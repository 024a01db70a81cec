#nullable disable
using k8s.Models;

namespace k8s;

public static class CustomObjectsOperationsExtensions
{
    public static Task<T> ListClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string plural,
        bool? allowWatchBookmarks = default, string continueParameter = default, string fieldSelector = default,
        string labelSelector = default, int? limit = default, string resourceVersion = default,
        string resourceVersionMatch = default, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ListNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural,
        bool? allowWatchBookmarks = default, string continueParameter = default, string fieldSelector = default,
        string labelSelector = default, int? limit = default, string resourceVersion = default,
        string resourceVersionMatch = default, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static IAsyncEnumerable<(WatchEventType, object)> WatchListClusterCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string plural,
        bool? allowWatchBookmarks = default, string continueParameter = default, string fieldSelector = default,
        string labelSelector = default, int? limit = default, string resourceVersion = default,
        string resourceVersionMatch = default, int? timeoutSeconds = default, bool? pretty = default,
        Action<Exception> onError = default, CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> CreateClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string plural,
        string dryRun = default, string fieldManager = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> CreateNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string dryRun = default, string fieldManager = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> GetClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string plural, string name,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> GetNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural,
        string name, CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ReplaceClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string plural, string name,
        string dryRun = default, string fieldManager = default, CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ReplaceNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ReplaceClusterCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string plural, string name,
        string dryRun = default, string fieldManager = default, CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ReplaceNamespacedCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> ReplaceNamespacedCustomObjectScaleAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> PatchClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string plural, string name,
        string dryRun = default, string fieldManager = default, bool? force = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> PatchNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default, bool? force = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> PatchClusterCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string plural, string name,
        string dryRun = default, string fieldManager = default, bool? force = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> PatchNamespacedCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default, bool? force = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> PatchNamespacedCustomObjectScaleAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter,
        string plural, string name, string dryRun = default, string fieldManager = default, bool? force = default,
        CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> DeleteClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string plural, string name,
        V1DeleteOptions body = default, int? gracePeriodSeconds = default, bool? orphanDependents = default,
        string propagationPolicy = default, string dryRun = default, CancellationToken cancellationToken = default) =>
        throw Stub.Called();

    public static Task<T> DeleteNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural,
        string name, V1DeleteOptions body = default, int? gracePeriodSeconds = default, bool? orphanDependents = default,
        string propagationPolicy = default, string dryRun = default, CancellationToken cancellationToken = default) =>
        throw Stub.Called();
}
