"""What columns are called, by role, in English, German, French, Spanish, Italian, Portuguese and Dutch.

Words are lower case, without accents, separated by commas; the first languages of a role are no stronger than the
last. A header that is one of these words, or nearly so, may have the role if its cells look like it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from truefans_core.sources.source import words

_WORDS: dict[str, str] = {
    "email": "email, e mail, mail, email address, e mail address, mail address, customer email, donor email, buyer email, "
    "contact email, subscriber email, payer email, from email address, e mail adresse, mailadresse, kunden e mail, courriel, "
    "adresse courriel, adresse e mail, adresse mail, adresse email, correo, correo electronico, direccion de correo, "
    "correo del cliente, posta elettronica, indirizzo email, indirizzo e mail, endereco de email, correio eletronico, "
    "e mailadres, mailadres, emailadres",
    "external_id": "customer id, customer number, customer no, client id, client number, client no, member id, member number, "
    "membership id, donor id, donor number, user id, userid, supporter id, subscriber id, contact id, patron id, person id, "
    "customer, buyer id, payer id, account id, constituent id, kundennummer, kunden nr, kundennr, kunden id, mitgliedsnummer, "
    "spendernummer, nutzer id, numero client, no client, id client, code client, identifiant, numero adherent, "
    "numero de cliente, id cliente, id de cliente, codigo cliente, numero socio, codice cliente, numero cliente, id utente, "
    "codigo do cliente, id do cliente, id usuario, klantnummer, klant id, klantnr, lidnummer, donateursnummer",
    "handle": "username, user name, handle, screen name, nickname, discord, twitter, instagram, benutzername, "
    "nutzername, pseudo, nom d utilisateur, nombre de usuario, usuario, nome utente, nome de usuario, utilizador, gebruikersnaam",
    "name": "name, full name, customer name, client name, donor name, buyer name, supporter name, member name, contact name, "
    "billing name, customer, client, donor, buyer, supporter, member, payer, payee name, from, contact, "
    "kunde, kundenname, kundin, auftraggeber, spender, vollstandiger name, mitglied, kaufer, "
    "nom complet, nom du client, nom client, donateur, acheteur, adherent, nom et prenom, "
    "nombre completo, nombre del cliente, cliente, donante, comprador, socio, nombre y apellidos, "
    "nome completo, nome cliente, nominativo, donatore, acquirente, nome e cognome, nome do cliente, doador, "
    "naam, volledige naam, klant, klantnaam, donateur, koper, lid, opdrachtgever",
    "first_name": "first name, given name, forename, vorname, prenom, nombre, nome, primeiro nome, voornaam",
    "last_name": "last name, surname, family name, nachname, familienname, nom, nom de famille, apellido, apellidos, cognome, "
    "sobrenome, apelido, achternaam",
    "company": "company, company name, organisation, organization, business name, employer, firma, unternehmen, organisation, "
    "entreprise, societe, empresa, organizacion, azienda, societa, ragione sociale, organizacao, bedrijf, bedrijfsnaam, organisatie",
    "phone": "phone, phone number, telephone, mobile, cell, telefon, telefonnummer, handy, telefono, telefone, movil, "
    "cellulare, celular, telefoon, telefoonnummer",
    "address": "address, street, street address, address 1, address line 1, strasse, adresse, anschrift, rue, direccion, calle, "
    "indirizzo, via, endereco, morada, rua, adres, straat",
    "city": "city, town, stadt, ort, wohnort, ville, ciudad, localidad, citta, comune, cidade, plaats, stad, woonplaats",
    "region": "state, region, province, county, bundesland, etat, departement, provincia, estado, regione, provincie",
    "postal_code": "zip, zip code, postal code, postcode, plz, postleitzahl, code postal, codigo postal, cap, cep",
    "country": "country, country code, nation, land, pays, pais, paese, nazione",
    "joined_at": "joined, joined at, join date, date joined, member since, customer since, since, signup date, sign up date, "
    "signed up, registered, registration date, subscribed at, subscription date, start date, created, created at, date created, "
    "beigetreten, beitrittsdatum, mitglied seit, kunde seit, angemeldet am, registriert am, erstellt am, eintrittsdatum, "
    "date d inscription, inscrit le, membre depuis, client depuis, cree le, fecha de alta, fecha de registro, miembro desde, "
    "cliente desde, creado, data di iscrizione, data iscrizione, iscritto il, membro dal, cliente dal, data de inscricao, "
    "data de registo, data de cadastro, membro desde, lid sinds, klant sinds, inschrijfdatum, aangemeld op, aangemaakt",
    "first_paid_at": "first payment, first payment date, first order date, first purchase, first gift date, erste zahlung, "
    "erster kauf, premier paiement, premier achat, primer pago, primera compra, primo pagamento, primo acquisto, "
    "primeiro pagamento, primeira compra, eerste betaling, eerste aankoop",
    "cancelled_at": "cancelled at, canceled at, cancelled, canceled, cancel date, cancellation date, cancelled on, end date, "
    "gekundigt am, kundigungsdatum, austrittsdatum, resilie le, date de resiliation, fecha de cancelacion, fecha de baja, "
    "data di cancellazione, data disdetta, data de cancelamento, opgezegd op, opzegdatum, einddatum",
    "unsubscribed_at": "unsubscribed at, unsubscribe date, opt out date, abgemeldet am, desabonne le, desinscrit le, "
    "disiscritto il, uitgeschreven op",
    "expires_at": "expires, expires at, expiry, expiry date, expiration date, valid until, ablaufdatum, gultig bis, lauft ab, "
    "date d expiration, expire le, fecha de vencimiento de la membresia, caduca, data di scadenza abbonamento, scade il, "
    "data de validade, expira em, verloopdatum, geldig tot",
    "next_charge_at": "next charge date, next payment, next payment date, next billing date, renewal date, renews at, "
    "nachste zahlung, verlangerung, prochain paiement, proximo pago, prossimo pagamento, proximo pagamento, volgende betaling",
    "occurred_at": "date, payment date, paid at, paid on, date paid, transaction date, order date, purchase date, donation date, "
    "gift date, sale date, invoice date, issued, issue date, issued on, issued at, date issued, billed on, date time, datetime, timestamp, time, "
    "date received, received, day, donated at, purchased at, ordered at, posting date, value date, "
    "datum, zahlungsdatum, bezahlt am, zahlungseingang, bestelldatum, kaufdatum, rechnungsdatum, spendendatum, buchungstag, "
    "buchungsdatum, wertstellung, gezahlt am, eingang, tag, date de paiement, date paiement, paye le, payee le, "
    "date de commande, date d achat, date de facture, date de facturation, date facture, date du don, date operation, jour, "
    "fecha, fecha de pago, fecha pago, pagado el, fecha de compra, fecha de pedido, fecha de factura, fecha factura, "
    "fecha de donacion, fecha de emision, dia, data, data di pagamento, data pagamento, pagato il, data ordine, data acquisto, "
    "data fattura, data donazione, data emissione, giorno, data de pagamento, data do pagamento, pago em, data da compra, "
    "data do pedido, data da fatura, data da doacao, data de emissao, betaaldatum, betaald op, "
    "besteldatum, aankoopdatum, factuurdatum, donatiedatum, boekdatum, transactiedatum, dag",
    "amount": "amount paid, paid amount, amount, payment, payment amount, paid, price paid, total, total amount, order total, donation total, gift total, payment total, sale total, purchase total, total paid, "
    "grand total, gross, gross amount, sum, donation, donation amount, gift amount, sale amount, sales, revenue, value, invoice amount, "
    "invoice total, net sales, income, total price, order value, spend, spent, "
    "betrag, bezahlter betrag, zahlung, zahlbetrag, summe, gesamt, gesamtbetrag, gesamtsumme, rechnungsbetrag, umsatz, "
    "brutto, bruttobetrag, spende, spendenbetrag, bestellwert, montant, montant paye, montant total, montant ttc, paiement, "
    "total ttc, somme, don, prix paye, montant du don, importe, importe total, monto, monto total, cantidad pagada, "
    "pago, total pagado, suma, donativo, donacion, valor, importo, importo totale, totale, somma, pagamento, "
    "importo pagato, donazione, lordo, quantia, montante, valor pago, valor total, doacao, soma, "
    "bedrag, totaalbedrag, betaald bedrag, totaal, betaling, som, gift, donatie, factuurbedrag, omzet",
    "lifetime_amount": "total spent, lifetime value, lifetime amount, lifetime spend, ltv, clv, total spend, total donated, "
    "total given, total revenue, total donations, lifetime giving, total contributed, all time total, customer value, "
    "gesamtumsatz, gesamtausgaben, bisher bezahlt, gesamtspenden, kundenwert, total depense, depense totale, total verse, "
    "total des dons, gasto total, total gastado, total donado, spesa totale, totale speso, totale donato, total gasto, "
    "total doado, totaal uitgegeven, totaal besteed, totaal gedoneerd",
    "order_count": "orders, total orders, order count, number of orders, number of payments, number of gifts, gift count, purchases, "
    "anzahl bestellungen, bestellungen, anzahl spenden, nombre de commandes, commandes, nombre de dons, numero de pedidos, "
    "pedidos, numero ordini, ordini, numero de compras, aantal bestellingen, bestellingen",
    "balance": "balance, open balance, outstanding balance, amount due, saldo, kontostand, offener betrag, solde, saldo pendiente, "
    "saldo aperto, openstaand bedrag",
    "amount_net": "net, net amount, amount net, net total, payout, netto, nettobetrag, montant net, importe neto, neto, "
    "importo netto, valor liquido, nettobedrag",
    "unit_price": "price, unit price, item price, plan price, pledge, pledge amount, preis, stuckpreis, einzelpreis, prix, "
    "prix unitaire, precio, precio unitario, prezzo, prezzo unitario, preco, preco unitario, prijs, stukprijs",
    "interval": "interval, frequency, billing interval, billing period, billing cycle, recurrence, charge frequency, period, "
    "intervall, zahlungsintervall, abrechnungszeitraum, frequenz, turnus, frequence, periodicite, frecuencia, periodicidad, "
    "frequenza, periodicita, frequencia, periodicidade, frequentie, betaaltermijn",
    "quantity": "quantity, qty, units, items, tickets, menge, anzahl, stuckzahl, quantite, nombre de billets, cantidad, unidades, "
    "quantita, pezzi, quantidade, aantal, hoeveelheid",
    "currency": "currency, currency code, wahrung, waehrung, devise, monnaie, moneda, divisa, valuta, moeda, munteenheid",
    "fee": "fee, fees, processing fee, transaction fee, platform fee, stripe fee, paypal fee, gebuhr, gebuhren, frais, commission, "
    "comision, tarifa, commissione, commissioni, taxa, taxas, comissao, kosten, transactiekosten",
    "tax": "tax, taxes, vat, sales tax, gst, steuer, mwst, ust, umsatzsteuer, tva, taxe, iva, impuesto, impuestos, imposta, "
    "imposto, btw, belasting",
    "shipping": "shipping, postage, delivery, versand, versandkosten, frais de port, livraison, envio, gastos de envio, spedizione, "
    "frete, portes, verzendkosten",
    "discount": "discount, discount amount, rabatt, remise, reduction, descuento, sconto, desconto, korting",
    "tip": "tip, tips, trinkgeld, pourboire, propina, mancia, gorjeta, fooi",
    "refund": "refund, refunds, refunded, refunded amount, amount refunded, refund amount, erstattung, erstattet, ruckerstattung, "
    "remboursement, montant rembourse, rembourse, reembolso, importe reembolsado, devolucion, rimborso, importo rimborsato, "
    "valor reembolsado, terugbetaling, terugbetaald",
    "status": "status, payment status, order status, invoice status, state of payment, financial status, member status, paid, bezahlt, "
    "zahlungsstatus, statut, etat, statut du paiement, paye, estado, estado del pago, estado de pago, stato, stato pagamento, "
    "situacao, estado do pagamento, betaalstatus, betaald",
    "payment_method": "payment method, method, payment type, zahlungsart, zahlungsmethode, mode de paiement, moyen de paiement, "
    "metodo de pago, forma de pago, metodo di pagamento, metodo de pagamento, forma de pagamento, betaalmethode, betaalwijze",
    "tier": "tier, plan, level, membership, membership level, membership type, subscription, subscription plan, stufe, tarif, abo, "
    "mitgliedschaft, niveau, formule, abonnement, nivel, suscripcion, membresia, livello, abbonamento, assinatura, lidmaatschap",
    "product": "product, product name, item, item name, description, service, project, event, campaign, ticket type, title, fund, "
    "produkt, artikel, beschreibung, leistung, bezeichnung, projekt, veranstaltung, kampagne, zweck, verwendungszweck, produit, "
    "article, libelle, prestation, projet, evenement, campagne, producto, articulo, descripcion, concepto, proyecto, evento, campana, "
    "prodotto, articolo, descrizione, causale, progetto, campagna, produto, artigo, descricao, projeto, campanha, omschrijving, dienst, evenement",
    "tags": "tags, labels, groups, segments, etiketten, schlagworte, gruppen, etiquettes, groupes, etiquetas, grupos, etichette, gruppi, groepen",
    "order_id": "order id, order number, order no, order, transaction id, payment id, invoice number, invoice no, invoice, invoice id, number, "
    "receipt number, receipt, reference, ref, charge id, donation id, sale id, bestellnummer, auftragsnummer, transaktionsnummer, "
    "rechnungsnummer, rechnungsnr, rechnung, rechnung nr, belegnummer, beleg, nummer, numero de commande, numero de facture, facture, "
    "no facture, n facture, numero de pedido, pedido, numero de factura, factura, n factura, numero ordine, ordine, numero fattura, "
    "fattura, n fattura, numero do pedido, numero da fatura, fatura, bestelnummer, factuurnummer, factuur, ordernummer, transactienummer",
    "emails_received": "emails received, emails sent, sent, erhaltene e mails, emails recus, correos recibidos, email ricevute, emails recebidos",
    "opens": "opens, emails opened, opened, open count, geoffnet, offnungen, ouvertures, aperturas, aperture, aberturas, geopend",
    "clicks": "clicks, links clicked, clicked, click count, klicks, clics, clic, cliques, kliks",
    "views": "views, post views, page views, pageviews, impressions, aufrufe, vues, vistas, visualizaciones, visualizzazioni, "
    "visualizacoes, weergaven",
    "comments_count": "comments, comment count, kommentare, commentaires, comentarios, commenti, reacties",
    "rating": "rating, stars, member rating, bewertung, sterne, note, valoracion, valutazione, avaliacao, beoordeling",
    "last_open": "last open, last opened, last email open, zuletzt geoffnet, derniere ouverture, ultima apertura, laatst geopend",
    "last_click": "last click, last clicked, last clicked at, zuletzt geklickt, dernier clic, ultimo clic, laatst geklikt",
    "last_activity": "last activity, last active, last seen, last visit, last login, last order date, last order, last purchase, "
    "last payment, last payment date, last gift date, last donation, letzte aktivitat, zuletzt aktiv, letzter besuch, letzte bestellung, letzter kauf, "
    "letzte zahlung, derniere activite, derniere visite, derniere commande, dernier achat, ultima actividad, ultima visita, "
    "ultimo pedido, ultima compra, ultima attivita, ultimo ordine, ultimo acquisto, ultima atividade, laatste activiteit, "
    "laatst gezien, laatste bestelling",
    "shares": "shares, share count, geteilt, partages, compartidos, condivisioni, partilhas, compartilhamentos, gedeeld",
    "gifts_given": "gifts given, subscriptions gifted, gifted, verschenkt, cadeaux offerts, regalos, regali fatti, weggegeven",
    "hours_given": "hours, hours given, volunteer hours, hours volunteered, stunden, ehrenamtliche stunden, heures, "
    "heures de benevolat, horas, horas de voluntariado, ore, ore di volontariato, uren, vrijwilligersuren",
    "recommend_score": "nps, recommend, would recommend, likely to recommend, how likely are you to recommend, "
    "weiterempfehlung, recommandation, recomendacion, recomendaria, raccomandazione, recomendacao, aanbeveling",
    "referred_by": "referred by, referrer name, brought by, invited by, fundraiser, affiliate, empfohlen von, geworben von, parraine par, "
    "recommande par, recomendado por, referido por, invitado por, consigliato da, invitato da, indicado por, doorverwezen door, aanbevolen door",
    "source": "source, channel, how did you hear about us, how did you find us, traffic source, acquisition channel, herkunft, quelle, kanal, "
    "provenance, origine, canal, origen, fuente, provenienza, origem, bron, kanaal, herkomst",
    "utm": "utm source, utm medium, utm campaign",
    "referrer": "referrer, referring site, landing page",
    "consent": "consent, accepts marketing, opt in, opted in, newsletter, marketing consent, subscribed, subscribed to emails, mailing list, "
    "unsubscribed, opted out, opt out, do not email, do not contact, einwilligung, werbung erlaubt, abgemeldet, consentement, accepte la newsletter, "
    "consentimiento, acepta marketing, consenso, accetta marketing, consentimento, aceita marketing, toestemming, nieuwsbrief",
    "anonymous": "anonymous, anonymous donation, make donation anonymous, anonym, anonyme, anonimo, anoniem",
    "is_recurring": "recurring, is recurring, recurring donation, subscription payment, wiederkehrend, dauerauftrag, recurrent, recurrente, "
    "ricorrente, recorrente, terugkerend",
    "message": "message, comment, donor comment, nachricht, kommentar, commentaire, mensaje, comentario, messaggio, mensagem, bericht, opmerking",
    "note": "notes, internal notes, notizen, bemerkung, remarques, notas, appunti, notities",
    "sensitive": "ip, ip address, card number, last 4, last4, card last4, last 4 digits, iban, ssn, social security number, national id, "
    "passport number, latitude, longitude, password, license key, date of birth, birthday, birth date, geburtsdatum, geburtstag, ip adresse, kartennummer, kontonummer, "
    "date de naissance, adresse ip, numero de carte, fecha de nacimiento, numero de tarjeta, data di nascita, data de nascimento, geboortedatum, "
    "rekeningnummer, sozialversicherungsnummer",
}

#: Names that tell an invoice list from a payment log, wherever they stand in a header.
INVOICE_WORDS = words(
    "invoice|rechnung|rechnungsnummer|rechnungsnr|rechnungsdatum|facture|factura|fattura|fatura|factuur|factuurnummer|"
    "factuurdatum",
)
#: Names of the day an invoice is due: no income happens on it.
DUE_WORDS = words(
    "due|due date|due on|payment due|fallig|fallig am|falligkeit|zahlbar bis|echeance|"
    "date d echeance|vencimiento|fecha de vencimiento|scadenza|data scadenza|data di scadenza|"
    "vencimento|data de vencimento|vervaldatum|vervalt op",
)
#: Names of the day money came in: surer than any other date of a payment.
PAID_WORDS = words(
    "paid at|paid on|date paid|payment date|paid date|bezahlt am|gezahlt am|zahlungsdatum|"
    "zahlungseingang|date de paiement|date paiement|paye le|payee le|fecha de pago|fecha pago|"
    "pagado el|data di pagamento|data pagamento|pagato il|data de pagamento|data do pagamento|"
    "pago em|betaaldatum|betaald op",
)

#: Role to its words.
SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        role: tuple(dict.fromkeys(" ".join(word.split()) for word in text.split(",")))
        for role, text in _WORDS.items()
    },
)
