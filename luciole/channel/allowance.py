"""How often one address may post, counted without keeping addresses."""

import asyncio
import ipaddress
import secrets
from collections.abc import Callable
from contextvars import Context
from hashlib import blake2b

from sanic.request import Request

WINDOW_SECONDS = 60.0
MOST_ADDRESSES = 20_000

# Calls the function after so many seconds.
Later = Callable[[float, Callable[[], None]], None]


def call_later(seconds: float, act: Callable[[], None]) -> None:
    """On the running event loop; in an empty context, as a timer keeps its own alive."""
    asyncio.get_running_loop().call_later(seconds, act, context=Context())


class Allowance:
    """Counts messages per address and minute without keeping addresses.

    An address is only ever held as a keyed BLAKE2 hash. The key is random, exists in memory alone
    and is replaced with all counts a minute after the first was counted, whether others follow or
    not: afterwards nobody, not even who reads this process's memory, can tell whether an address
    was here. At most `MOST_ADDRESSES` are counted; further ones are let in, since refusing a child
    is worse than serving a flood.
    """

    def __init__(self, a_minute: int, later: Later = call_later) -> None:
        self._a_minute = a_minute
        self._later = later
        self._renew()

    def __len__(self) -> int:
        return len(self._counts)

    def admits(self, address: str | None, messages: int = 1) -> bool:
        """Counts messages; False when the address has used up its minute. None: not counted."""
        if address is None:
            return True
        if not self._counts:
            self._later(WINDOW_SECONDS, self._renew)
        hashed = blake2b(_network(address), key=self._key, digest_size=16).digest()
        if hashed not in self._counts and len(self._counts) >= MOST_ADDRESSES:
            return True
        self._counts[hashed] = self._counts.get(hashed, 0) + messages
        return self._counts[hashed] <= self._a_minute

    def _renew(self) -> None:
        self._key = secrets.token_bytes(32)
        self._counts: dict[bytes, int] = {}


def address(request: Request) -> str | None:
    """The address to count messages by: of the client as our proxies name it, else the peer's.

    None when many people may stand behind it: a peer on this machine or in a private network is a
    proxy that LUCIOLE_PROXIES does not tell of, and must not share one allowance among all.
    """
    if request.app.config.PROXIES_COUNT:
        return request.remote_addr or None
    try:
        peer = _parsed(request.ip)
    except ValueError:
        return None
    return str(peer) if peer.is_global else None


def _network(address: str) -> bytes:
    """The address; of an IPv6 one its /64, which is what one connection at home is given."""
    try:
        parsed = _parsed(address.strip("[]"))
    except ValueError:
        return address.encode()
    return parsed.packed[:8] if parsed.version == 6 else parsed.packed


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address, an IPv4 one that is written as IPv6 taken for what it is. Raises ValueError."""
    parsed = ipaddress.ip_address(address)
    return (parsed.version == 6 and parsed.ipv4_mapped) or parsed
