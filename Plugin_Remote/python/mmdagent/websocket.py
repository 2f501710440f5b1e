"""WebSocket frames and handshakes (RFC 6455): pure, without sockets."""

import base64
import hashlib
import os
import struct
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONTINUATION = 0
LONGEST_HEAD = 8192  # bytes of a request or reply
LONGEST_MESSAGE = 1 << 24  # bytes, all its frames together
GOING = 1000  # status of a CLOSE frame that ends a connection in order
PROTOCOL_ERROR = 1002

_SUFFIX = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3


class WebsocketError(OSError):
    """The other side does not keep to the protocol, or refuses."""


class Target(NamedTuple):
    """Where a `ws://` address leads."""

    host: str
    port: int
    path: str  # with its query
    place: str  # host and port as they stand in the request


def is_address(text: str) -> bool:
    return text.startswith(("ws://", "wss://"))


def parse_address(address: str) -> Target:
    parts = urlsplit(address)
    if parts.scheme != "ws":
        raise WebsocketError("only ws:// is possible, not wss://")
    if not parts.hostname:
        raise WebsocketError("there is no host in the address")
    try:
        port = parts.port or 80
    except ValueError:
        raise WebsocketError("the port in the address is none") from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not all("!" <= character <= "~" for character in path + parts.netloc):
        raise WebsocketError("the address has other than visible ASCII characters")
    return Target(parts.hostname, port, path, parts.netloc.rpartition("@")[2])


# --- Frames.

def _turn(payload: bytes, key: bytes) -> bytes:
    """Masks or unmasks."""
    size = len(payload)
    pattern = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")


def make_frame(opcode: int, payload: bytes, masked: bool) -> bytes:
    """One whole frame; a client masks, a server does not."""
    size, bit = len(payload), 0x80 if masked else 0
    if size < 126:
        head = struct.pack(">BB", 0x80 | opcode, bit | size)
    elif size < 1 << 16:
        head = struct.pack(">BBH", 0x80 | opcode, bit | 126, size)
    else:
        head = struct.pack(">BBQ", 0x80 | opcode, bit | 127, size)
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + _turn(payload, key)


def make_close(status: int, masked: bool) -> bytes:
    return make_frame(CLOSE, struct.pack(">H", status), masked)


class FrameReader:
    """Makes frames of received bytes; one for each connection. Who fragments or mixes TEXT and BINARY changes nothing:
    all data is one stream."""

    def __init__(self, masked: bool) -> None:
        """`masked`: whether the other side masks, because it is a client."""
        self._masked = masked
        self._rest = bytearray()
        self._inside = False  # of a message that goes on in a further frame
        self._message_size = 0

    def feed(self, block: bytes) -> Iterator[Tuple[int, bytes]]:
        """Kind and payload of each frame that is complete; data frames are TEXT or BINARY or CONTINUATION."""
        self._rest += block
        while (frame := self._take()) is not None:
            yield frame

    def _take(self) -> Optional[Tuple[int, bytes]]:
        rest = self._rest
        if len(rest) < 2:
            return None
        size, start = rest[1] & 0x7F, 2
        if size >= 126:
            start = 4 if size == 126 else 10
            if len(rest) < start:
                return None
            size = int.from_bytes(rest[2:start], "big")
        self._check(rest[0], rest[1], size)
        key_start, start = start, start + (4 if self._masked else 0)
        if len(rest) < start + size:
            return None
        payload = bytes(rest[start:start + size])
        if self._masked:
            payload = _turn(payload, bytes(rest[key_start:start]))
        opcode, final = rest[0] & 0x0F, bool(rest[0] & 0x80)
        del rest[:start + size]
        if opcode < CLOSE:
            self._message_size = size + (self._message_size if self._inside else 0)
            self._inside = not final
        return opcode, payload

    def _check(self, first: int, second: int, size: int) -> None:
        opcode, final = first & 0x0F, first & 0x80
        if first & 0x70:
            raise WebsocketError("a frame with reserved bits")
        if opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
            raise WebsocketError("a frame of unknown kind")
        if bool(second & 0x80) != self._masked:
            raise WebsocketError("a frame that is not masked" if self._masked else "a frame that is masked")
        if opcode >= CLOSE:
            if not final or size > 125:
                raise WebsocketError("a control frame in parts or longer than 125 bytes")
        elif self._inside != (opcode == CONTINUATION):
            raise WebsocketError("a frame that does not continue what was begun")
        elif size + (self._message_size if self._inside else 0) > LONGEST_MESSAGE:
            raise WebsocketError(f"a message longer than {LONGEST_MESSAGE} bytes")


# --- Handshakes.

class Head(NamedTuple):
    """The first line of a request or reply, and its fields by their names in small letters."""

    line: str
    fields: Dict[str, str]

    def has_word(self, name: str, word: str) -> bool:
        return word in [part.strip().lower() for part in self.fields.get(name, "").split(",")]


def parse_head(data: bytes) -> Head:
    line, *rest = data.decode("latin-1").split("\r\n")
    fields: Dict[str, str] = {}
    for text in rest:
        name, colon, value = text.partition(":")
        if not colon:
            raise WebsocketError("a line of the handshake is not HTTP")
        name, value = name.strip().lower(), value.strip()
        fields[name] = f"{fields[name]}, {value}" if name in fields else value
    return Head(line, fields)


def make_key() -> str:
    return base64.b64encode(os.urandom(16)).decode()


def accept_value(key: str) -> str:
    return base64.b64encode(hashlib.sha1(key.encode("latin-1") + _SUFFIX).digest()).decode()


def make_request(target: Target, key: str) -> bytes:
    lines = [f"GET {target.path} HTTP/1.1", f"Host: {target.place}", "Upgrade: websocket", "Connection: Upgrade",
             "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
    return "".join(line + "\r\n" for line in lines).encode("ascii") + b"\r\n"


def check_reply(head: Head, key: str) -> None:
    parts = head.line.split(" ", 2)
    if len(parts) < 2 or not parts[0].startswith("HTTP/1."):
        raise WebsocketError("the reply is not HTTP")
    if parts[1] != "101":
        raise WebsocketError(f"the reply is {' '.join(parts[1:])[:60]}, expected 101")
    if not (head.has_word("upgrade", "websocket") and head.has_word("connection", "upgrade")):
        raise WebsocketError("the reply upgrades to something else")
    if head.fields.get("sec-websocket-accept") != accept_value(key):
        raise WebsocketError("the reply has a wrong Sec-WebSocket-Accept")


def make_answer(head: Head) -> bytes:
    """The answer to a client's request; WebsocketError if it is no handshake."""
    key = head.fields.get("sec-websocket-key", "")
    parts = head.line.split(" ")
    is_handshake = (len(parts) == 3 and parts[0] == "GET" and parts[2] == "HTTP/1.1"
                    and head.has_word("upgrade", "websocket") and head.has_word("connection", "upgrade")
                    and head.fields.get("sec-websocket-version") == "13" and len(key) == 24)
    if not is_handshake:
        raise WebsocketError("the request is no WebSocket handshake")
    lines: List[str] = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
                        f"Sec-WebSocket-Accept: {accept_value(key)}"]
    return "".join(line + "\r\n" for line in lines).encode("ascii") + b"\r\n"


REFUSAL = (b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: close, Upgrade\r\n"
           b"Sec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n")
