"""What columns are called in French, by idea."""

WORDS = {
    "alt": "secondaire|autre|second|deuxieme",
    "reference": "reference",
    "person": (
        "patient|patiente|eleve|locataire|carte de fidelite|carte fidelite|carte client|carte adherent|benevole|hote|convive|donneur d ordre|client|cliente|clients|donateur|donatrice|acheteur|adherent|adherente|membre|utilisateur|"
        "abonne|abonnee|contributeur|participant|payeur|contact|inscrit|soutien|tipeur|eleve|"
        "beneficiaire client|usager|mecene|societaire|expediteur"
    ),
    "persons": "visiteurs|vues uniques|abonnes|membres",
    "other": "destinataire|livre a|beneficiaire|conjoint|responsable legal",
    "staff": (
        "vendeur|commercial|responsable|animateur|formateur|gestionnaire|saisi par|cree par|"
        "organisateur|agence|professeur"
    ),
    "main": "du|de|des|la|le|les|d|l|au|a|votre|notre|principal|principale|et|en|fiscal",
    "sale": (
        "commande|paiement|don|achat|transaction|reglement|vente|versement|billet|reservation|"
        "operation|recu|encaissement|contribution"
    ),
    "sales": "commandes|dons|achats|paiements|ventes|reservations|billets",
    "invoice": "emission|emise|facture|factures|facturation",
    "product": (
        "produit|article|libelle|prestation|projet|evenement|campagne|contrepartie|tarif|formation|"
        "cours|designation|objet|affectation|stage|spectacle|description|atelier|designation produit"
    ),
    "line": "ligne",
    "plan": "formule|niveau|abonnement|type d adhesion|categorie d adhesion|palier|type adhesion",
    "email": (
        "courriel|e mail|email|mail|adresse e mail|adresse mail|adresse email|adresse courriel|"
        "adresse electronique|mel"
    ),
    "phone": (
        "telephone|tel|portable|tel portable|mobile|numero de telephone|telephone portable|fixe|gsm|"
        "tel fixe|tel mobile"
    ),
    "id": "identifiant|id|matricule",
    "code": "reference produit",
    "number": "code|numero de|numero du|numero d|numero|no|n|num|nr",
    "count": "nombre|nombre de|nb|nb de|nbre|nbre de|nombre total de",
    "name": "nom",
    "first name": "prenom|prenoms",
    "last name": "nom de famille|nom famille|nom usuel",
    "full name": "nom complet|nom et prenom|nom prenom|prenom nom|prenom et nom",
    "first": "premier|premiere",
    "last": "dernier|derniere",
    "middle": "civilite|titre|nom de naissance|nom de jeune fille",
    "company": "societe|entreprise|organisme|raison sociale|structure|etablissement|association",
    "handle": "pseudo|nom d utilisateur|pseudonyme",
    "url": "lien|site web|site internet|photo",
    "address": "adresse|adresse postale|adresse 1",
    "second": "complement|complement d adresse|adresse 2|complement adresse",
    "street": "rue|voie",
    "city": "ville|commune|localite",
    "region": "etat|departement|region",
    "postal": "code postal|cp",
    "country": "pays",
    "ship": "livraison|frais de port|expedition|port|frais d envoi|frais de livraison",
    "date": "date|jour|horodatage|date et heure|date heure|date d operation",
    "time": "heure",
    "zone": "fuseau horaire",
    "month": "mois|annee|exercice|saison",
    "join": (
        "inscription|inscrit|membre depuis|client depuis|adhesion|date d inscription|inscrit le|"
        "date d adhesion|adherent depuis|depuis|abonne le|date d entree|abonne depuis"
    ),
    "create": "cree|creation|ajoute|saisie|enregistrement",
    "start": "debut",
    "end": "fin",
    "cancel": "resilie|resiliation|annule|annulation|date de sortie|depart|demission",
    "unsub": "desabonne|desinscrit|desinscription|desabonnement",
    "expire": "expiration|expire|validite|fin d adhesion|date de fin|valable jusqu au|fin de validite",
    "next": "prochain|prochaine|renouvellement",
    "activity": "activite|visite|connexion|vu|venue",
    "modified": "modifie|modification|mise a jour",
    "scheduled": (
        "expedie|expediee|livree|envoye|recu fiscal|attestation|validation|depot|cheque|remise en banque"
    ),
    "amount": "montant|somme|valeur|chiffre d affaires|ca|prix paye|recette|combien|sommes versees|depense",
    "total": "total|global|totale",
    "paid": "reglement|encaisse|encaissement|paye|payee|regle|reglee|verse|encaisse|acquitte",
    "gross": "avant commission|avant commissions|avant frais|ttc|brut|toutes taxes comprises|montant brut",
    "net amount": "ht|hors taxes|net|montant net|hors taxe",
    "extax": "sous total",
    "price": "pu|prix unitaire|prix|cotisation|montant cotisation|abonnement mensuel|prix de vente|tarif mensuel",
    "unit": "unitaire|a l unite",
    "fee": "frais|commission|commissions|frais de service|frais bancaires|frais de transaction",
    "tax": "tva|taxe|taxes|montant tva|montant de la tva",
    "discount": "remise|reduction|rabais|montant code promo|montant remise",
    "tip": "pourboire",
    "refund": "remboursement|rembourse|montant rembourse|remboursements|avoir",
    "lifetime": (
        "total depense|total des achats|total verse|total des dons|total dons|cumul|cumul des dons|"
        "depense totale|ca total|total achats|ca cumule"
    ),
    "balance": "solde|reste a payer|reste du",
    "due": "echeance|date d echeance|a payer avant|date limite",
    "currency": "devise|monnaie",
    "average": "moyen|moyenne|panier moyen",
    "percent": "pourcentage|taux|progression",
    "extreme": "plus gros|maximum|minimum|precedent|objectif|deductible|estime",
    "status": "statut|etat|statut du paiement|statut de la commande",
    "type": "type|categorie|nature",
    "method": (
        "type reglement|type de reglement|mode de reglement|mode de paiement|moyen de paiement|mode paiement|mode de reglement|moyen de reglement|"
        "type de paiement|mode reglement"
    ),
    "interval": "hebdomadaire|annuel|annuelle|mensuelle|trimestriel|frequence|periodicite|recurrence|periode",
    "recurring": "recurrent|mensuel|don regulier|regulier",
    "quantity": "quantite|qte|nombre de billets|nombre de places|nb places|nombre d articles|places",
    "coupon": "code promo|code promotionnel|bon de reduction|code reduction",
    "tags": "etiquettes|groupe|groupes|mots cles|listes|segment",
    "source": (
        "provenance|origine|canal|comment nous avez vous connu|source|comment avez vous connu|"
        "comment avez vous entendu parler de nous|comment nous avez vous trouve"
    ),
    "referral": "parraine par|recommande par|parrain|invite par",
    "consent": (
        "consentement|accepte la newsletter|newsletter|accepte les emails|inscrit a la newsletter|"
        "lettre d information|infolettre|rgpd|accepte de recevoir|abonne newsletter|optin newsletter"
    ),
    "against": "ne pas contacter|ne plus contacter|npai",
    "anonymous": "anonyme|don anonyme",
    "message": "message|commentaire|commentaires|avis",
    "note": "remarques|remarque|notes|observations|observation|note interne|allergies",
    "rating": "note|etoiles",
    "hours": "heures de benevolat|heures benevoles|heures|nombre d heures",
    "nps": (
        "recommanderiez vous|recommandation|recommanderiez vous a un ami|"
        "dans quelle mesure recommanderiez vous"
    ),
    "views": "vues",
    "shares": "partages",
    "opens": "ouvertures",
    "clicks": "clics",
    "open": "derniere ouverture",
    "click": "dernier clic",
    "sent": "emails recus|envoyes",
    "checkin": "presence|present|scanne",
    "gifted": "cadeaux offerts",
    "reason": "point de vente|motif|duree|age|sexe|genre|langue|profession|fonction|taille|raison|niveau scolaire",
    "secret": (
        "date de naissance|naissance|ne le|nee le|lieu de naissance|adresse ip|numero de carte|"
        "numero de securite sociale|securite sociale|rib|iban|numero fiscal|siret|numero de tva|"
        "mot de passe|bic|numero de passeport|numero tva|numero de compte"
    ),
    "symbol": "taux de change",
    "undone": "echoue|echouee|essai",
}
