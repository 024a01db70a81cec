namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Token reviews and requests, group <c>authentication.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class AuthenticationWire
{
    public const string Table = """
        authentication.v1.BoundObjectReference
          1:kind:string 2:apiVersion:string 3:name:string 4:uID:string
        authentication.v1.SelfSubjectReview
          1:metadata:meta.v1.ObjectMeta
        authentication.v1.TokenRequest
          1:metadata:meta.v1.ObjectMeta 2:spec:authentication.v1.TokenRequestSpec
        authentication.v1.TokenRequestSpec
          1:audiences:string* 3:boundObjectRef:authentication.v1.BoundObjectReference 4:expirationSeconds:int
        authentication.v1.TokenReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authentication.v1.TokenReviewSpec
          3:status:authentication.v1.TokenReviewStatus
        authentication.v1.TokenReviewSpec
          1:token:string 2:audiences:string*
        authentication.v1.TokenReviewStatus
          1:authenticated:bool 2:user:authentication.v1.UserInfo 3:error:string 4:audiences:string*
        authentication.v1.UserInfo
          1:username:string 2:uid:string 3:groups:string* 4:extra:map<strings>
        """;
}
