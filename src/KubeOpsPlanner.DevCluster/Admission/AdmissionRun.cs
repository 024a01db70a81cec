using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>
/// Takes a write through mutating webhooks (one after the other), the server's own rules, validating webhooks (all at
/// once) and the commit. Nothing is locked while webhooks think; when the stored state moved meanwhile the write is made
/// anew from it and asked about again, so what is committed is always what was reviewed.
/// </summary>
internal sealed class AdmissionRun(ServerState server, IWrite write)
{
    // kube-apiserver's MaxRetryWhenPatchConflicts.
    private const int MaxAttempts = 5;

    private readonly WebhookCatalog _catalog = new(server);

    /// <summary>The caller holds the lock.</summary>
    public ApiResult Start(DateTimeOffset now) => Attempt(now, 1);

    private ApiResult Attempt(DateTimeOffset now, int number)
    {
        var draft = write.Begin(now);
        var webhooks = _catalog.Configured(write.Request.Type, isMutating: true);
        return Mutate(
            new MutationRound(draft, webhooks, webhook => _catalog.Match(webhook, AdmissionSubject.Of(write.Request, draft), isMutating: true), number),
            now);
    }

    private ApiResult Mutate(MutationRound round, DateTimeOffset now)
    {
        if (round.Next() is not { } webhook)
            return Validate(round.Draft, round.Attempt, now);
        var call = Ask(webhook, round.Draft);
        return new ApiAdmission([call], (answers, then) => Resume(() =>
        {
            var patched = WebhookVerdict.Read(webhook, call, answers[0], write.Warnings);
            var hasChanged = patched is not null && !JsonNode.DeepEquals(patched, call.Review.At("request", "object"));
            if (hasChanged)
                round.Draft.Subject = ReviewFactory.Convert(patched, webhook.Type, write.Request.Type, write.Request.Target.Subresource);
            round.Answered(webhook, hasChanged);
            return Mutate(round, then);
        }));
    }

    private ApiResult Validate(WriteDraft draft, int attempt, DateTimeOffset now)
    {
        Confirm(draft);
        write.Prepare(draft, now);
        var subject = AdmissionSubject.Of(write.Request, draft);
        var matched = _catalog.Configured(write.Request.Type, isMutating: false)
            .Select(webhook => _catalog.Match(webhook, subject, isMutating: false)).OfType<MatchedWebhook>().ToList();
        if (matched.Count == 0)
            return Finish(draft, attempt, now);
        var calls = matched.Select(webhook => Ask(webhook, draft)).ToList();
        return new ApiAdmission(calls, (answers, then) => Resume(() =>
        {
            for (var i = 0; i < calls.Count; i++)
                WebhookVerdict.Read(matched[i], calls[i], answers[i], write.Warnings);
            return Finish(draft, attempt, then);
        }));
    }

    private void Confirm(WriteDraft draft)
    {
        if (server.Writing is null || draft.Subject is not { } subject)
            return;
        var (request, target) = (write.Request, write.Request.Target);
        server.Writing(new PendingWrite(
            request.Http.User, request.Type, target.Subresource, target.Namespace, draft.Name, subject, draft.OldSubject));
    }

    private ApiResult Finish(WriteDraft draft, int attempt, DateTimeOffset now)
    {
        var request = write.Request;
        var current = server.Store.Find(request.Collection, request.Target.Namespace, draft.Name);
        // A POST that finds its name taken is refused by the commit; everything else was reviewed against its base.
        if (request.Http.Method == "POST" || current?.ResourceVersion == draft.Base?.ResourceVersion)
            return write.Commit(draft, now);
        return attempt < MaxAttempts ? Attempt(now, attempt + 1) : throw StatusErrors.Modified(request.Type, draft.Name);
    }

    private WebhookCall Ask(MatchedWebhook webhook, WriteDraft draft)
    {
        if (write.Request.Options.IsDryRun && !webhook.SupportsDryRun)
            throw WebhookVerdict.NoDryRun(webhook);
        var subject = AdmissionSubject.Of(write.Request, draft);
        // As of kube-apiserver: whoever is asked about one of many finds its name in the old object alone.
        if (write is DeleteWrite { IsOneOfMany: true })
            subject = subject with { Name = "" };
        return ReviewFactory.Create(
            webhook, subject, write.Request, Options(draft), server.Identities.NewUid());
    }

    private JsonObject Options(WriteDraft draft)
    {
        if (write is DeleteWrite delete)
            return delete.Deletion.Options;
        var options = new JsonObject
        {
            // Named after what is done, not after how it was asked for: a patch creates or updates.
            ["kind"] = draft.Operation == "CREATE" ? "CreateOptions" : "UpdateOptions",
            ["apiVersion"] = "meta.k8s.io/v1",
        };
        if (write.Request.Options.FieldManager.Length > 0)
            options["fieldManager"] = write.Request.Options.FieldManager;
        if (write.Request.Options.IsDryRun)
            options["dryRun"] = new JsonArray("All");
        return options;
    }

    private ApiResult Resume(Func<ApiResult> step)
    {
        try
        {
            lock (server.Gate)
                return step();
        }
        catch (StatusException refusal)
        {
            return refusal.ToResponse(write.Warnings);
        }
    }
}
