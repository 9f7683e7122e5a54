using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Surveys;

/// <summary>Somebody wants a customer asked about a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Id">The sender's id of the invitation: the same one again gives a link to the same survey. Absent: a new one.</param>
/// <param name="Language">The customer's, for example <c>de</c>.</param>
/// <param name="Asks">Any of <c>csat</c>, <c>ces</c>, <c>resolved</c>; absent: as the settings have it.</param>
/// <param name="ValidDays">Until the link expires, 1 to 365; absent: as the settings have it.</param>
public sealed record SurveyInvitation(string? Case, string? Id = null, string? Language = null, IReadOnlyList<string>? Asks = null, int? ValidDays = null)
{
    /// <summary>What is wrong with it, and how to mend it; null when nothing is.</summary>
    public string? Fault() =>
        Named("case", Case) ?? (Id is null ? null : Named("id", Id))
        ?? (Language is { Length: not (>= 2 and <= 35) } ? "'language' is a code such as de or pt-BR." : null)
        ?? (Asks?.FirstOrDefault(asked => !SurveyDesk.Questions.Contains(asked)) is { } other ? $"'asks' holds '{other}'; use any of: {string.Join(", ", SurveyDesk.Questions)}." : null)
        ?? (ValidDays is < 1 or > 365 ? "'validDays' is 1 to 365." : null);

    private static string? Named(string field, string? value) => string.IsNullOrWhiteSpace(value) ? $"'{field}' is missing: a text of 1 to 200 characters."
        : value.Length > 200 ? $"'{field}' has {value.Length} characters; at most 200 are kept."
        : value.Any(char.IsControl) ? $"'{field}' holds a control character." : null;
}

/// <summary>What became of an invitation: a link, or a fault in words; neither where the store is busy.</summary>
public sealed record SurveyInvited(SurveyLink? Link, string? Token, string? Fault);

/// <summary>What a customer answered; what was not asked or not answered is null.</summary>
public sealed record SurveyAnswer(int? Csat, int? Ces, bool? Resolved, string? Comment);

/// <summary>What a link leads to.</summary>
public enum SurveyState { Open, Answered, Expired, Unknown }

/// <summary>A link as its page needs it.</summary>
/// <param name="State">Only an open one asks.</param>
/// <param name="Link">Null where the link is none of ours.</param>
/// <param name="Brand">Whose survey it is.</param>
/// <param name="Language">The customer's where it is known.</param>
public sealed record SurveyView(SurveyState State, SurveyLink? Link, string Brand, string? Language);

/// <summary>Makes links to the hosted survey, and takes one answer for each (E1–E3). Invitations and answers go the way of every event.</summary>
public sealed class SurveyDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, EventIntake intake, SurveyTokens tokens, SurveyOptions settings, TimeProvider clock)
{
    /// <summary>What can be asked, in the order in which it is.</summary>
    public static readonly IReadOnlyList<string> Questions = ["csat", "ces", "resolved"];

    private const int MaxComment = 2_000;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A link for each good invitation, in the order of the request; the events of all of them are on the disk when it returns.</summary>
    /// <returns>Null where the store is busy: the same request again makes no second link of an invitation with an id.</returns>
    public async Task<IReadOnlyList<SurveyInvited>?> InviteAsync(IReadOnlyList<SurveyInvitation> invitations, string source, CancellationToken cancellationToken)
    {
        var preset = await settings.ReadAsync(cancellationToken);
        var now = Now;
        var results = new SurveyInvited[invitations.Count];
        var good = new List<(int Place, SurveyLink Link)>();
        foreach (var (place, item) in invitations.Index())
        {
            if (item.Fault() is { } fault) { results[place] = new(null, null, fault); continue; }
            List<string> asks = [.. Questions.Where(question => (item.Asks is { Count: > 0 } ? item.Asks : preset.Asks).Contains(question))];
            good.Add((place, new SurveyLink
            {
                Id = item.Id ?? $"survey-{Guid.CreateVersion7():N}",
                CaseId = item.Case!,
                Language = item.Language,
                Asks = asks,
                CreatedAt = now,
                ExpiresAt = now.AddDays(item.ValidDays ?? preset.ValidDays),
                Source = source,
            }));
        }

        var kept = await KeepAsync(good.ConvertAll(g => g.Link), cancellationToken);
        List<CaseEvent> events = [];
        foreach (var (place, link) in good)
        {
            var stored = kept[link.Id];
            if (stored.CaseId != link.CaseId) { results[place] = new(null, null, $"'id' is that of an invitation for the case {stored.CaseId}; ids are unique."); continue; }
            results[place] = new(stored, tokens.Of(stored.Id), null);
            events.Add(new SurveyInvitedEvent { Id = EventId(stored.Id, "invited"), Case = stored.CaseId, Time = stored.CreatedAt, Asks = stored.Asks });
        }

        return await SendAsync(events, source) ? results : null;
    }

    /// <summary>What a link leads to.</summary>
    public async Task<SurveyView> FindAsync(string token, CancellationToken cancellationToken)
    {
        var brand = (await settings.ReadAsync(cancellationToken)).Brand;
        if (tokens.Read(token) is not { } id) { return new(SurveyState.Unknown, null, brand, null); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.SurveyLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancellationToken) is not { } link) { return new(SurveyState.Unknown, null, brand, null); }
        var state = link.AnsweredAt is not null ? SurveyState.Answered : link.ExpiresAt <= Now ? SurveyState.Expired : SurveyState.Open;
        return new(state, link, brand, link.Language ?? await db.Cases.Where(c => c.Id == link.CaseId).Select(c => c.Language).SingleOrDefaultAsync(cancellationToken));
    }

    /// <summary>Takes an answer, once: of two at the same moment the second finds the link used up.</summary>
    public async Task<SurveyState> AnswerAsync(string token, SurveyAnswer answer, CancellationToken cancellationToken)
    {
        var view = await FindAsync(token, cancellationToken);
        if (view is not { State: SurveyState.Open, Link: { } link }) { return view.State; }
        var now = Now;
        var lines = string.Join('\n', EventsOf(link, answer, now).Select(e => System.Text.Encoding.UTF8.GetString(EventJson.Line(e))));
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var taken = await db.SurveyLinks.Where(l => l.Id == link.Id && l.AnsweredAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(l => l.AnsweredAt, now).SetProperty(l => l.Answer, lines), CancellationToken.None);
            if (taken == 0) { return SurveyState.Answered; }
        }

        await ForwardAsync(CancellationToken.None);
        return SurveyState.Open;
    }

    /// <summary>
    /// Sends on what was answered and has not gone on yet: an answer is kept before it is forwarded, and the ids of its events follow from
    /// the link, so that a crash in between loses nothing and counts nothing twice.
    /// </summary>
    public async Task ForwardAsync(CancellationToken cancellationToken)
    {
        List<SurveyLink> waiting;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            waiting = await db.SurveyLinks.AsNoTracking().Where(l => l.AnsweredAt != null && l.ForwardedAt == null).OrderBy(l => l.AnsweredAt).Take(100).ToListAsync(cancellationToken);
        }

        foreach (var link in waiting)
        {
            var (outcome, _) = await intake.AcceptAsync(System.Text.Encoding.UTF8.GetBytes(link.Answer ?? ""), lines: true, "hosted survey");
            if (outcome is IngestOutcome.Full or IngestOutcome.Unavailable) { return; }
            var now = Now;
            using var pass = await gate.EnterAsync(cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.SurveyLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(row => row.SetProperty(l => l.ForwardedAt, now), cancellationToken);
        }
    }

    private static IEnumerable<CaseEvent> EventsOf(SurveyLink link, SurveyAnswer answer, DateTime now)
    {
        // What was written goes with the first answer that can hold it.
        var comment = string.IsNullOrWhiteSpace(answer.Comment) ? null : answer.Comment.Replace("\0", "", StringComparison.Ordinal) is { Length: > MaxComment } text ? text[..MaxComment] : answer.Comment;
        if (answer.Csat is { } csat && link.Asks.Contains("csat"))
        {
            yield return new CsatEvent { Id = EventId(link.Id, "csat"), Case = link.CaseId, Time = now, Score = csat, ScaleMin = 1, ScaleMax = 5, Comment = comment };
            comment = null;
        }

        if (answer.Ces is { } ces && link.Asks.Contains("ces"))
        {
            yield return new CesEvent { Id = EventId(link.Id, "ces"), Case = link.CaseId, Time = now, Score = ces, ScaleMin = 1, ScaleMax = 7, Easy = "high", Comment = comment };
            comment = null;
        }

        if (answer.Resolved is { } resolved && link.Asks.Contains("resolved"))
        {
            yield return new SurveyEvent { Id = EventId(link.Id, "resolved"), Case = link.CaseId, Time = now, Resolved = resolved, Comment = comment };
        }
    }

    private static string EventId(string link, string what) => $"survey:{NativeJson.Hash(link)}:{what}";

    /// <summary>The links by id, as they are stored: those that were there already as they were.</summary>
    private async Task<Dictionary<string, SurveyLink>> KeepAsync(List<SurveyLink> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0) { return []; }
        var ids = links.ConvertAll(l => l.Id);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.SurveyLinks.Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancellationToken);
        foreach (var link in links)
        {
            if (known.TryAdd(link.Id, link)) { db.SurveyLinks.Add(link); }
        }

        await db.SaveChangesAsync(cancellationToken);
        return known;
    }

    private async Task<bool> SendAsync(List<CaseEvent> events, string source)
    {
        if (events.Count == 0) { return true; }
        byte[] body = [.. events.SelectMany(e => EventJson.Line(e).Append((byte)'\n'))];
        return (await intake.AcceptAsync(body, lines: true, source)).Outcome is not (IngestOutcome.Full or IngestOutcome.Unavailable);
    }
}
