"""Hosts of the operator's own network that may be fetched from, by their names or networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from corpus.fetching.addresses import Address, parse_address

_PORT = re.compile(r"(?P<rest>.*?[^:]|\[[^\]]*\](?:/\d+)?):(?P<port>\d{1,5})")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252})", re.I)
_MOST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Door:
    """One host or network that is let through, at one port or at all of them."""

    name: str | None = None
    network: IPv4Network | IPv6Network | None = None
    port: int | None = None

    def opens(self, host: str, address: Address, port: int) -> bool:
        """Whether `address`, which is one of `host`, may be connected to at this port."""
        if self.port not in (None, port):
            return False
        if self.network is None:
            return host == self.name
        return address.version == self.network.version and address in self.network


@dataclass(frozen=True, slots=True)
class Inside:
    """What is let through although it is not public; nothing, unless an operator says so."""

    doors: tuple[Door, ...] = ()

    @classmethod
    def read(cls, text: str) -> Inside:
        """From `HOST[:PORT]` and `NETWORK/BITS[:PORT]`, comma-separated; raises ValueError.

        An IPv6 address stands in brackets where a port follows: `[fd00::]/8:8080`.
        """
        return cls(tuple(_doors(text)))

    def opens(self, host: str, address: Address, port: int) -> bool:
        return any(door.opens(host.lower().rstrip("."), address, port) for door in self.doors)

    def knows(self, port: int) -> bool:
        """Whether any door may be at this port."""
        return any(door.port in (None, port) for door in self.doors)


NOTHING_INSIDE = Inside()


def _doors(text: str) -> Iterator[Door]:
    for part in filter(None, (each.strip() for each in text.split(","))):
        rest, port = part, None
        # An IPv6 address has colons of its own, and no port unless it is in brackets.
        is_bare = part.count(":") > 1 and not part.startswith("[")
        if not is_bare and (found := _PORT.fullmatch(part)):
            rest, port = found["rest"], int(found["port"])
            if not 0 < port <= _MOST_PORT:
                raise ValueError(f"{part!r} has no port between 1 and {_MOST_PORT}")
        rest = rest.replace("[", "").replace("]", "")
        if "/" in rest or parse_address(rest) is not None:
            try:
                yield Door(network=ip_network(rest, strict=False), port=port)
            except ValueError:
                raise ValueError(f"{part!r} is not a network such as 10.1.0.0/16") from None
        elif _NAME.fullmatch(rest):
            yield Door(name=rest.lower().rstrip("."), port=port)
        else:
            raise ValueError(f"{part!r} is not HOST[:PORT] or NETWORK/BITS[:PORT]")
