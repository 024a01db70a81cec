using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Mvc;

namespace KubeOps.Operator.Web.Webhooks
{
    public interface IWebhookAttribute
    {
        Uri Uri { get; }
    }
}

namespace KubeOps.Operator.Web.Webhooks.Admission
{
    public sealed record AdmissionStatus(string Message, int? Code = 200);
}

namespace KubeOps.Operator.Web.Webhooks.Admission.Validation
{
    [AttributeUsage(AttributeTargets.Class)]
    public class ValidationWebhookAttribute(Type entityType)
        : RouteAttribute($"/validate/{entityType.Name.ToLowerInvariant()}"), IWebhookAttribute
    {
        public Uri Uri { get; } = new($"/validate/{entityType.Name.ToLowerInvariant()}", UriKind.Relative);
    }

    public record ValidationResult(bool Valid = true) : IActionResult
    {
        public AdmissionStatus? Status { get; init; }
        public IList<string> Warnings { get; init; } = [];

        public Task ExecuteResultAsync(ActionContext context) => throw Stub.Called();
    }

    [ApiController]
    public abstract class ValidationWebhook<TEntity> : ControllerBase where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        [NonAction]
        public virtual Task<ValidationResult> CreateAsync(TEntity entity, bool dryRun, CancellationToken cancellationToken) =>
            throw Stub.Called();

        [NonAction]
        public virtual Task<ValidationResult> UpdateAsync(
            TEntity oldEntity, TEntity newEntity, bool dryRun, CancellationToken cancellationToken) => throw Stub.Called();

        [NonAction]
        public virtual Task<ValidationResult> DeleteAsync(TEntity entity, bool dryRun, CancellationToken cancellationToken) =>
            throw Stub.Called();

        [NonAction]
        protected ValidationResult Success(params string[] warnings) => new() { Warnings = warnings };

        [NonAction]
        protected ValidationResult Fail(string reason, int statusCode) => new(false) { Status = new(reason, statusCode) };
    }
}
