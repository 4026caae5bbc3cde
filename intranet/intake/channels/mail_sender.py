"""Who sent a mail: its raw From header, and what the office's own mail server says of it. Pure.

Nothing is decoded before it is taken apart: an encoded word may hold an address or a bracket.
"""

import re
from collections.abc import Sequence
from email.message import Message

from intranet.intake.quarantine.refusals import SenderNotListed, SenderNotVerified, SenderUnclear

ADDRESS = re.compile(
    r"\s*+(?:(?:\"(?:[^\"\\]|\\.)*+\"|[^\"<>@\\]++)*+<(?P<named>[^<>]++)>|(?P<bare>[^\s<>()]++))"
    r"\s*+(?:\([^()]*+\))?\s*+",
    re.DOTALL,
)
"""A name and an address in brackets, or the address alone; a remark in brackets may follow."""
PLAIN = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++", re.ASCII)
LONGEST = 320
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?+|\((?:[^()\\]|\\.)*+\)?+", re.DOTALL)
RESULT = re.compile(
    r"\s*+(?P<method>dmarc|spf|dkim)(?:/\d++)?\s*+=\s*+(?P<result>[a-z]++)(?P<rest>.*+)", re.DOTALL
)
PROPERTY = re.compile(r"(?<!\S)(header\.from|header\.d|header\.i|smtp\.mailfrom)\s*+=\s*+(\S++)")
OWN_DOMAIN = {
    "dmarc": ("header.from",),
    "spf": ("smtp.mailfrom",),
    "dkim": ("header.d", "header.i"),
}
"""Which property names the domain that a method vouches for."""


def sender_of(message: Message) -> str:
    """The one address of the one From header, in small letters; "" where that is not plain."""
    heads = _raw(message, "from")
    sender = ADDRESS.fullmatch(heads[0]) if len(heads) == 1 else None
    address = (sender["named"] or sender["bare"]).strip() if sender else ""
    return address.lower() if len(address) <= LONGEST and PLAIN.fullmatch(address) else ""


def authentication_results(message: Message) -> tuple[str, ...]:
    """The raw Authentication-Results headers, the one that was added last first."""
    return tuple(_raw(message, "authentication-results"))


def check_sender(sender: str, results: Sequence[str], listed: str, trusted: str) -> None:
    """Raises Refused unless the sender is plain, stands in `listed` and did send the mail.

    `trusted` is the name of the office's own server in Authentication-Results (RFC 8601): what its
    last header vouches for counts. Without it only a mail that some server calls forged is refused.
    """
    if not sender:
        raise SenderUnclear
    if not is_allowed(sender, listed):
        raise SenderNotListed
    domain = sender.rpartition("@")[2]
    reports = [_report(header) for header in results]
    own = [found for name, found in reports if name == trusted.lower()]
    vouched = not trusted or bool(own and any(_vouches(*one, domain) for one in own[0]))
    if not vouched or any(_is_forged(found) for _name, found in reports):
        raise SenderNotVerified


def is_allowed(sender: str, listed: str) -> bool:
    """Whether an address stands in the list: addresses and @domains, or * for everybody."""
    allowed = {word.strip().lower() for word in listed.replace(";", ",").split(",") if word.strip()}
    domain = f"@{sender.rpartition('@')[2]}"
    return "*" in allowed or ("@" in sender and bool({sender, domain} & allowed))


def _raw(message: Message, name: str) -> list[str]:
    return [str(value) for head, value in message.raw_items() if head.lower() == name]


def _report(header: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The server that speaks, and its (method, result, properties); words in quotes are dropped."""
    server, *told = QUOTED.sub(" ", header).lower().split(";")
    found = [RESULT.fullmatch(part) for part in told]
    results = [(one["method"], one["result"], one["rest"]) for one in found if one]
    return (server.split() or [""])[0], results


def _vouches(method: str, result: str, rest: str, domain: str) -> bool:
    named = [value for key, value in PROPERTY.findall(rest) if key in OWN_DOMAIN[method]]
    ends = [value.rpartition("@")[2].rstrip(".") for value in named]
    return result == "pass" and any(end == domain or end.endswith(f".{domain}") for end in ends)


def _is_forged(results: Sequence[tuple[str, str, str]]) -> bool:
    """Whether the domain's own rule fails, or a check fails and nothing at all passes."""
    given = {method: result for method, result, _rest in reversed(results)}
    failed = "fail" in given.values() and "pass" not in given.values()
    return given.get("dmarc") == "fail" or failed
