"""The header line of each export, in the order and spelling of the platform."""

from __future__ import annotations

import csv


def _columns(line: str) -> tuple[str, ...]:
    return tuple(next(csv.reader([line])))


PATREON_MEMBERS = _columns(
    "Name,Email,Discord,Patron Status,Follows You,Free Member,Free Trial,Lifetime Amount,"
    "Pledge Amount,Charge Frequency,Tier,Addressee,Street,City,State,Zip,Country,Phone,"
    "Patronage Since Date,Last Charge Date,Last Charge Status,Additional Details,User ID,"
    "Last Updated,Currency,Max Posts,Access Expiration,Next Charge Date,Full country name,"
    "Subscription Source"
)
SUBSTACK_SUBSCRIBERS = _columns(
    "Email,Name,Stripe plan,Cancel date,Start date,Paid upgrade date,Bestseller,"
    "Emails received (6mo),Emails dropped (6mo),num_emails_opened,Emails opened (6mo),"
    "Emails opened (7d),Emails opened (30d),Last email open,Links clicked,Last clicked at,"
    "Unique emails seen (6mo),Unique emails seen (7d),Unique emails seen (30d),Post views,"
    "Post views (7d),Post views (30d),Unique posts seen,Unique posts seen (7d),"
    "Unique posts seen (30d),Comments,Comments (7d),Comments (30d),Shares,Shares (7d),Shares (30d),"
    "Subscriptions gifted,First paid date,Revenue,Subscription source (free),"
    "Subscription source (paid),Days active (30d),Activity,Country,State/Province,Expiration date,"
    "Type,Sections"
)
SHOPIFY_ORDERS = _columns(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,"
    "Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,"
    "Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,"
    "Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,"
    "Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,"
    "Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,"
    "Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,"
    "Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,"
    "Next Payment Due At,Payment References"
)
MAILCHIMP_SUBSCRIBED = _columns(
    '"Email Address","First Name","Last Name",Address,"Phone Number",Birthday,MEMBER_RATING,'
    "OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,"
    "REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
)
MAILCHIMP_UNSUBSCRIBED = _columns(
    '"Email Address","First Name","Last Name",Address,"Phone Number",Birthday,MEMBER_RATING,'
    "OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,"
    "REGION,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,"
    "EUID,NOTES,TAGS"
)
MAILCHIMP_CLEANED = _columns(
    '"Email Address","First Name","Last Name",Address,"Phone Number",Birthday,MEMBER_RATING,'
    "OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,"
    "REGION,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID,NOTES,TAGS"
)
STRIPE_PAYMENTS = _columns(
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,"
    "Converted Amount Refunded,Converted Currency,Fee,Is Link,Mode,Payment Source Type,Status,"
    "Taxes On Fee,Application Fee,Application ID,Customer ID,Customer Description,Customer Email,"
    "Description,Invoice ID,Transfer,campaign (metadata)"
)
DONORBOX_DONATIONS = _columns(
    "Name,Donating Company,Donor's First Name,Donor's Last Name,Donor Email,Make Donation Anonymous,"
    "Campaign,Amount Description,Amount,Fair Market Value,Fair Market Value Description,"
    "Tax Deductible Amount,Currency,Amount in USD,Processing Fee,Platform Fee,Total Fee,Net Amount,"
    "Fee Covered,Donor Comment,Internal Notes,Donated At,Phone,Address,Address 2,City,"
    "State / Province,Postal Code,Country,Employer,Occupation,Designation,Receipt Id,Donation Type,"
    "Card Type,Last 4 Digits,Stripe Charge Id,Pay Pal Transaction Id,Pay Pal Capture Id,"
    "Recurring Donation,Recurring Plan Id,Recurring Start Date,Join Mailing List,Dedication Type,"
    "Honoree Name,Recipient Name,Recipient Email,Recipient Address,Recipient Message,First Donation,"
    "Fundraiser,Donor Id"
)
EVENTBRITE_ATTENDEES = _columns(
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,"
    "Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,"
    "Attendee Status,Home Address 1,Home Address 2,Home City,Home State,Home Zip,Home Country,"
    "How did you hear about us?"
)
