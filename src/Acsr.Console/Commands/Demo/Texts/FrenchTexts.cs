namespace Acsr.Commands.Demo.Texts;

/// <summary>What French customers write about, and how they are answered.</summary>
internal static class FrenchTexts
{
    public static IntentTexts WhereIsMyOrder => new()
    {
        Openings =
        [
            "Bonjour, où en est ma commande {order} ? Elle devait arriver le {due}.",
            "Je n'ai toujours pas reçu la commande {order}. [Pouvez-vous vérifier ?|Que se passe-t-il ?]",
            "Le suivi de {order} n'a pas bougé depuis [trois|quatre] jours. [Le colis est-il perdu ?|Est-ce normal ?]",
            "J'ai attendu toute la journée le {due} et personne n'est venu. Commande {order}.",
            "[Avez-vous des nouvelles|Une idée de la date] pour {order}, {product} ?",
        ],
        Vague =
        [
            "Où est mon colis ? Il devait arriver le {due}.",
            "J'ai commandé le {placed} et [je n'ai rien reçu|je reste sans nouvelles].",
            "Le lien de suivi ne fonctionne pas. Quand serai-je livré ?",
            "Mon colis est en retard, [pouvez-vous m'aider ?|que puis-je faire ?]",
            "Le livreur n'a pas sonné hier. Va-t-il repasser ?",
        ],
        Done =
        [
            "Votre colis {tracking} a été scanné hier à {hub}. {carrier} prévoit la livraison le {arrives}.",
            "Merci d'avoir patienté. {order} est chez {carrier} et devrait arriver le {arrives}.",
            "Le colis a pris deux jours de retard à {hub}, mais il est reparti. Nouvelle date : le {arrives}.",
            "J'ai vérifié auprès de {carrier} : livraison prévue le {arrives}, numéro de suivi {tracking}.",
            "Bonne nouvelle, votre commande est prévue pour le {arrives}. Vous recevrez un SMS le matin même.",
        ],
        FollowUps =
        [
            ("Peut-on le laisser chez un voisin ?", "Oui, avec le lien du SMS de {carrier} le matin de la livraison."),
            ("Et s'il n'arrive pas ?", "Sept jours après la date promise, le colis est considéré comme perdu : vous choisissez entre un remboursement et un nouvel envoi."),
            ("Faut-il signer ?", "Non, aucune signature n'est demandée pour cet envoi."),
            ("Tout est dans le même colis ?", "Oui, {order} est partie en un seul colis."),
            ("Puis-je changer le jour de livraison ?", "Oui, de trois jours au plus, avec le lien de {carrier}."),
        ],
        HumanDone =
        [
            "J'ai eu {carrier} au téléphone : le colis sera livré le {arrives}. Je vous rembourse les frais de port.",
            "Le colis est introuvable, je vous en ai renvoyé un autre aujourd'hui.",
            "J'ai ouvert une enquête auprès de {carrier} et je vous réponds demain avant midi.",
            "Le colis est retrouvé, il part ce soir de {hub}.",
            "Je vous ai remboursé {total}, puisque la livraison arriverait trop tard.",
        ],
    };

    public static IntentTexts Return => new()
    {
        Openings =
        [
            "Bonjour, je voudrais renvoyer l'article {product} de la commande {order}.",
            "Comment puis-je retourner {order} ? [La couleur ne me convient pas.|C'est trop grand.]",
            "Il me faut une étiquette de retour pour {order}, s'il vous plaît. L'article est neuf.",
            "Puis-je encore rendre {product} ? Livré le {delivered}, commande {order}.",
            "Retour de la commande {order} : [je me suis trompé d'article|j'ai changé d'avis].",
        ],
        Vague =
        [
            "Je souhaite [renvoyer un article|faire un retour].",
            "Il n'y avait pas d'étiquette de retour dans le colis.",
            "Comment se passe un retour chez vous ?",
            "Faut-il l'emballage d'origine pour un retour ?",
            "L'article {product} ne me plaît pas. Puis-je le rendre ?",
        ],
        Proposals =
        [
            "C'est possible jusqu'au {window}. Je peux envoyer une étiquette {carrier} à {email}. [Cela vous va ?|D'accord ?]",
            "Avec plaisir. L'étiquette coûte 3,95 £, déduits du remboursement. [Est-ce que je la crée ?|Cela vous convient ?]",
            "Vous êtes dans les délais. Voulez-vous que j'enregistre le retour de {product} ?",
            "La commande est arrivée le {delivered}, c'est bon. [Je vous envoie l'étiquette ?|Puis-je envoyer l'étiquette ?]",
            "J'enregistre le retour, et {price} vous seront remboursés ensuite. D'accord ?",
        ],
        Done =
        [
            "L'étiquette part à {email}. Dès réception à l'entrepôt, nous remboursons {price}.",
            "C'est fait. Déposez le colis dans un point {carrier}, rien à imprimer.",
            "Le retour est enregistré. Merci de déposer le colis avant le {window}.",
            "Voilà. Gardez bien le reçu de {carrier} jusqu'au remboursement.",
            "L'étiquette est prête. Tout carton solide convient.",
        ],
        FollowUps =
        [
            ("Faut-il le carton d'origine ?", "Non, tout carton qui protège bien l'article convient."),
            ("Quand serai-je remboursé ?", "Dans les cinq jours ouvrés après l'enregistrement du retour à l'entrepôt."),
            ("Peut-on venir le chercher ?", "Nous enlevons les meubles et tout ce qui dépasse 20 kg. Pour le reste, c'est un dépôt en point relais."),
            ("Aurai-je une confirmation ?", "Oui, par courriel à {email}."),
            ("Où se trouve le point de dépôt ?", "Le lien du courriel montre les points {carrier} près de chez vous."),
        ],
        HumanDone =
        [
            "J'ai réservé un enlèvement le {arrives} entre 8 h et 12 h.",
            "L'étiquette est chez vous et je vous offre les frais.",
            "À titre exceptionnel, j'accepte le retour. L'étiquette arrive par courriel.",
            "Le retour était enregistré deux fois, c'est corrigé. {price} suivront après réception.",
            "J'ai créé le retour à la main, vous n'avez plus rien à faire.",
        ],
    };
}
