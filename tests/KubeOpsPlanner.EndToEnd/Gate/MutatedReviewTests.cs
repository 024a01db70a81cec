using System.Text;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>Whoever reaches the webhook's port can post what he likes: damaged reviews get 400 or a verdict, never an error of ours.</summary>
[Collection(nameof(ApiServers))]
public sealed class MutatedReviewTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    private static readonly string[] Odd =
        ["null", "{}", "[]", "-1", "1e999", "\"\"", "99999999999999999999", "\"\\ud800\"", "[[[[[[[[[[[[", "true", "\u0000", "\"replicas\":-1,"];

    [SkippableTheory]
    [EachServer]
    public async Task Damaged_reviews_are_answered_with_400_or_a_verdict(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        var door = await WebhookDoor.FindAsync(fleet.Admin);
        var stored = (await fleet.Admin.GetAsync($"{fleet.GraphsPath(V1Beta1)}/chat")).Body;
        var larger = stored.DeepClone();
        larger["spec"]!["components"]![2]!["replicas"] = 400;
        var whole = WebhookDoor.Review(stored, larger).ToJsonString();
        Assert.False((bool?)(await door.PostAsync(whole)).Body["response"]?["allowed"]);

        var random = new Random(7);
        var malformed = 0;
        for (var i = 0; i < 250; i++)
        {
            var body = Damage(whole, random);
            var answer = await door.PostAsync(body);

            Assert.True(answer.Code is 200 or 400, $"review {i} got HTTP {answer.Code}: {answer.Body}\n{body}");
            Assert.True((int?)answer.Body["response"]?["status"]?["code"] is not >= 500, $"review {i}: {answer.Body}\n{body}");
            malformed += answer.Code == 400 ? 1 : 0;
        }

        Assert.InRange(malformed, 25, 249);
        Assert.Equal(0, await fleet.ReservationsAsync());
    }

    private static string Damage(string whole, Random random)
    {
        var text = new StringBuilder(whole);
        for (var wounds = random.Next(1, 4); wounds > 0 && text.Length > 10; wounds--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Length = at;
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                default:
                    // Exchanges a value for one of another type.
                    var colon = text.ToString().IndexOf(':', at);
                    var end = colon < 0 ? -1 : text.ToString().IndexOfAny([',', '}', ']'], colon);
                    if (end > colon)
                    {
                        text.Remove(colon + 1, end - colon - 1).Insert(colon + 1, Odd[random.Next(8)]);
                    }

                    break;
            }
        }

        return text.ToString();
    }
}
