#nullable disable
using System.Net;
using k8s.Models;

namespace k8s
{
    public interface IKubernetesObject
    {
        string ApiVersion { get; set; }
        string Kind { get; set; }
    }

    public interface IKubernetesObject<TMetadata> : IKubernetesObject, IMetadata<TMetadata>;

    public class KubernetesObject : IKubernetesObject
    {
        public string ApiVersion { get; set; }
        public string Kind { get; set; }
    }

    public enum WatchEventType
    {
        Added, Modified, Deleted, Error, Bookmark,
    }

    public interface IKubernetes : IDisposable
    {
        ICustomObjectsOperations CustomObjects { get; }
    }

    public interface ICustomObjectsOperations;

    public class KubernetesException : Exception
    {
        public KubernetesException(V1Status status) : base(status.Message) => Status = status;

        public V1Status Status { get; }
    }

    public class KubernetesClientConfiguration
    {
        public static KubernetesClientConfiguration BuildDefaultConfig() => throw Stub.Called();

        public static KubernetesClientConfiguration BuildConfigFromConfigFile(
            string kubeconfigPath = default, string currentContext = default, string masterUrl = default, bool useRelativePaths = true) =>
            throw Stub.Called();
    }

    /// <summary>So that a program that was built with the stub says so.</summary>
    internal static class Stub
    {
        public static NotSupportedException Called() =>
            new("This program was compiled against the stub of KubeOps: it checks that the host compiles and does not run.");
    }
}

namespace k8s.Autorest
{
    public class HttpMessageWrapper
    {
        public string Content { get; set; }
    }

    public class HttpResponseMessageWrapper : HttpMessageWrapper
    {
        public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content)
        {
            StatusCode = httpResponse.StatusCode;
            Content = content;
        }

        public HttpStatusCode StatusCode { get; set; }
    }

    public class HttpOperationException : Exception
    {
        public HttpOperationException(string message) : base(message)
        {
        }

        public HttpResponseMessageWrapper Response { get; set; }
    }
}

namespace k8s.Models
{
    public interface IMetadata<T>
    {
        T Metadata { get; set; }
    }

    public interface ISpec<T>
    {
        T Spec { get; set; }
    }

    public interface IStatus<T>
    {
        T Status { get; set; }
    }

    public sealed class KubernetesEntityAttribute : Attribute
    {
        public string Kind { get; set; }
        public string Group { get; set; }
        public string ApiVersion { get; set; }
        public string PluralName { get; set; }
    }

    public class V1DeleteOptions;

    public class V1ObjectMeta
    {
        public string Name { get; set; }
        public string NamespaceProperty { get; set; }
        public string Uid { get; set; }
    }

    public class V1Status
    {
        public int? Code { get; set; }
        public string Message { get; set; }
        public string Reason { get; set; }
    }

    public class V1Patch
    {
        public V1Patch(object body, PatchType type)
        {
            Content = body;
            Type = type;
        }

        public object Content { get; }
        public PatchType Type { get; }

        public enum PatchType
        {
            Unknown, JsonPatch, MergePatch, StrategicMergePatch, ApplyPatch,
        }
    }
}
