"""What columns are called in Italian, by idea."""

WORDS = {
    "alt": "secondario|altro|alternativo",
    "reference": "riferimento",
    "person": (
        "paziente|allievo|inquilino|carta fedelta|tessera|carta cliente|volontario|volontaria|ospite|sponsorizzatore|ordinante|controparte|cliente|clienti|donatore|donatrice|acquirente|socio|socia|utente|iscritto|abbonato|"
        "sostenitore|partecipante|pagante|contatto|membro|tessera|studente|allievo|ordinante|"
        "mittente|committente|tesserato|associato"
    ),
    "persons": "visitatori|iscritti|follower|copertura|utenti|abbonati",
    "other": "destinatario|beneficiario|spedire a|coniuge|genitore",
    "staff": "venditore|agente|responsabile|docente|creato da|organizzatore|operatore|istruttore|negozio",
    "main": "del|della|dell|di|dei|la|il|lo|i|gli|le|e|da|al|principale",
    "sale": (
        "ordine|pagamento|acquisto|donazione|vendita|transazione|operazione|incasso|prenotazione|"
        "ricevuta|biglietto|offerta|versamento|erogazione"
    ),
    "sales": "ordini|acquisti|donazioni|pagamenti|vendite|prenotazioni|biglietti",
    "invoice": "emissione|emessa|fattura|fatture|fatturazione",
    "product": (
        "prodotto|articolo|causale|progetto|evento|campagna|descrizione|servizio|corso|ricompensa|"
        "destinazione|laboratorio|oggetto"
    ),
    "line": "riga",
    "plan": "livello|abbonamento|piano|tipo socio|tipo tessera|tipologia socio",
    "email": (
        "posta elettronica|indirizzo email|indirizzo e mail|e mail|email|mail|indirizzo mail|"
        "indirizzo di posta elettronica|pec"
    ),
    "phone": "telefono|cellulare|tel|numero di telefono|cell|recapito telefonico",
    "id": "identificativo|id",
    "number": "codice|numero di|n di|numero|n|num|nr|no",
    "count": "numero di|n di|quanti|numero totale di|num di",
    "name": "nome",
    "first name": "nome",
    "last name": "cognome",
    "full name": (
        "nome completo|nome e cognome|cognome e nome|nominativo|nome cliente|nome del cliente|"
        "nome del donatore|intestatario|nome donatore|nome acquirente"
    ),
    "first": "primo|prima",
    "last": "ultimo|ultima",
    "middle": "titolo|soprannome|appellativo",
    "company": "azienda|societa|ragione sociale|organizzazione|ente|ditta|impresa",
    "handle": "nome utente|username",
    "url": "sito|sito web|foto",
    "address": "indirizzo|residenza",
    "second": "indirizzo 2|interno|civico|numero civico",
    "street": "via|strada",
    "city": "citta|comune|localita",
    "region": "provincia|regione|prov",
    "postal": "cap|codice postale|codice avviamento postale",
    "country": "paese|nazione|stato estero",
    "ship": "spedizione|spese di spedizione|costi di spedizione|consegna|spese spedizione",
    "date": "data|giorno|data e ora|informazioni cronologiche|data operazione|data valuta",
    "time": "ora|orario",
    "zone": "fuso orario",
    "month": "mese|anno|trimestre",
    "join": (
        "iscrizione|iscritto|registrazione|registrato|membro dal|cliente dal|socio dal|dal|adesione|"
        "tesseramento|ingresso|ammissione"
    ),
    "create": "creato|creazione|creata|aggiunto|inserito|inserimento",
    "start": "inizio",
    "end": "fine",
    "cancel": "disdetta|cancellazione|annullato|recesso|dimissioni|uscita",
    "unsub": "disiscritto|disiscrizione",
    "expire": (
        "scade|scadenza abbonamento|scadenza tessera|valido fino al|valida fino al|"
        "data di scadenza abbonamento|fine abbonamento|scadenza iscrizione"
    ),
    "next": "prossimo|prossima|rinnovo",
    "activity": "attivita|visita|accesso|attivo",
    "modified": "modificato|aggiornato|modifica|aggiornamento",
    "scheduled": "spedito|consegnato|ricevuta fiscale|evaso|accredito",
    "amount": (
        "importo|valore|somma|fatturato|speso|donato|ricavo|incassato|spesa|prezzo pagato|erogato|quanto"
    ),
    "total": "totale|complessivo",
    "paid": "incassato|riscosso|pagato|pagata|versato|saldato|incassata|saldata",
    "gross": "prima delle commissioni|al lordo delle commissioni|lordo|iva inclusa|ivato|con iva|iva compresa",
    "net amount": "netto|al netto|senza iva",
    "extax": "imponibile|subtotale",
    "price": (
        "prezzo|quota|quota associativa|quota sociale|quota mensile|canone|tariffa mensile|quota annuale"
    ),
    "unit": "unitario|cadauno|cad",
    "fee": "commissione|commissioni|spese bancarie|spese",
    "tax": "iva|imposta|imposte",
    "discount": "sconto|sconti",
    "tip": "mancia",
    "refund": "rimborso|rimborsato|importo rimborsato|reso|rimborsi",
    "lifetime": (
        "spesa totale|totale speso|totale donato|totale acquisti|fatturato totale|totale versato|"
        "totale donazioni|speso in totale"
    ),
    "balance": "saldo|residuo|da pagare|saldo aperto|importo residuo",
    "due": "scadenza|data scadenza|data di scadenza|entro il",
    "currency": "valuta|moneta|divisa",
    "average": "media|medio|scontrino medio",
    "percent": "percentuale|progresso|aliquota",
    "extreme": "maggiore|massimo|minimo|precedente|obiettivo|deducibile|detraibile",
    "status": "stato|stato pagamento|stato del pagamento|stato ordine|stato dell ordine",
    "type": "tipo|categoria|tipologia",
    "method": (
        "metodo di pagamento|modalita di pagamento|metodo pagamento|mezzo di pagamento|"
        "modalita pagamento|tipo pagamento"
    ),
    "interval": "settimanale|annuale|trimestrale|frequenza|periodicita|periodo|cadenza",
    "recurring": "ricorrente|mensile|continuativa",
    "quantity": "quantita|pezzi|qta|numero biglietti|posti|numero di biglietti|q ta|numero posti",
    "coupon": "coupon|codice sconto|buono|codice promozionale|codice promo",
    "tags": "etichette|gruppi|gruppo|liste",
    "source": (
        "provenienza|origine|canale|fonte|come ci hai conosciuto|come ci ha conosciuto|"
        "come ci hai trovato|come hai saputo di noi"
    ),
    "referral": "consigliato da|invitato da|presentato da|segnalato da",
    "consent": (
        "consenso|accetta marketing|newsletter|iscrizione newsletter|accetta newsletter|"
        "consenso marketing|consenso privacy"
    ),
    "against": "non contattare|non inviare",
    "anonymous": "anonimo|anonima|donazione anonima",
    "message": "messaggio|commento|commenti",
    "note": "note|appunti|annotazioni|osservazioni|nota|allergie|intolleranze",
    "rating": "valutazione|stelle|voto",
    "hours": "ore|ore di volontariato|ore volontariato",
    "nps": (
        "raccomanderesti|consiglieresti|raccomandazione|ci consiglieresti|"
        "quanto e probabile che ci consigli|quanto ci consiglieresti"
    ),
    "views": "visualizzazioni",
    "shares": "condivisioni",
    "opens": "aperture",
    "clicks": "clic",
    "open": "ultima apertura",
    "click": "ultimo clic",
    "sent": "email ricevute|inviate",
    "gifted": "regali fatti|regali",
    "reason": "motivo|durata|eta|sesso|genere|lingua|professione|ruolo|taglia",
    "secret": (
        "codice fiscale|cod fiscale|cf|c f|partita iva|p iva|piva|data di nascita|data nascita|"
        "luogo di nascita|nascita|nato il|nata il|numero carta|numero di carta|carta d identita|iban|"
        "indirizzo ip|passaporto|numero di conto|documento di identita"
    ),
    "symbol": "tasso di cambio|cambio",
    "undone": "fallito|prova",
}
