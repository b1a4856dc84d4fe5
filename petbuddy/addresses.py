"""Where somebody really comes from, behind proxies of ours: one rule for pages, API and sockets (NUM_PROXIES)."""

import ipaddress

from django.conf import settings


def client_of(peer, forwarded):
    """The reader's own address as far as it can be trusted; None when there is none (a unix socket).

    `peer` is whoever opened the connection, `forwarded` the text of X-Forwarded-For. Behind n trusted proxies the
    reader is the n-th entry from the right: what stands further left was written by the client and may be anything.
    """
    proxies = settings.REST_FRAMEWORK["NUM_PROXIES"]
    text = peer or ""
    if proxies:
        chain = [part.strip() for part in forwarded.split(",") if part.strip()]
        text = chain[-min(proxies, len(chain))] if chain else text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None


def limit_key(address):
    """What a limit counts: the address, or its /64 network for IPv6, where one person holds billions of addresses."""
    if not address:
        return "unknown"
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
