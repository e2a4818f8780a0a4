"""What columns are called in Dutch, by idea."""

WORDS = {
    "alt": "tweede|andere",
    "reference": "kenmerk|referentie",
    "person": (
        "patient|leerling|huurder|consument|klantenkaart|pas|vrijwilliger|tegenrekeninghouder|tegenpartij|naam tegenpartij|gast|rekeninghouder tegenpartij|klant|klanten|donateur|donateurs|gever|koper|lid|leden|gebruiker|gebruikers|abonnee|"
        "deelnemer|opdrachtgever|betaler|contact|contactpersoon|steunlid|student|cursist|relatie|"
        "debiteur|afzender|persoon|besteller|bezoeker"
    ),
    "persons": "bezoekers|volgers|bereik|abonnees|kijkers",
    "other": "ontvanger|afleveradres|bezorgen bij|noodcontact|ouder",
    "staff": (
        "verkoper|medewerker|docent|eigenaar|beheerder|aangemaakt door|organisator|trainer|vestiging|winkel"
    ),
    "main": "de|het|van|een|voor|je|uw|hoofd|en|per",
    "sale": (
        "bestelling|bestel|betaling|betaal|donatie|gift|aankoop|order|transactie|boeking|boek|"
        "verkoop|ontvangst|kassabon|reservering|bijdrage|schenking"
    ),
    "sales": "bestellingen|aankopen|donaties|betalingen|giften|boekingen|verkopen|transacties",
    "invoice": "factuur|facturen",
    "product": (
        "product|artikel|omschrijving|dienst|project|evenement|campagne|doel|cursus|beschrijving|"
        "tegenprestatie|bestemming|workshop|beloning"
    ),
    "line": "regel",
    "plan": "niveau|abonnement|lidmaatschap|lidmaatschapstype|soort lid|lidsoort|type lid",
    "email": "e mail|email|e mailadres|emailadres|mailadres|e mail adres|mail",
    "phone": "telefoon|telefoonnummer|mobiel|tel|mobiele telefoon|gsm|mobiel nummer|mobielnummer|telnr",
    "id": "id|identificatie",
    "number": "nummer|nr|no",
    "count": "aantal|totaal aantal",
    "name": "naam",
    "first name": "voornaam|roepnaam|voornamen",
    "last name": "achternaam|familienaam",
    "full": "volledige",
    "first": "eerste",
    "last": "laatste|laatst",
    "middle": "tussenvoegsel|aanhef|titel|voorletters|tussenvoegsels|initialen",
    "company": "bedrijf|bedrijfsnaam|organisatie|onderneming|bedrijfs|firma|vereniging",
    "handle": "gebruikersnaam",
    "url": "website|foto",
    "address": "adres",
    "second": "huisnummer|huisnr|toevoeging|adres 2",
    "street": "straat|straatnaam|straat en huisnummer",
    "city": "plaats|stad|woonplaats|plaatsnaam",
    "region": "provincie|regio",
    "postal": "postcode|pc",
    "country": "land",
    "ship": "verzending|verzendkosten|bezorging|verzend|bezorgkosten|levering",
    "date": "uitvoeringsdatum|boekdatum|boekingsdatum|transactiedatum|datum|dag|tijdstempel|datum en tijd",
    "time": "tijd|tijdstip|uur",
    "zone": "tijdzone",
    "month": "maand|jaar|kwartaal|boekjaar|seizoen",
    "join": (
        "lid sinds|klant sinds|sinds|inschrijf|ingeschreven|inschrijving|aangemeld|aanmelding|"
        "aanmeld|geregistreerd|registratie|toegetreden|toetreding|ingangs"
    ),
    "create": "aangemaakt|gemaakt|aanmaak|toegevoegd|ingevoerd",
    "start": "start|begin",
    "end": "eind|einde",
    "cancel": "opgezegd|opzeg|opzegging|geannuleerd|beeindigd|annulering|uitgetreden|opgezegd per",
    "unsub": "uitgeschreven|afgemeld|uitschrijf",
    "expire": "verloopt|geldig tot|geldig t m|verloop|betaald tot|geldigheid",
    "next": "volgende|verlenging|verlengen",
    "activity": "activiteit|actief|bezoek|gezien|login",
    "modified": "gewijzigd|bijgewerkt|wijziging",
    "scheduled": "valutadatum|rentedatum|verzonden|geleverd|bezorgd|uitbetaald|uitbetaling|aanmaning|herinnering",
    "amount": (
        "bedrag|som|waarde|omzet|besteed|gedoneerd|uitgegeven|opbrengst|totaalbedrag|gedoneerd bedrag|hoeveel"
    ),
    "total": "totaal|eindtotaal",
    "paid": "betaald|ontvangen|voldaan|betaalde",
    "gross": "voor kosten|voor aftrek van kosten|bruto|incl btw|inclusief btw|inc btw",
    "net amount": "netto|excl btw|exclusief btw|ex btw|zonder btw",
    "extax": "subtotaal",
    "price": (
        "prijs|contributie|lidmaatschapsgeld|jaarbijdrage|maandbedrag|tarief|lesgeld|jaarcontributie|"
        "maandbijdrage"
    ),
    "unit": "stuk|stuks|per stuk",
    "fee": "kosten|transactiekosten|commissie|betaalkosten|administratiekosten|servicekosten",
    "tax": "btw|belasting|btw bedrag",
    "discount": "korting",
    "tip": "fooi",
    "refund": "terugbetaling|terugbetaald|teruggave|creditering|gecrediteerd|retour",
    "lifetime": (
        "totaal uitgegeven|totaal besteed|totaal gedoneerd|totale omzet|totale besteding|"
        "totaal giften|totale giften|omzet totaal"
    ),
    "balance": "saldo|openstaand|openstaand bedrag|nog te betalen|restant",
    "due": "verval|vervaldatum|vervalt op|uiterste betaaldatum|te betalen voor",
    "currency": "valuta|munteenheid|munt",
    "average": "gemiddelde|gemiddeld|gem",
    "percent": "percentage|voortgang",
    "extreme": "hoogste|grootste|laagste|vorige|verwachte|aftrekbaar",
    "status": "status|betaalstatus|orderstatus|bestelstatus",
    "type": "type|soort|categorie",
    "method": "betaalmethode|betaalwijze|betaalmiddel|wijze van betaling|manier van betalen",
    "interval": "wekelijks|jaarlijks|wekelijkse|maandelijkse|jaarlijkse|frequentie|betaaltermijn|termijn|interval|periode",
    "recurring": "terugkerend|periodiek|maandelijks|automatische incasso|doorlopend",
    "quantity": "hoeveelheid|aantal tickets|aantal kaarten|aantal artikelen|stuks aantal|plaatsen aantal",
    "coupon": "kortingscode|actiecode|vouchercode|cadeaubon",
    "tags": "labels|groepen|groep|lijsten|klantgroep",
    "source": (
        "bron|kanaal|herkomst|hoe heb je ons gevonden|hoe heeft u ons gevonden|hoe ken je ons|hoe kent u ons"
    ),
    "referral": "doorverwezen door|aanbevolen door|aangebracht door|uitgenodigd door|geworven door",
    "consent": "toestemming|nieuwsbrief|mailing toegestaan|nieuwsbrief ontvangen|akkoord mailing|avg",
    "against": "niet mailen|geen mail|niet benaderen",
    "anonymous": "anoniem|anonieme",
    "message": "bericht|reactie|boodschap",
    "note": "notitie|notities|opmerking|opmerkingen|aantekeningen|toelichting|bijzonderheden|dieetwensen",
    "rating": "beoordeling|sterren",
    "hours": "uren|vrijwilligersuren|vrijwilligers uren",
    "nps": ("aanbeveling|zou je ons aanbevelen|aanbevelen|hoe waarschijnlijk is het dat je ons aanbeveelt"),
    "views": "weergaven",
    "shares": "gedeeld",
    "opens": "geopend",
    "clicks": "kliks",
    "open": "laatst geopend",
    "click": "laatst geklikt",
    "sent": "ontvangen e mails|verstuurd",
    "comments": "reacties",
    "checkin": "ingecheckt",
    "gifted": "weggegeven",
    "reason": "reden|duur|leeftijd|geslacht|taal|beroep|functie|maat",
    "secret": (
        "geboortedatum|geboren|geboren op|geboorte|bsn|burgerservicenummer|rekeningnummer|iban|"
        "kaartnummer|ip adres|paspoort|paspoortnummer|btw nummer|kvk|kvk nummer|wachtwoord|"
        "geboorteplaats|geboortejaar|banknummer|kaartnr"
    ),
    "full name": "naam omschrijving",
    "symbol": "wisselkoers",
    "undone": "mislukt|test",
}
