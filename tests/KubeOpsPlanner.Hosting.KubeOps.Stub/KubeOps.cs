using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation.Controller;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOps.Abstractions.Builder
{
    public interface IOperatorBuilder
    {
        IOperatorBuilder AddController<TImplementation, TEntity>()
            where TImplementation : class, IEntityController<TEntity>
            where TEntity : IKubernetesObject<V1ObjectMeta>;
    }

    public enum LeaderElectionType
    {
        None, Single, Custom, Scoped,
    }

    public sealed class OperatorSettingsBuilder;

    public static class OperatorSettingsBuilderExtensions
    {
        public static OperatorSettingsBuilder WithName(this OperatorSettingsBuilder builder, string name) => builder;

        public static OperatorSettingsBuilder WithLeaderElection(this OperatorSettingsBuilder builder, LeaderElectionType type) => builder;

        public static OperatorSettingsBuilder WithAutoAttachFinalizers(this OperatorSettingsBuilder builder, bool value = true) => builder;

        public static OperatorSettingsBuilder WithAutoDetachFinalizers(this OperatorSettingsBuilder builder, bool value = true) => builder;

        public static OperatorSettingsBuilder WithMetrics(this OperatorSettingsBuilder builder, bool value = true) => builder;
    }
}

namespace KubeOps.Abstractions.Entities
{
    public enum EntityScope
    {
        Namespaced, Cluster,
    }

    public enum PrinterColumnPriority
    {
        StandardView, WideView,
    }

    public abstract class CustomKubernetesEntity : KubernetesObject, IKubernetesObject<V1ObjectMeta>
    {
        public V1ObjectMeta Metadata { get; set; } = new();
    }

    public abstract class CustomKubernetesEntity<TSpec> : CustomKubernetesEntity, ISpec<TSpec> where TSpec : new()
    {
        public TSpec Spec { get; set; } = new();
    }

    public abstract class CustomKubernetesEntity<TSpec, TStatus> : CustomKubernetesEntity<TSpec>, IStatus<TStatus>
        where TSpec : new()
        where TStatus : new()
    {
        public TStatus Status { get; set; } = new();
    }
}

namespace KubeOps.Abstractions.Entities.Attributes
{
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
    public class PreserveUnknownFieldsAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    public class EntityScopeAttribute(EntityScope scope = EntityScope.Namespaced) : Attribute
    {
        public EntityScope Scope => scope;
    }

    [AttributeUsage(AttributeTargets.Class)]
    public class KubernetesEntityShortNamesAttribute(params string[] shortNames) : Attribute
    {
        public string[] ShortNames => shortNames;
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
    {
        public string JsonPath => jsonPath;
        public string Name => name;
        public string Type => type;
        public PrinterColumnPriority Priority { get; init; }
    }
}

namespace KubeOps.Abstractions.LeaderElection
{
    public interface ILeadershipScope
    {
        event Action? ScopeChanged;

        ValueTask<bool> IsResponsibleForAsync(IKubernetesObject<V1ObjectMeta> entity, CancellationToken cancellationToken);
    }
}

namespace KubeOps.Abstractions.Reconciliation
{
    public enum ReconciliationTriggerSource
    {
        ApiServer, Operator,
    }

    public enum ReconciliationType
    {
        Added, Modified, Deleted,
    }

    public sealed record ReconciliationResult<TEntity> where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        private ReconciliationResult(TEntity entity, bool isSuccess, string? errorMessage, Exception? error, TimeSpan? requeueAfter)
        {
            Entity = entity;
            IsSuccess = isSuccess;
            ErrorMessage = errorMessage;
            Error = error;
            RequeueAfter = requeueAfter;
        }

        public TEntity Entity { get; }
        public bool IsSuccess { get; }
        public string? ErrorMessage { get; }
        public Exception? Error { get; }
        public TimeSpan? RequeueAfter { get; set; }

        public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = default) =>
            new(entity, true, null, null, requeueAfter);

        public static ReconciliationResult<TEntity> Failure(
            TEntity entity, string errorMessage, Exception? error = default, TimeSpan? requeueAfter = default) =>
            new(entity, false, errorMessage, error, requeueAfter);
    }
}

namespace KubeOps.Abstractions.Reconciliation.Controller
{
    public interface IEntityController<TEntity> where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

        Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
    }
}

namespace KubeOps.Abstractions.Reconciliation.Queue
{
    public delegate Task<bool> EntityQueue<TEntity>(
        TEntity entity, ReconciliationType type, ReconciliationTriggerSource reconciliationTriggerSource, TimeSpan queueIn,
        int retryCount, CancellationToken cancellationToken);
}

namespace KubeOps.KubernetesClient
{
    public interface IKubernetesClient : IDisposable
    {
        IKubernetes ApiClient { get; }
    }
}

namespace KubeOps.Operator
{
    public static class ServiceCollectionExtensions
    {
        public static IOperatorBuilder AddKubernetesOperator(
            this IServiceCollection services, Action<OperatorSettingsBuilder>? configure = default) => throw Stub.Called();
    }
}

namespace KubeOps.Operator.Serialization
{
    public static class KubernetesJsonSerializer
    {
        public static TValue Deserialize<TValue>(string json, System.Text.Json.JsonSerializerOptions? options = default) =>
            throw Stub.Called();
    }
}
