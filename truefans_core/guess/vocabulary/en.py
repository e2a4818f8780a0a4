"""What columns are called in English, by idea."""

WORDS = {
    "person": (
        "patient|patients name|tenant|pupil|consumer|loyalty card|club card|clubcard|member card|customer card|volunteer|helper|counterparty|household|customer|cust|client|donor|buyer|purchaser|user|member|membership|subscriber|patron|"
        "supporter|contact|account|acct|attendee|student|backer|payer|payor|payee|guest|participant|"
        "constituent|registrant|billing|bill to|billto|sponsor|fan|follower|sender|from|who|person|"
        "invitee|contributor|individual|giver|learner|sponsorship|profile|household|"
        "subscription contact|card holder|cardholder|shopper|visitor|viewer|reader|listener|player|"
        "passenger|panelist|panellist|resident|citizen"
    ),
    "persons": (
        "customers|donors|members|subscribers|patrons|supporters|contacts|attendees|students|backers|"
        "followers|users|fans|visitors|viewers|readers|listeners|new users|active users|sessions|"
        "reach|impressions|likes|saves|dislikes|follows|downloads|plays|streams"
    ),
    "other": (
        "recipient|giftee|honoree|honouree|tribute|dedication|ship to|shipto|spouse|parent|guardian|"
        "emergency|beneficiary|in memory of|in honor of|in honour of|gift to|to email|to name|notify|"
        "deliver to|next of kin|original"
    ),
    "staff": (
        "owner|host|sales rep|salesperson|agent|organizer|organiser|fundraiser|fundraising page|page|"
        "instructor|coach|manager|author|seller|vendor|merchant|staff|assignee|assigned|assigned to|"
        "trainer|teacher|created by|modified by|added by|updated by|edited by|entered by|solicitor|"
        "employee|operator|advisor|cashier|payout to|fundraiser contact|partner|team|creator|artist|"
        "processed by|device|location|store|branch|shop|parent company|employer"
    ),
    "main": (
        "to be acknowledged|primary|preferred|main|default|home|mailing|personal|your|what is|please enter|the|of|in|a|"
        "an|is|us|we|and|utc|gmt|local|my|base|web|online|this|public|contact details|account email"
    ),
    "sale": (
        "deal|opportunity|order|payment|purchase|donation|gift|transaction|txn|trx|sale|contribution|charge|booking|"
        "ticket|sold|pledge record|receipt|appointment|enrollment|registration order|installment|pay|"
        "checkout|funding|support"
    ),
    "sales": (
        "orders|payments|purchases|donations|gifts|transactions|bookings|tickets|contributions|"
        "number of gifts"
    ),
    "invoice": "invoice|inv|bill|issued|issue|billed",
    "product": (
        "product|item|items name|course|event|campaign|fund|title|service|project|perk|reward|offer|"
        "description|workshop|class|designation|what for|package|book|object|form title|form|program|"
        "show|podcast|post|video|page title|ticket type"
    ),
    "line": "line|lineitem|line item",
    "plan": (
        "tier|plan|level|membership level|membership type|membership plan|subscription plan|subscription tier"
    ),
    "subscription": "subscription|pledge|recurring plan|mandate",
    "email": "email|e mail|mail|emailaddress|emailid",
    "phone": "phone|telephone|tel|mobile|cell|cellphone|phonenumber|sms|whatsapp",
    "id": "id|uid|uuid|guid|identifier|key|code number|euid",
    "code": "code|sku|upc|isbn",
    "number": "number|no|nr|num|nbr",
    "count": "count|number of|total number of|how many|num of|no of|count of|times",
    "name": "name|display name|called",
    "full": "full",
    "full name": "fullname",
    "first name": "firstname|fname|forename|given|given name|first",
    "last name": "lastname|lname|surname|family name|familyname",
    "first": "first|initial|earliest",
    "last": "last|latest|most recent|recent",
    "middle": "middle|maiden|suffix|prefix|salutation|nickname|badge|greeting|legal",
    "company": "company|organisation|organization|business|firm|business name|org",
    "handle": (
        "username|handle|screen name|screenname|discord|twitter|instagram|login name|gamertag|"
        "sponsor handle|tiktok|telegram"
    ),
    "url": "url|link|website|web site|photo|avatar|image|picture|permalink|qr code|profile url",
    "address": (
        "address|addr|address 1|address line 1|addressline|addr 1|addressline 1|addr line|"
        "address line|street address|address street"
    ),
    "second": (
        "address 2|address line 2|addr 2|addressline 2|street 2|line 2|address 3|addressline 3|"
        "address line 3|addressline 4|street address 2|apt|suite|unit number|street address line 2"
    ),
    "street": "street|street 1|line 1|po box",
    "city": "city|town|suburb|locality|village",
    "region": "state|region|province|county|state province|territory|state region|prefecture",
    "postal": (
        "zip|zipcode|postal|postcode|post code|postal code|zip code|zip postal|zip postal code|"
        "zip postcode|postalcode"
    ),
    "country": "country|nation|country code|country name|country region|countrycode",
    "ship": "shipping and handling|shipping handling|shipping|ship|postage|delivery|freight",
    "date": "date|day|timestamp|datetime|ts|dt|when|date time|date and time|time stamp|on date",
    "time": "time|hour|hour of day",
    "zone": "time zone|timezone|tz",
    "month": "month|year|quarter|week|fiscal year|anniversary",
    "join": (
        "joined|join|joining|signup|sign up|signed up|registered|registration|registered on|"
        "subscribed|opt in|optin|opted in|added|enrolled|enrolment|enrollment|since|member since|"
        "customer since|first seen|first visit|first active|subscribe|started|confirmed|acquired|"
        "patronage since|became customer|date joined|welcome"
    ),
    "create": "created|create|creation|inserted|entered|submitted|submission|completed|placed",
    "start": "start|begin|begins|starts|valid from",
    "end": "end|ends|finish|leave|ended|completion",
    "cancel": "cancelled|canceled|cancel|cancellation|churned|deleted|left|terminated|termination|lapsed",
    "unsub": "unsubscribed|unsubscribe|unsubscription|opted out|opt out|optout|stop|unsub|removed",
    "expire": (
        "expires|expire|expiry|expiration|valid until|valid to|paid through|paid until|ends on|"
        "membership end date|renew by"
    ),
    "next": "next|renewal|renews|upcoming|following|renew",
    "activity": (
        "activity|active|seen|visited|visit|login|log in|logged in|signed in|sign in|message|"
        "attended|engagement date|action"
    ),
    "modified": "modified|updated|changed|update|edited|last updated|last modified|synced",
    "scheduled": (
        "shipped|fulfilled|fulfilment|fulfillment|delivered|scheduled|deposit|payout|disbursement|"
        "disbursed|settlement|acknowledged|acknowledge|acknowledgement|thank|thanked|dispute|"
        "disputed|chargeback|check|cheque|printed|dispatch|approved|void|voided|published|captured"
    ),
    "amount": (
        "amount|amt|value|sum|donated|charged|dollars|euros|euro|pounds|usd|eur|gbp|how much|money|"
        "spend|spent|revenue|income|giving|given|collected|raised|sponsored|contributed|takings|"
        "volume|gmv|processed amount|dues amount|cost"
    ),
    "total": "total|grand|grand total|overall|final|order total",
    "paid": "paid|received|pd",
    "gross": "before fees|before fee|before commission|gross|inc tax|incl tax|including tax|inc vat|incl vat|including vat|tax included|with tax",
    "net": "net|earnings|proceeds|take home|after fees|you received|payout amount|payout",
    "extax": "subtotal|sub total|ex tax|excl tax|excluding tax|ex vat|excl vat|before tax|taxable|sub",
    "price": "price|rate|unit amount|unitamount|dues|tuition|monthly amount|unit cost",
    "unit": "unit|each|per unit|per item|list|single",
    "fee": "booking fee|service fee|platform fee|processing fee|fee|fees|commission|service charge|surcharge|processing",
    "tax": "tax|taxes|vat|gst|hst|sales tax|tax amount|tax total|vat amount",
    "discount": "discount|discounts|saving|savings|rebate",
    "tip": "tip|tips|gratuity",
    "refund": "refund|refunded|refunds|refunded amount|amount refunded|returned",
    "lifetime": (
        "lifetime|ltv|clv|life time|all time|to date|cumulative|total spent|total spend|"
        "total donated|total given|total revenue|total giving|total contributed|total contributions|"
        "total donations|total purchases amount|customer value|total sales|total raised|"
        "lifetimevalue|money spent|spent total"
    ),
    "balance": (
        "open balance|balance|outstanding|amount due|owed|amount owed|unpaid amount|open amount|"
        "balance due|due amount"
    ),
    "due": "due|payable|due date|deadline",
    "currency": "currency|currency code|ccy|curr",
    "symbol": "symbol|exchange|exchange rate|formatted|converted|conversion|settlement currency",
    "average": "average|avg|aov|mean|median",
    "percent": "percent|percentage|per cent|ratio|progress|completion rate|probability",
    "extreme": (
        "ytd|year to date|this year|last year|largest|smallest|highest|lowest|max|min|maximum|minimum|biggest|previous|prior|predicted|"
        "expected|estimated|goal|target|limit|deductible|tax deductible|fair market|match|matching|"
        "covered|reserve|insurance|handling|store credit|gift card|giftcard|gift wrap|budget"
    ),
    "reference": (
        "reference|ref|reference number|confirmation|confirmation number|confirmation code|num|memo number"
    ),
    "record": "record",
    "gateway": "stripe|paypal|pay pal|braintree|gocardless|mollie|razorpay|paystack",
    "alt": "secondary|alternate|alternative|additional|alt|other|backup|2nd|second",
    "status": "status|state|state of payment|stage|financial status",
    "type": "type|kind|event type|transaction type",
    "method": (
        "mode of payment|method of payment|means of payment|method|gateway|processor|provider|payment type|tender|tender type|payment mode|"
        "payment source type|payment gateway|payment provider|payment source|pay by|paid with|"
        "paid by|paid via"
    ),
    "interval": (
        "weekly|fortnightly|annual|yearly|quarterly|interval|frequency|billing cycle|billing period|billing interval|recurrence|period|cadence|term"
    ),
    "recurring": "recurring|is recurring|repeat|is monthly|auto renew",
    "quantity": (
        "quantity|qty|units|items|seats|pieces|pcs|number of items|item count|number of tickets|"
        "ticket count|ticket quantity|items sold|total quantity|order quantity|copies"
    ),
    "coupon": (
        "coupon|coupons|promo|promo code|voucher|discount code|coupon code|promotion|promocode|"
        "promotion code|certificate|discount name|discount code used|offer code"
    ),
    "tags": (
        "tags|tag|labels|label|groups|group|segments|segment|lists|list|roles|interests|email lists|"
        "categories|customer group|user group"
    ),
    "source": (
        "source|channel|origin|how did you hear|how did you hear about us|how did you find us|"
        "lead source|traffic source|acquisition|how did you find out|heard about us|purchase point|"
        "attribution|medium|origin channel|where did you hear|where did you hear about us|found us"
    ),
    "utm": "utm|utm source|utm medium|utm campaign|utm term|utm content",
    "referrer": (
        "referrer|referer|referring site|referral url|landing page|original referrer|referrer url|"
        "referring url|referral site"
    ),
    "landing": "landing|landing url",
    "referral": (
        "referred by|affiliate|invited by|brought by|referrer name|referral|introduced by|"
        "recommended by|referred|ambassador|affiliate name|referred from"
    ),
    "consent": (
        "consent|newsletter|marketing|accepts marketing|mailing list|email marketing|"
        "email permission|marketing opt in|email consent|may we contact|subscribed to emails|"
        "can email|can market|email subscription|email subscriber|permission|opt in marketing|gdpr|"
        "receive marketing|receive marketing emails|receive emails|receives emails|join mailing list|"
        "email interest|consents|email opt in|opted in to marketing|marketing emails|can market to|"
        "subscription status email|email updates|keep in touch"
    ),
    "against": (
        "do not email|do not contact|do not mail|no email|email opt out|email opted out|"
        "has opted out|blacklisted|email blacklisted|bounced|suppressed|email unsubscribed|no emails|"
        "dont email|don t email|opted out of email|do not e mail"
    ),
    "anonymous": "anonymous|anonymously|hide name|is anonymous|anonymity|make donation anonymous",
    "message": (
        "message|comment|comments|feedback|buyer note|customer note|donor comment|note from customer|"
        "note to seller|customer message|donor note|supporter comment|public message|donor message|"
        "instructions|customer notes|customer comment"
    ),
    "note": (
        "special requests|requests|note|notes|memo|remarks|remark|internal notes|internal note|narrative|private notes|"
        "staff notes|observations|additional details|bio|biography|dietary|dietary requirements|"
        "volunteer notes|admin notes|gift note|private note|details|special requirements|occupation"
    ),
    "comments": "comment count|comments count|number of comments|comments posted|comments made",
    "rating": "rating|stars|member rating",
    "review": "review|testimonial",
    "score": "score|scoring|engagement score|lead score|engagement|activity score|activity level|points",
    "nps": (
        "nps|nps score|recommend|likely to recommend|how likely are you to recommend|net promoter|"
        "net promoter score|likelihood to recommend|would you recommend|recommendation"
    ),
    "hours": "hours|volunteer hours|hours volunteered|hours given|volunteered hours",
    "views": "views|page views|pageviews|post views|video views",
    "shares": "shares|share count",
    "gifted": "subscriptions gifted|gifts given|gifted|subs gifted|gift subs|gifted subs",
    "opens": "opens|opened|emails opened|open count|total opens|email opens",
    "clicks": "clicks|clicked|links clicked|click count|total clicks|emails clicked|email clicks",
    "open": "open|last opened|last open|email open|last email open|last email opened",
    "click": "click|last clicked|last click|last email click|last link click",
    "sent": "sent|emails sent|emails received|emails delivered|campaigns sent|number of emails",
    "checkin": (
        "checked in|check in|checked in at|check in time|scanned|scanned at|arrival|check in date|"
        "checkin|checkin time"
    ),
    "tenure": (
        "tenure|months subscribed|months active|tenure months|total time as member|"
        "subscription length|months as member"
    ),
    "custom": "custom|field|question|answer|q 1|q 2|q 3|extra",
    "reason": (
        "tax included in price|mode|entry|account code|gl code|ledger code|category|reason|cause|why|"
        "duration|minutes|seconds|length|age|gender|sex|language|locale|job|job title|position|"
        "headline|size|colour|color|weight|version|browser|os|rank|sort|sequence|streak|posts|rsvps|"
        "badges|terms|template|batch|appeal|gl|ledger|seats number|days"
    ),
    "secret": (
        "ip|ip address|ipaddress|card number|last 4|card last 4|last 4 digits|pan|pan suffix|"
        "card digits|iban|ssn|social security|social security number|national id|passport|"
        "passport number|latitude|longitude|lat|lng|lon|geo|password|passwd|token|license key|"
        "licence key|date of birth|dob|birthday|birth date|birthdate|birth|born|bank account|"
        "account iban|sort code|routing number|bic|swift|card exp|exp month|exp year|"
        "card fingerprint|fingerprint|tax id|vat id|vat number|tax number|driver license|"
        "drivers license|signup ip|opt in ip|last four|year of birth|bank|cvc|medical|health|"
        "ethnicity|religion|disability"
    ),
    "generated": "generated",
    "undone": "void|voided|failed|failure|test|test mode|is test|sandbox|disputed|chargeback|charged back",
}
