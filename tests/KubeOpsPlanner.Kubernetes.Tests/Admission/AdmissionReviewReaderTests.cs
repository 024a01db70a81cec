using System.Text;
using KubeOpsPlanner.Kubernetes.Admission;

namespace KubeOpsPlanner.Kubernetes.Tests.Admission;

public sealed class AdmissionReviewReaderTests
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","more":1,"request":{"uid":"u","operation":"UPDATE","more":[{}],
        "kind":{"group":"nvidia.com","version":"v1beta1","kind":"DynamoGraphDeployment"},
        "resource":{"group":"nvidia.com","version":"v1beta1","resource":"dynamographdeployments"},
        "name":"chat","namespace":"inference","userInfo":{"username":"älice","groups":["tenants"],"more":null},
        "object":{"metadata":{"name":"chat"}},"oldObject":{"metadata":{"name":"chat"}},"dryRun":true}}
        """);

    [Fact]
    public void Fields_that_nobody_knows_are_passed_over()
    {
        var review = AdmissionReviewReader.Read(Whole);

        Assert.Equal(("inference", "chat", "älice", true), (review.Namespace, review.Name, review.User.Username, review.IsDryRun));
    }

    [Fact]
    public void A_review_that_ends_anywhere_too_early_is_malformed()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            var cut = Whole.AsMemory(0, length);
            Assert.True(Record.Exception(() => AdmissionReviewReader.Read(cut)) is MalformedReviewException, $"cut after {length} bytes");
        }
    }

    [Theory]
    [InlineData("\\ud83d\\ude00", true)]
    [InlineData("\\u00e4 \\ud83d\\udE00", true)]
    [InlineData("\\\\ud83d", true)]
    [InlineData("\\ud83d", false)]
    [InlineData("\\uDE00", false)]
    [InlineData("\\ude00\\ud83d", false)]
    public void Half_a_character_is_malformed_wherever_it_stands(string text, bool isReadable)
    {
        foreach (var place in new[] { "chat", "tenants", "more" })
        {
            var review = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Whole).Replace($"\"{place}\"", $"\"{place}{text}\"", StringComparison.Ordinal));
            Assert.Equal(isReadable, Record.Exception(() => AdmissionReviewReader.Read(review)) is null);
        }
    }

    [Fact]
    public void A_review_in_which_any_byte_is_another_one_is_read_or_malformed()
    {
        var random = new Random(11);
        var malformed = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var bent = Whole.ToArray();
            for (var bytes = random.Next(1, 4); bytes > 0; bytes--)
                bent[random.Next(bent.Length)] = (byte)random.Next(256);

            var error = Record.Exception(() => AdmissionReviewReader.Read(bent));
            Assert.True(error is null or MalformedReviewException, $"{error}\n{Encoding.Latin1.GetString(bent)}");
            malformed += error is null ? 0 : 1;
        }

        Assert.InRange(malformed, 1_000, 4_999);
    }
}
