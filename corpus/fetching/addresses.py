"""Which addresses lead out to the Internet, and which to somebody's inside.

Whoever can make Dateline fetch a page can make it knock at doors that only this machine reaches: a
router, a cloud's metadata service, a database without a password. So only what is known to be
public is let through, and a new kind of inside is refused until it is known.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# Inside all the same, though `is_global` does not say so of each in every Python.
_INSIDE = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, one of them Oracle's metadata service
    IPv4Network("168.63.129.16/32"),  # Azure's host, as its machines see it
    IPv4Network("192.88.99.0/24"),  # 6to4 relays
    IPv6Network("2001::/23"),  # Teredo and other protocol assignments
    IPv6Network("2002::/16"),  # 6to4, which holds any IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def parse_address(text: str) -> Address | None:
    """The address that `text` is, as inet_pton and Python write it; None for a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether this is an address of one machine on the Internet, and of no special purpose.

    An IPv4 address inside an IPv6 one is public only as NAT64, where it is the way to the Internet,
    and then if it is public itself.
    """
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _UNICAST or address.scope_id is not None:
            return False
    if any(address in network for network in _INSIDE if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_own(address: Address) -> bool:
    """Whether it is an address of this machine, where no firewall would stand between.

    The system is asked which of its addresses it would use on the way there; nothing is sent.
    """
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return parse_address(probe.getsockname()[0]) == address
    except OSError:
        return False
