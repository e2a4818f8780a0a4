"""The import headings of mail tools: one tool is one value, with the page its headings are documented on.

The headings were held against copies of these pages on 28 November 2026. Where a tool knows headings of its own they are used to the letter; what it
lets the user name (tags, attributes) has a name of ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """How a mail tool wants a list of people.

    Attributes:
        slug: its name in options.
        name: its name in words.
        columns: heading → what stands in it: email, name, first, last, company, group, kind, strategy, consent, tags.
        source: where the headings are documented.
        first_name: how the tool writes the first name in a message; empty where it cannot.
        separator: between two tags in a cell.
        consent: how the tool writes that somebody said yes to mail; empty where it may be said in our words.
        blanks_erase: whether an empty cell would erase what the tool knows, so that a column is left out unless
            everybody has it.
    """

    slug: str
    name: str
    columns: tuple[tuple[str, str], ...]
    source: str
    first_name: str = ""
    separator: str = ", "
    consent: str = ""
    blanks_erase: bool = False

    @property
    def consent_as_tag(self) -> bool:
        """Whether a yes to mail has no column of its own and is carried as a tag."""
        return all(what != "consent" for _, what in self.columns)


TOOLS: tuple[Tool, ...] = (
    Tool(
        "mailchimp",
        "Mailchimp",
        (("Email Address", "email"), ("First Name", "first"), ("Last Name", "last"), ("Tags", "tags")),
        "https://mailchimp.com/help/format-guidelines-for-your-import-file/",
        "*|FNAME|*",
    ),
    Tool(
        "kit",
        "Kit",
        (("Email", "email"), ("First name", "first"), ("Tags", "tags")),
        "https://help.kit.com/en/articles/2502555-how-to-import-a-subscriber-list",
        "{{ subscriber.first_name }}",
        separator=",",
        blanks_erase=True,
    ),
    Tool(
        "beehiiv",
        "beehiiv",
        (("email", "email"), ("First Name", "first"), ("Last Name", "last"), ("tags", "tags")),
        "https://www.beehiiv.com/support/article/4412705350679-how-to-import-free-subscribers-and-map-custom-fields-or-tags",
        "{{first_name}}",
        separator=",",
    ),
    Tool(
        "substack",
        "Substack",
        # The import takes addresses only, and a post has no field for a name.
        (("Email", "email"),),
        "https://support.substack.com/hc/en-us/articles/360044079591-How-do-email-list-imports-work",
    ),
    Tool(
        "ghost",
        "Ghost",
        # Of the eight documented headings those a list of things to do may fill. subscribed_to_emails is left out on
        # purpose: true would sign up again who had left every newsletter, false would sign everybody else off.
        (("email", "email"), ("name", "name"), ("labels", "tags")),
        "https://ghost.org/help/import-members/",
        "{first_name}",
    ),
    Tool(
        "brevo",
        "Brevo",
        (
            ("EMAIL", "email"),
            ("FIRSTNAME", "first"),
            ("LASTNAME", "last"),
            ("GROUP", "group"),
            ("KIND", "kind"),
            ("NEXT_STEP", "strategy"),
            ("CONSENT", "consent"),
        ),
        "https://help.brevo.com/hc/en-us/articles/208729849-Create-a-file-to-import-your-contacts",
        "{{ contact.FIRSTNAME }}",
    ),
    Tool(
        "hubspot",
        "HubSpot",
        (
            ("Email", "email"),
            ("First name", "first"),
            ("Last name", "last"),
            ("Company name", "company"),
            ("Group", "group"),
            ("Kind", "kind"),
            ("Next step", "strategy"),
            ("Consent", "consent"),
        ),
        "https://knowledge.hubspot.com/import-and-export/set-up-your-import-file",
        "{{ contact.firstname }}",
    ),
    Tool(
        "klaviyo",
        "Klaviyo",
        (
            ("Email", "email"),  # has to be the first column
            ("First Name", "first"),
            ("Last Name", "last"),
            ("Organization", "company"),
            ("Email Marketing Consent", "consent"),
            ("Group", "group"),
            ("Kind", "kind"),
            ("Next step", "strategy"),
        ),
        "https://help.klaviyo.com/hc/en-us/articles/360043841811",
        "{{ first_name }}",
        consent="Subscribe",  # a blank cell is documented as "never subscribed", which is what nothing said is
    ),
)
PLAIN = "plain"
TOOLS_BY_SLUG = {tool.slug: tool for tool in TOOLS}
#: Every name `export.export_for` takes.
TOOL_SLUGS = (PLAIN, *TOOLS_BY_SLUG)
