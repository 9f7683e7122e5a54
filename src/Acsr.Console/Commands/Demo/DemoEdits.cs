using Acsr.Knowledge;
using Acsr.Signals;
using Acsr.Signals.Gaps;

namespace Acsr.Commands.Demo;

/// <summary>Edits of the demo shop's help centre, one in each state, most of them from what its searches miss.</summary>
internal sealed class DemoEdits(EditDesk desk, EditReader reader, EditTester tester, EditPublisher publisher, GapReader gaps, CancellationToken cancellationToken)
{
    private static readonly EditActor Writer = new("demo-writer", "nora@demo");
    private static readonly EditActor Approver = new("demo-approver", "piet@demo");

    /// <summary>The articles have to be there, and the cases folded.</summary>
    public static Task MakeAsync(IServiceProvider services, CancellationToken cancellationToken) => new DemoEdits(
        services.GetRequiredService<EditDesk>(), services.GetRequiredService<EditReader>(), services.GetRequiredService<EditTester>(), services.GetRequiredService<EditPublisher>(), services.GetRequiredService<GapReader>(), cancellationToken).MakeAsync();

    private async Task MakeAsync()
    {
        await OpenAsync("Moving house while an order is under way", null, "moved house delivery", "Nothing says what happens to an order when the customer moves.");

        var fee = await OpenAsync("Does cancelling cost anything?", null, "cancel order fee", "Customers ask before they cancel, and the assistant finds nothing.");
        await WriteAsync(fee, "Cancelling is free of charge until the order is packed.\n\n## After that\n\nAn order that is packed but not yet with the carrier can be stopped by a colleague in the warehouse.", "cancellations-and-address-changes-1");

        var voucher = await OpenAsync("Voucher terms", null, "voucher terms", "How long a voucher holds is asked every week.");
        await WriteAsync(voucher, "A voucher holds for 180 days and can be used for several orders.\n\n## Terms\n\nThe assistant issues vouchers of up to £30, whatever the reason; anything above goes to a colleague.", "the-assistant-2");
        await Done(tester.TestAsync(voucher, false, Writer, cancellationToken));
        await Done(desk.CommentAsync(voucher, "The limit here is £30, the clause says £40. Which one holds?", Approver, cancellationToken));

        var shops = await OpenAsync("", "Our shops and opening hours", null, "The shops open at 9 now.");
        await WriteAsync(shops, "There are shops in Bristol, Leeds and Edinburgh, open from Monday to Saturday, 9 to 18.", "");
        await ApproveAsync(shops);

        var vat = await OpenAsync("VAT on our invoices", null, "VAT invoice", "Businesses ask for a VAT invoice, and searches come back empty.");
        await WriteAsync(vat, "Every invoice shows the VAT and our VAT number. A VAT invoice with your company's name is made under 'My orders' within 30 days of the order.", "");
        await ApproveAsync(vat);
        await Done(publisher.PublishAsync(vat, Writer, cancellationToken));

        var wrapping = await OpenAsync("", "Gift wrapping and cards", null, "Which items cannot be wrapped is missing.");
        await WriteAsync(wrapping, "Gift wrapping costs £4.00 an item. You can add a card with your own words.\n\n## What cannot be wrapped\n\nFurniture and anything over 20 kg.", "");
        await ApproveAsync(wrapping);
        await Done(publisher.PublishAsync(wrapping, Writer, cancellationToken));
        await Done(desk.VerifyAsync(wrapping, "The assistant names furniture since; no further question about it this week.", Approver, cancellationToken));

        var delivery = await OpenAsync("", "Delivery options", null, "A carrier announced Sunday delivery.");
        await WriteAsync(delivery, "Carriers deliver on every day of the week. Saturday and Sunday cost £2.00 extra at the checkout.", "");
        await ApproveAsync(delivery);
        await Done(publisher.PublishAsync(delivery, Writer, cancellationToken));
        await Done(publisher.RollBackAsync(delivery, "The carrier took its announcement back.", Approver, cancellationToken));
    }

    private async Task<long> OpenAsync(string title, string? article, string? gap, string reason)
    {
        // As the page does where somebody begins an edit at a gap.
        var key = gap is null ? null : QuestionWords.Form(QuestionWords.Of(gap));
        var missed = key is null ? null : await gaps.FindAsync(key, new DeadEndRange(), cancellationToken);
        return await Done(desk.ProposeAsync(
            new EditProposal(article is null ? EditKind.Create : EditKind.Change, article is null ? null : DemoArticles.IdOf(article), title)
            {
                Reason = reason,
                Gap = key,
                CaseIds = [.. missed?.Cases.Select(c => c.CaseId) ?? []],
                Questions = [gap ?? article!.ToLowerInvariant()],
                Demo = true,
            }, Writer, cancellationToken));
    }

    private async Task WriteAsync(long id, string body, string clause)
    {
        var edit = (await reader.FindAsync(id, cancellationToken))!.Edit;
        var text = ArticleText.Of(edit);
        await Done(desk.SaveAsync(id, edit.Revision, new EditDraft(text with
        {
            Body = body,
            Section = text.Section.Length == 0 ? "Orders" : text.Section,
            Locale = "en-gb",
            Clauses = clause.Length == 0 ? text.Clauses : [DemoPolicy.Cite(clause)],
        }, edit.Reason, edit.Questions), Writer, cancellationToken));
    }

    private async Task ApproveAsync(long id)
    {
        await Done(tester.TestAsync(id, false, Writer, cancellationToken));
        await Done(desk.ApproveAsync(id, 2, "Read and checked.", Approver, cancellationToken));
    }

    private static async Task<long> Done(Task<EditOutcome> work) => await work switch
    {
        EditOutcome.Done done => done.EditId,
        EditOutcome.Refused refused => throw new CommandException($"An edit of the demo desk could not be made: {refused.Reason}"),
        _ => throw new InvalidOperationException("There is no third outcome."),
    };
}
