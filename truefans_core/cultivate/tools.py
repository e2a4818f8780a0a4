"""The import headings of mail tools: one tool is one value, with the page its headings are documented on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """How a mail tool wants a list of people.

    Attributes:
        slug: its name in options.
        name: its name in words.
        columns: heading → what stands in it: email, name, first, last, company, group, strategy or tags.
        separator: between two tags in a cell.
        first_name: how the tool writes the first name in a message.
        blanks_erase: whether an empty cell would erase what the tool knows, so that a column is left out unless
            everybody has it.
        source: where the headings are documented.
    """

    slug: str
    name: str
    columns: tuple[tuple[str, str], ...]
    first_name: str
    source: str
    separator: str = ", "
    blanks_erase: bool = False


TOOLS: tuple[Tool, ...] = (
    Tool(
        "mailchimp",
        "Mailchimp",
        (("Email Address", "email"), ("First Name", "first"), ("Last Name", "last"), ("Tags", "tags")),
        "*|FNAME|*",
        "mailchimp.com/help/format-guidelines-for-your-import-file",
    ),
    Tool(
        "kit",
        "Kit",
        (("Email", "email"), ("First name", "first"), ("Tags", "tags")),
        "{{ subscriber.first_name }}",
        "help.kit.com/en/articles/2502555-how-to-import-a-subscriber-list",
        separator=",",
        blanks_erase=True,
    ),
    Tool(
        "beehiiv",
        "beehiiv",
        (("email", "email"), ("First Name", "first"), ("Last Name", "last"), ("tags", "tags")),
        "{{first_name}}",
        "beehiiv.com/support/article/4412705350679",
        separator=",",
    ),
    Tool(
        "substack",
        "Substack",
        (("Email", "email"),),
        "",  # no field for a name in a post, and the import takes addresses only
        "support.substack.com/hc/en-us/articles/360044079591-How-do-email-list-imports-work",
    ),
    Tool(
        "ghost",
        "Ghost",
        # subscribed_to_emails is left out on purpose: nobody is opted in by a list of things to do.
        (("email", "email"), ("name", "name"), ("labels", "tags")),
        "{first_name}",
        "ghost.org/help/import-members",
        separator=",",
    ),
    Tool(
        "brevo",
        "Brevo",
        (
            ("EMAIL", "email"),
            ("FIRSTNAME", "first"),
            ("LASTNAME", "last"),
            ("GROUP", "group"),
            ("NEXT_STEP", "strategy"),
        ),
        "{{ contact.FIRSTNAME }}",
        "help.brevo.com/hc/en-us/articles/208729849-Create-a-file-to-import-your-contacts",
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
            ("Next step", "strategy"),
        ),
        "{{ contact.firstname }}",
        "knowledge.hubspot.com/contacts/set-up-your-import-file",
    ),
    Tool(
        "klaviyo",
        "Klaviyo",
        (
            ("Email", "email"),
            ("First Name", "first"),
            ("Last Name", "last"),
            ("Organization", "company"),
            ("Group", "group"),
            ("Next step", "strategy"),
        ),
        "{{ first_name }}",
        "help.klaviyo.com/hc/en-us/articles/115005078967",
    ),
)
PLAIN = "plain"
TOOLS_BY_SLUG = {tool.slug: tool for tool in TOOLS}
#: Every name `export.export_for` takes.
TOOL_SLUGS = (PLAIN, *TOOLS_BY_SLUG)
