"""What columns are called in German, by idea."""

WORDS = {
    "alt": "zweite|weitere|andere",
    "reference": "referenz",
    "person": (
        "patient|patientin|schuler|schulerin|mieter|kundenkarte|kundenkarten|kartennr|karten nr|clubkarte|bonuskarte|beguenstigter|begunstigter|zahlungspflichtiger|zahlungsbeteiligter|auftraggeber empfanger|ehrenamtliche|ehrenamtlicher|freiwillige|freiwilliger|helfer|helferin|gegenkonto inhaber|gastname|kunde|kunden|kundin|kundinnen|spender|spenderin|mitglied|mitglieder|mitglieds|auftraggeber|"
        "kaufer|kauferin|nutzer|benutzer|abonnent|abonnenten|teilnehmer|teilnehmerin|unterstutzer|"
        "forderer|gast|zahler|kd|absender|kontakt|debitor|debitoren|rechnungs an|person|"
        "rechnungsempfanger|mandant|schuler|besteller|geber|name des kunden"
    ),
    "persons": "besucher|aufrufer|zuschauer|follower|reichweite|impressionen",
    "other": (
        "empfanger|lieferadresse|beschenkter|beschenkte|versand an|lieferung an|notfall|ehepartner|"
        "notfallkontakt"
    ),
    "staff": (
        "bearbeiter|mitarbeiter|verkaufer|betreuer|ansprechpartner|kursleiter|trainer|dozent|inhaber|"
        "filiale|standort|angelegt von|kassierer"
    ),
    "main": "der|die|das|des|fur|von|vom|den|dem|hauptwohnsitz|privat|geschaftlich|haupt|ihre|deine",
    "sale": (
        "bestellung|bestell|zahlung|zahlungs|spende|spenden|kauf|einkauf|auftrag|auftrags|"
        "transaktion|transaktions|buchung|buchungs|beleg|zahlungseingang|bestellungs|verkauf|"
        "verkaufs|eingang|ticketkauf|abrechnungs"
    ),
    "sales": "bestellungen|kaufe|einkaufe|zahlungen|auftrage|buchungen|anzahl spenden|verkaufe",
    "invoice": "ausstellung|ausstellungs|ausgestellt|rechnung|rechnungs|re|faktura|rg",
    "product": (
        "produkt|artikel|leistung|bezeichnung|projekt|veranstaltung|kampagne|zweck|verwendungszweck|"
        "kurs|beschreibung|gegenstand|spendenzweck|ticketart|seminar|ware|aktion|gegenleistung|"
        "pramie"
    ),
    "line": "position|zeile",
    "plan": (
        "stufe|tarif|abo|mitgliedschaft|mitgliedsart|beitragsgruppe|mitgliedsstatus art|abotyp|paket|"
        "beitragsklasse"
    ),
    "subscription": "mandat|lastschriftmandat|sepa mandat|abonnement",
    "email": "email|e mail|mailadresse|e mail adresse|emailadresse|mail adresse",
    "phone": (
        "telefon|tel|handy|mobil|mobiltelefon|telefonnummer|handynummer|festnetz|mobilnummer|rufnummer"
    ),
    "id": "kennung|schlussel|uid",
    "code": "kurzel",
    "number": "nummer|nr|num|no",
    "count": "anzahl|zahl der",
    "name": "name|bezeichner",
    "first name": "vorname|vornamen|rufname",
    "last name": "nachname|familienname|zuname",
    "full": "vollstandiger|voller",
    "first": "erste|erster|erstes",
    "last": "letzte|letzter|letztes|zuletzt",
    "middle": "anrede|titel|geburtsname|zusatz|namenszusatz|spitzname|briefanrede",
    "company": "firma|unternehmen|organisation|firmenname|verein|betrieb|firmen",
    "handle": "benutzername|nutzername",
    "url": "webseite|bild|foto",
    "address": "adresse|anschrift|postanschrift|rechnungsadresse",
    "second": "adresszusatz|adresse 2|hausnummer|hausnr|strasse 2",
    "street": "strasse|str|strasse 1|strasse und hausnummer|strasse nr",
    "city": "stadt|ort|wohnort|ort 1|gemeinde",
    "region": "bundesland|kanton|region",
    "postal": "plz|postleitzahl|plz 1",
    "country": "land|staat|land 1|lander",
    "ship": "versand und bearbeitungsgebuhr|versand|versandkosten|liefer|lieferung|porto|lieferkosten",
    "date": (
        "datum|tag|dat|zeitpunkt|zeitstempel|uhrzeit und datum|buchungstag|wertstellung|valuta datum|"
        "vom datum"
    ),
    "time": "uhrzeit|zeit",
    "zone": "zeitzone",
    "month": "monat|jahr|quartal|geschaftsjahr",
    "join": (
        "beigetreten|beitritt|beitritts|eintritt|eintritts|angemeldet|anmeldung|anmelde|registriert|"
        "registrierung|registrierungs|mitglied seit|kunde seit|seit|aufnahme|abgeschlossen|"
        "hinzugefugt|eingetragen|abonniert"
    ),
    "create": "erstellt|angelegt|erfasst|erstellungs|anlage",
    "start": "beginn|start",
    "end": "ende|vertragsende",
    "cancel": "gekundigt|kundigung|kundigungs|austritt|austritts|ausgetreten|beendet|gekundigt zum",
    "unsub": "abgemeldet|abmeldung|abmelde",
    "expire": "ablauf|ablaufdatum|gultig bis|lauft ab|lauft aus|gultigkeit|bezahlt bis",
    "next": "nachste|nachster|verlangerung",
    "activity": "aktivitat|aktiv|besuch|gesehen|kontakt am",
    "modified": "geandert|aktualisiert|anderung",
    "scheduled": (
        "versendet|verschickt|geliefert|versandt|ausgezahlt|auszahlung|mahnung|mahnstufe|"
        "spendenbescheinigung|spendenquittung|quittung|zuwendungsbestatigung|bescheinigung"
    ),
    "amount": (
        "betrag|summe|zahlbetrag|hohe|umsatz|wert|betrags|bestellwert|einnahmen|spendenhohe|erlos|"
        "betrage|geld|honorar"
    ),
    "total": "gesamt|insgesamt|gesamtbetrag|gesamtsumme|endbetrag",
    "paid": "geldeingang|zahlungseingang|bezahlt|gezahlt|bezahlter|erhalten|beglichen",
    "gross": "vor gebuhren|vor gebuhr|vor abzug der gebuhren|brutto|inkl mwst|inkl ust|mit mwst|inkl steuer",
    "net": "auszahlungsbetrag",
    "net amount": "netto|ohne mwst|exkl mwst|zzgl mwst|ohne ust",
    "extax": "zwischensumme",
    "price": (
        "preis|beitrag|jahresbeitrag|halbjahresbeitrag|quartalsbeitrag|monatsbeitrag|monatsbetrag|mitgliedsbeitrag|kosten|abopreis|"
        "teilnahmegebuhr|tarifpreis|beitrags|satz"
    ),
    "unit": "einzel|stuck|pro stuck",
    "fee": "gebuhr|gebuhren|provision|entgelt|transaktionsgebuhr|gebuhrs|zahlungsgebuhr",
    "tax": "mw st|steuer|mwst|ust|umsatzsteuer|mehrwertsteuer",
    "discount": "rabatt|nachlass|skonto",
    "tip": "trinkgeld",
    "refund": "erstattung|erstattet|ruckerstattung|gutschrift|storno betrag|ruckzahlung|erstattungs",
    "lifetime": (
        "gesamtumsatz|gesamtausgaben|bisher|kundenwert|gesamtspenden|umsatz gesamt|spenden gesamt|"
        "summe spenden|ausgaben gesamt|spendensumme|gesamtspende"
    ),
    "balance": "saldo|kontostand|offener betrag|guthaben|offen|rest|restbetrag|offener",
    "due": "fallig|falligkeit|falligkeits|zahlbar bis|zahlungsziel|fallig am",
    "currency": "wahrung|waehrung",
    "average": "durchschnitt|durchschnittlicher|durchschnittliche",
    "percent": "prozent|fortschritt|anteil|satz prozent",
    "extreme": "hochste|grosste|kleinste|vorherige|erwartete|ziel",
    "status": "bezahlstatus|status|zahlungsstatus|zustand|bestellstatus",
    "type": "typ|art|kategorie",
    "method": (
        "zahlungsart|zahlungsmethode|zahlungsweg|zahlungsmittel|zahlungsanbieter|bezahlt mit|"
        "bezahlart|zahlweise"
    ),
    "interval": (
        "wochentlich|monatlich|jahrlich|vierteljahrlich|halbjahrlich|intervall|turnus|frequenz|rhythmus|abrechnungszeitraum|zahlungsintervall|zahlungsrhythmus|"
        "haufigkeit|laufzeit|zahlungsturnus"
    ),
    "recurring": "wiederkehrend|dauerauftrag|dauerspende|regelmassig|dauerspender",
    "quantity": (
        "menge|stuckzahl|anzahl artikel|anzahl tickets|anzahl karten|anzahl plaetze|plaetze|anzahl platze"
    ),
    "coupon": "gutschein|gutscheincode|rabattcode|aktionscode",
    "tags": "schlagworte|gruppe|gruppen|etiketten|verteiler|kundengruppe|stichworte|liste|merkmale",
    "source": (
        "herkunft|quelle|kanal|vertriebskanal|wie haben sie von uns erfahren|"
        "wie bist du auf uns aufmerksam geworden|geworben durch kanal|woher kennen sie uns|"
        "aufmerksam geworden durch"
    ),
    "referral": "empfohlen von|geworben von|empfehlung|werber|geworben durch|eingeladen von|empfohlen durch",
    "consent": (
        "einwilligung|werbung erlaubt|newsletter erlaubt|newsletter|zustimmung|einverstandnis|"
        "werbeeinwilligung|datenschutz"
    ),
    "against": "keine werbung|kein newsletter|keine mails",
    "anonymous": "anonym|anonyme",
    "message": "nachricht|kommentar|mitteilung|grusswort|kundenkommentar|spendernachricht",
    "note": (
        "notiz|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|hinweis|betreff|interne notiz|"
        "besonderheiten"
    ),
    "rating": "bewertung|sterne|note",
    "hours": "stunden|ehrenamtsstunden|ehrenamtliche stunden|helferstunden|geleistete stunden",
    "nps": (
        "weiterempfehlung|weiterempfehlen|wie wahrscheinlich empfehlen sie|"
        "wie wahrscheinlich wurden sie uns weiterempfehlen|empfehlungsbereitschaft"
    ),
    "views": "aufrufe",
    "opens": "offnungen|geoffnet",
    "clicks": "klicks",
    "open": "zuletzt geoffnet",
    "click": "zuletzt geklickt",
    "sent": "erhaltene e mails|gesendet",
    "checkin": "eingecheckt|eingecheckt am",
    "reason": (
        "grund|dauer|alter|geschlecht|sprache|beruf|funktion|abteilung|lange|grosse|farbe|spielstarke"
    ),
    "gifted": "verschenkt",
    "shares": "geteilt",
    "secret": (
        "geburtsdatum|geburtstag|geb datum|geb|geboren|geboren am|geburtsjahr|bankkonto|kontonummer|"
        "bankverbindung|blz|kontoinhaber|steuernummer|steuer id|umsatzsteuer id|ust id|ust idnr|"
        "sozialversicherungsnummer|personalausweis|ausweisnummer|reisepass|kartennummer|ip adresse|"
        "passwort|kreditkarte|kreditkartennummer|mandatsreferenz|steueridentifikationsnummer|"
        "konfession|breitengrad|langengrad"
    ),
    "symbol": "wechselkurs|umrechnungskurs",
    "undone": "fehlgeschlagen|testmodus|testzahlung",
}
