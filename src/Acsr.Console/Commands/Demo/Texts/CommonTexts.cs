namespace Acsr.Commands.Demo.Texts;

/// <summary>What is said whatever the matter is, in one language: templates as <see cref="Phrase"/> reads them.</summary>
internal sealed record CommonTexts
{
    /// <summary>The assistant asks for the order number; the customer gives it.</summary>
    public required string[] Ask { get; init; }
    public required string[] Details { get; init; }
    /// <summary>Yes to an offer.</summary>
    public required string[] Confirm { get; init; }
    public required string[] Thanks { get; init; }
    public required string[] Goodbye { get; init; }
    /// <summary>The customer wants a person; the assistant hands over; a colleague takes over.</summary>
    public required string[] AskHuman { get; init; }
    public required string[] HandOver { get; init; }
    public required string[] HumanHello { get; init; }
    /// <summary>A colleague answers without the assistant before.</summary>
    public required string[] HumanFirst { get; init; }
    public required string[] HumanGoodbye { get; init; }
    /// <summary>How an email begins and ends: customer, then shop.</summary>
    public required string[] Salutations { get; init; }
    public required string[] SignOffs { get; init; }
    public required string ShopSalutation { get; init; }
    public required string ShopSignOff { get; init; }

    public IEnumerable<string> All =>
        [.. Ask, .. Details, .. Confirm, .. Thanks, .. Goodbye, .. AskHuman, .. HandOver, .. HumanHello, .. HumanFirst, .. HumanGoodbye, .. Salutations, .. SignOffs, ShopSalutation, ShopSignOff];

    public static CommonTexts In(string language) => language switch
    {
        "de" => German,
        "fr" => French,
        _ => English,
    };

    public static readonly CommonTexts English = new()
    {
        Ask =
        [
            "[I'm happy to help.|Happy to look into that.] Could you give me the order number? It starts with HF.",
            "[Of course.|Sure.] What's the order number, please? You'll find it in the confirmation email.",
            "Thanks for getting in touch. [Which order is it about?|Which order do you mean?] The number looks like HF-12345.",
            "Let me check. Can you tell me your order number [first|please]?",
            "I'd like to look that up for you. May I have the order number?",
            "[Sorry to hear that.|I'm sorry about that.] To find it I need the order number, please.",
            "So that I look at the right one: what's the number of the order?",
        ],
        Details =
        [
            "It's {order}.", "{order}", "[Sure,|Yes,] {order}.", "The number is {order}, ordered on {placed}.", "Here you go: {order}.",
            "I think it's {order}. The name is {name}.", "[Just found it:|Found the email:] {order}.", "{order}, {product}.", "My order number is {order}[.|, postcode {postcode}.]",
        ],
        Confirm =
        [
            "Yes please.", "Yes, [go ahead|please do].", "[That would be great|That's fine], yes.", "Okay, yes.", "Perfect, please do that.", "Yes, that's right.",
            "[Sounds good.|That works for me.] Yes.", "Yes, thank you.", "Please do, yes.", "Yep, all good.",
        ],
        Thanks =
        [
            "[Great|Lovely|Perfect], thank you!", "Thanks for [your help|sorting that out].", "[That was quick.|Wow, that was easy.] Thanks!", "Okay, thanks.", "Thank you, [that's all|nothing else].",
            "Brilliant, cheers.", "[Much appreciated.|Thanks a lot.]", "Good, that's what I needed. Thank you.", "Thanks for the quick answer.", "Alright, thank you. Bye.", "[Fab|Super], thanks so much.", "Thanks, have a nice day.",
        ],
        Goodbye =
        [
            "[You're welcome!|My pleasure!] Have a lovely day.", "Glad I could help. Take care, {first}.", "You're welcome. [I'm here if anything else comes up.|Just write if you need anything else.]",
            "Thanks for your patience, {first}. Goodbye!", "Any time. Enjoy the rest of your day.", "Happy to help. [All the best!|Bye for now.]", "You're very welcome. Goodbye.",
        ],
        AskHuman =
        [
            "Can I [speak|talk] to a [person|human|real person], please?", "I'd like [someone from your team|a human being] to look at this.", "This isn't getting anywhere. [Please put me through to somebody.|Get me a colleague.]",
            "[Is there anybody|Isn't there someone] I can talk to?", "I don't want to discuss this with a bot. A person, please.", "Please escalate this.", "[Agent.|Human.|Operator.] Please.",
        ],
        HandOver =
        [
            "I understand. I'm handing you over to a colleague, who can see everything you've written here.", "I'd rather have a colleague decide that. [One moment, please.|Somebody will be with you shortly.]",
            "I'm passing this on to our team. You won't have to explain it again.", "Let me get you someone who can [do more than I can|take this further].", "I'm connecting you with a colleague from customer care now.",
            "This needs a person. I've put a summary in your case so that you needn't repeat it.",
        ],
        HumanHello =
        [
            "Hi {first}, {colleague} here. I've read through everything.", "Hello {first}, this is {colleague} from Harbour & Finch. Sorry for the back and forth.", "Hello, {colleague} speaking. Let me see what I can do.",
            "Hi {first}, I'm {colleague}. Give me a minute to look at {order}.", "Good to meet you, {first}. {colleague} here, I've taken over your case.", "Hi, {colleague} from the care team. I've got your order in front of me.",
        ],
        HumanFirst =
        [
            "Hello {first}, {colleague} from Harbour & Finch. [Let me have a look.|I'll look into that.]", "Hi {first}, this is {colleague}. Thanks for getting in touch.", "Good day, {colleague} speaking, customer care. [Happy to help.|One moment, please.]",
            "Hello {first}, my name is {colleague}. I'll see to that for you.", "Hi, it's {colleague} here. [Thanks for waiting.|Sorry for the wait.]", "Hello! {colleague} from the care team, I've got your message.",
        ],
        HumanGoodbye =
        [
            "You're welcome, {first}. [Sorry again.|Sorry that it took a while.] {colleague}", "My pleasure. If anything's not right, just reply and it comes to me. {colleague}", "Thanks for your patience! All the best, {colleague}.",
            "No problem at all. Have a good one, {colleague}", "Glad that's sorted. Best wishes, {colleague}",
        ],
        Salutations = ["Hello,", "Dear Harbour & Finch team,", "Hi there,", "Good morning,", "Dear Sir or Madam,", "Hi,"],
        SignOffs = ["Kind regards,\n{name}", "Thanks,\n{first}", "Best wishes,\n{name}", "Many thanks\n{name}", "{first}", "Regards,\n{name}"],
        ShopSalutation = "Hello {first},",
        ShopSignOff = "Best wishes,\nRobin, assistant at Harbour & Finch",
    };

    private static readonly CommonTexts German = new()
    {
        Ask = ["Gern. Wie lautet Ihre Bestellnummer? Sie beginnt mit HF.", "Ich sehe gleich nach. Nennen Sie mir bitte die Bestellnummer?", "Um welche Bestellung geht es? Die Nummer steht in der Bestätigung.", "Dafür brauche ich bitte Ihre Bestellnummer.", "Das prüfe ich gern. Welche Bestellnummer ist es?"],
        Details = ["{order}", "Das ist {order}.", "Die Nummer ist {order}.", "[Moment.|Hier:] {order}", "Bestellnummer {order}, Name {name}."],
        Confirm = ["Ja, bitte.", "Ja, gern.", "Einverstanden, ja.", "Ja, das passt.", "Ja, machen Sie das bitte."],
        Thanks = ["Vielen Dank!", "Super, danke.", "Danke für die schnelle Hilfe.", "Alles klar, danke schön.", "Danke, das war's."],
        Goodbye = ["Sehr gern. Einen schönen Tag noch!", "Gern geschehen, {first}.", "Melden Sie sich, wenn noch etwas ist.", "Alles Gute und bis bald!", "Gern. Auf Wiedersehen!"],
        AskHuman = ["Kann ich bitte mit einem Menschen sprechen?", "Verbinden Sie mich bitte mit einem Mitarbeiter.", "So kommen wir nicht weiter. Bitte eine Kollegin oder einen Kollegen.", "Gibt es jemanden, der das entscheiden kann?", "Ich möchte das mit einer Person klären."],
        HandOver = ["Ich übergebe an unser Team. Sie müssen nichts noch einmal erklären.", "Einen Moment, eine Kollegin übernimmt.", "Das soll sich ein Mensch ansehen. Ich verbinde Sie.", "Ich gebe Ihren Fall mit einer Zusammenfassung weiter.", "Gern hole ich jemanden aus dem Team dazu."],
        HumanHello = ["Guten Tag, hier ist {colleague}. Ich habe alles gelesen.", "Hallo {first}, {colleague} vom Kundenservice. Ich kümmere mich.", "Guten Tag, {colleague} hier. Ich sehe mir {order} an.", "Hallo, mein Name ist {colleague}. Entschuldigen Sie das Hin und Her.", "Guten Tag, {colleague}, Harbour & Finch."],
        HumanFirst = ["Guten Tag, {colleague} von Harbour & Finch. Ich sehe gleich nach.", "Hallo {first}, hier ist {colleague}. Danke für Ihre Nachricht.", "Guten Tag, mein Name ist {colleague}. Ich kümmere mich darum.", "Hallo, {colleague} vom Kundenservice.", "Guten Tag, hier {colleague}. Einen Moment bitte."],
        HumanGoodbye = ["Sehr gern. Viele Grüße, {colleague}", "Danke für Ihre Geduld! {colleague}", "Gern geschehen. Beste Grüße, {colleague}", "Alles Gute, {colleague}", "Schön, dass es geklappt hat. {colleague}"],
        Salutations = ["Guten Tag,", "Hallo,", "Sehr geehrtes Team,", "Liebes Team,", "Guten Morgen,"],
        SignOffs = ["Viele Grüße\n{name}", "Mit freundlichen Grüßen\n{name}", "Danke und Gruß\n{first}", "Beste Grüße\n{name}", "{name}"],
        ShopSalutation = "Guten Tag {name},",
        ShopSignOff = "Viele Grüße\nRobin, Assistent bei Harbour & Finch",
    };

    private static readonly CommonTexts French = new()
    {
        Ask = ["Bien sûr. Quel est votre numéro de commande ? Il commence par HF.", "Je regarde tout de suite. Pouvez-vous me donner le numéro de commande ?", "De quelle commande s'agit-il ? Le numéro est dans la confirmation.", "Pour vous aider, il me faut le numéro de la commande.", "Avec plaisir. Quel est le numéro, s'il vous plaît ?"],
        Details = ["{order}", "C'est {order}.", "Le numéro est {order}.", "Voilà : {order}", "Commande {order}, au nom de {name}."],
        Confirm = ["Oui, s'il vous plaît.", "Oui, d'accord.", "Oui, c'est parfait.", "Oui, allez-y.", "Oui, merci."],
        Thanks = ["Merci beaucoup !", "Super, merci.", "Merci pour votre aide.", "Parfait, bonne journée.", "Merci, c'est tout."],
        Goodbye = ["Avec plaisir. Bonne journée !", "Je vous en prie, {first}.", "N'hésitez pas à revenir vers nous.", "Merci et à bientôt !", "De rien. Au revoir !"],
        AskHuman = ["Puis-je parler à une personne, s'il vous plaît ?", "Je voudrais un conseiller.", "On n'avance pas. Passez-moi quelqu'un, s'il vous plaît.", "Y a-t-il quelqu'un qui puisse décider ?", "Je préfère voir cela avec un humain."],
        HandOver = ["Je transmets votre dossier à l'équipe. Vous n'aurez rien à répéter.", "Un instant, une collègue prend le relais.", "Une personne doit regarder cela. Je vous mets en relation.", "Je passe la main, avec un résumé de notre échange.", "Je vous mets en contact avec un conseiller."],
        HumanHello = ["Bonjour, {colleague} à l'appareil. J'ai tout lu.", "Bonjour {first}, ici {colleague}. Je m'en occupe.", "Bonjour, je suis {colleague}. Je regarde {order}.", "Bonjour, {colleague}, service client. Désolé pour ces allers-retours.", "Bonjour, {colleague}, Harbour & Finch."],
        HumanFirst = ["Bonjour, {colleague} de Harbour & Finch. Je regarde tout de suite.", "Bonjour {first}, ici {colleague}. Merci pour votre message.", "Bonjour, je suis {colleague} et je m'en occupe.", "Bonjour, {colleague}, service client.", "Bonjour, ici {colleague}. Un instant, s'il vous plaît."],
        HumanGoodbye = ["Avec plaisir. {colleague}", "Merci de votre patience ! {colleague}", "Je vous en prie. Bien à vous, {colleague}", "Bonne journée, {colleague}", "Heureux d'avoir pu aider. {colleague}"],
        Salutations = ["Bonjour,", "Madame, Monsieur,", "Bonjour à toute l'équipe,", "Bonsoir,", "Chère équipe,"],
        SignOffs = ["Cordialement,\n{name}", "Merci d'avance\n{first}", "Bien à vous,\n{name}", "Bonne journée\n{name}", "{name}"],
        ShopSalutation = "Bonjour {name},",
        ShopSignOff = "Bien à vous,\nRobin, assistant chez Harbour & Finch",
    };
}
