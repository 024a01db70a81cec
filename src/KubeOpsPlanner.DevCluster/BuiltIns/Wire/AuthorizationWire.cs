namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Access reviews, group <c>authorization.k8s.io</c>. See <see cref="WireFormats"/>.</summary>
internal static class AuthorizationWire
{
    public const string Table = """
        authorization.v1.FieldSelectorAttributes
          1:rawSelector:string 2:requirements:meta.v1.FieldSelectorRequirement*
        authorization.v1.LabelSelectorAttributes
          1:rawSelector:string 2:requirements:meta.v1.LabelSelectorRequirement*
        authorization.v1.LocalSubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SubjectAccessReviewSpec
        authorization.v1.NonResourceAttributes
          1:path:string 2:verb:string
        authorization.v1.ResourceAttributes
          1:namespace:string 2:verb:string 3:group:string 4:version:string 5:resource:string 6:subresource:string
          7:name:string 8:fieldSelector:authorization.v1.FieldSelectorAttributes
          9:labelSelector:authorization.v1.LabelSelectorAttributes
        authorization.v1.SelfSubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SelfSubjectAccessReviewSpec
        authorization.v1.SelfSubjectAccessReviewSpec
          1:resourceAttributes:authorization.v1.ResourceAttributes
          2:nonResourceAttributes:authorization.v1.NonResourceAttributes
        authorization.v1.SelfSubjectRulesReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SelfSubjectRulesReviewSpec
        authorization.v1.SelfSubjectRulesReviewSpec
          1:namespace:string
        authorization.v1.SubjectAccessReview
          1:metadata:meta.v1.ObjectMeta 2:spec:authorization.v1.SubjectAccessReviewSpec
        authorization.v1.SubjectAccessReviewSpec
          1:resourceAttributes:authorization.v1.ResourceAttributes
          2:nonResourceAttributes:authorization.v1.NonResourceAttributes 3:user:string 4:groups:string*
          5:extra:map<strings> 6:uid:string
        """;
}
