namespace Acsr.Commands.Demo.Texts;

/// <summary>What German customers write about, and how they are answered.</summary>
internal static class GermanTexts
{
    public static IntentTexts WhereIsMyOrder => new()
    {
        Openings =
        [
            "[Hallo,|Guten Tag,] wo bleibt meine Bestellung {order}? Sie sollte am {due} da sein.",
            "Meine Bestellung {order} ([{product}|ein {product}]) ist noch nicht angekommen. [Können Sie nachsehen?|Was ist da los?]",
            "Die Sendungsverfolgung zu {order} hat sich seit [drei|vier] Tagen nicht bewegt. [Ist das Paket verloren?|Muss ich mir Sorgen machen?]",
            "Ich warte seit dem {due} auf {order}. [Gibt es etwas Neues?|Wann kommt das Paket?]",
            "Bestellung {order} vom {placed}: laut E-Mail unterwegs, aber hier ist nichts. [Bitte prüfen.|Können Sie das prüfen?]",
        ],
        Vague =
        [
            "Wo ist mein Paket? Es sollte am {due} kommen.",
            "Ich habe am {placed} bestellt und [noch nichts bekommen|nichts mehr gehört].",
            "[Können Sie mir sagen,|Wissen Sie,] wann meine Lieferung kommt? Der Link in der E-Mail geht nicht.",
            "Der Bote hat gestern wohl nicht geklingelt. Kommt er noch einmal?",
            "Meine Lieferung ([{product}|der Artikel {product}]) ist überfällig.",
        ],
        Done =
        [
            "Ihr Paket {tracking} wurde gestern in {hub} erfasst. {carrier} stellt es voraussichtlich am {arrives} zu.",
            "Danke für Ihre Geduld. {order} ist bei {carrier} in {hub} und soll am {arrives} bei Ihnen sein.",
            "Die Sendung hatte in {hub} zwei Tage Verspätung, ist aber wieder unterwegs. Neuer Termin: {arrives}.",
            "Ich habe nachgesehen: {carrier} bringt Ihre Bestellung am {arrives}. Die Sendungsnummer ist {tracking}.",
            "Gute Nachricht: Das Paket ist für den {arrives} eingeplant. Sie bekommen morgens eine SMS mit dem Zeitfenster.",
        ],
        FollowUps =
        [
            ("Kann das Paket beim Nachbarn abgegeben werden?", "Ja, das können Sie am Zustelltag über den Link in der SMS von {carrier} einstellen."),
            ("Und wenn es dann immer noch nicht da ist?", "Sieben Tage nach dem zugesagten Termin gilt das Paket als verloren. Dann wählen Sie zwischen Ersatz und Geld zurück."),
            ("Muss ich unterschreiben?", "Nein, für diese Sendung ist keine Unterschrift nötig."),
            ("Ist alles in einem Paket?", "Ja, {order} wurde als ein Paket verschickt."),
            ("Kann ich den Termin verschieben?", "Um bis zu drei Tage, über den Link in der E-Mail von {carrier}."),
        ],
        HumanDone =
        [
            "Ich habe mit {carrier} telefoniert: Das Paket wird am {arrives} zugestellt. Die Versandkosten erstatte ich Ihnen.",
            "Das Paket ist leider nicht auffindbar. Ich habe heute Ersatz losgeschickt.",
            "Ich habe einen Nachforschungsauftrag gestellt und melde mich bis morgen Mittag bei Ihnen.",
            "Gefunden: Das Paket liegt in {hub} und geht heute noch auf die Tour.",
            "Ich habe Ihnen {total} erstattet, da die Lieferung zu spät käme.",
        ],
    };

    public static IntentTexts Return => new()
    {
        Openings =
        [
            "[Hallo,|Guten Tag,] ich möchte aus {order} den Artikel {product} zurückschicken.",
            "Wie kann ich {order} zurückgeben? [Die Farbe gefällt mir nicht.|Es passt leider nicht.]",
            "Ich brauche bitte ein Rücksendeetikett für {order}. Der Artikel ist unbenutzt.",
            "Kann ich {product} aus der Bestellung {order} noch umtauschen oder zurückgeben? Geliefert am {delivered}.",
            "Retoure zu {order}, bitte. [Ich habe mich vertan.|Es ist doch zu groß.]",
        ],
        Vague =
        [
            "Ich möchte etwas zurückschicken.",
            "[Wie geht das mit der Rücksendung?|Wo finde ich das Rücksendeetikett?]",
            "Im Paket war kein Etikett für die Rücksendung.",
            "Brauche ich für eine Retoure den Originalkarton?",
            "Der Artikel {product} gefällt mir nicht. Kann ich ihn zurückgeben?",
        ],
        Proposals =
        [
            "Das geht bis zum {window}. Ich schicke Ihnen ein Etikett von {carrier} an {email}. [Einverstanden?|Soll ich das tun?]",
            "Gern. Für das Etikett werden 3,95 £ von der Erstattung abgezogen. [Ist das in Ordnung?|Soll ich es anlegen?]",
            "Sie sind noch in der Frist. Soll ich die Rücksendung für {product} anlegen?",
            "Kein Problem, die Bestellung kam am {delivered}. [Darf ich Ihnen das Etikett senden?|Soll ich das Etikett senden?]",
            "Ich würde {product} zur Rücksendung anmelden und danach {price} erstatten. Passt das?",
        ],
        Done =
        [
            "Das Etikett ist unterwegs an {email}. Sobald die Ware im Lager ist, erstatten wir {price}.",
            "Erledigt. Sie können das Paket in jedem Shop von {carrier} abgeben, ein Ausdruck ist nicht nötig.",
            "Die Rücksendung ist angemeldet. Bitte geben Sie das Paket bis zum {window} ab.",
            "Fertig. Heben Sie bitte den Beleg von {carrier} auf, bis {price} bei Ihnen ist.",
            "Das Etikett ist da. Jeder stabile Karton ist in Ordnung.",
        ],
        FollowUps =
        [
            ("Muss es der Originalkarton sein?", "Nein, jeder Karton ist recht, der den Artikel gut schützt."),
            ("Wann bekomme ich mein Geld?", "Innerhalb von fünf Werktagen, nachdem das Lager die Rücksendung gebucht hat."),
            ("Kann das Paket abgeholt werden?", "Abgeholt werden Möbel und alles über 20 kg. Sonst geben Sie es bitte im Shop ab."),
            ("Bekomme ich eine Bestätigung?", "Ja, per E-Mail an {email}, sobald das Paket bei uns ist."),
            ("Wo ist die nächste Abgabestelle?", "Der Link in der E-Mail zeigt alle Shops von {carrier} in Ihrer Nähe."),
        ],
        HumanDone =
        [
            "Ich habe die Abholung für den {arrives} zwischen 8 und 12 Uhr gebucht.",
            "Das Etikett ist jetzt bei Ihnen, und die Gebühr habe ich gestrichen.",
            "Ausnahmsweise nehme ich den Artikel noch zurück. Das Etikett kommt gleich per E-Mail.",
            "Die Rücksendung war doppelt angelegt, das ist behoben. {price} folgen nach dem Eingang.",
            "Ich habe die Retoure von Hand angelegt, Sie müssen nichts weiter tun.",
        ],
    };
}
