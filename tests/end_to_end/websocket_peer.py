"""The test's side of a WebSocket, byte by byte: it can also do what no honest peer does."""

import base64
import hashlib
import os
import struct

from support import expect

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def accept_value(key):
    return base64.b64encode(
        hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


def turn(payload, key):
    """Masks or unmasks."""
    size = len(payload)
    pattern = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(pattern, "big")).to_bytes(size, "big")


def frame(opcode, payload=b"", *, masked, final=True):
    payload = payload if isinstance(payload, bytes) else payload.encode()
    head = bytes([opcode | (0x80 if final else 0)])
    bit = 0x80 if masked else 0
    if len(payload) < 126:
        head += bytes([bit | len(payload)])
    elif len(payload) < 1 << 16:
        head += struct.pack(">BH", bit | 126, len(payload))
    else:
        head += struct.pack(">BQ", bit | 127, len(payload))
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + turn(payload, key)


class WebsocketPeer:
    """Frames over a `support.Peer`. As a client it masks what it sends."""

    def __init__(self, peer, is_client):
        self.peer, self.is_client = peer, is_client
        self.lines = b""

    def head(self):
        """The lines of the HTTP head that comes now."""
        while b"\r\n\r\n" not in self.peer.data:
            if not self.peer.receive():
                raise AssertionError(f"the connection ended in the head: {self.peer.data!r}")
        head, self.peer.data = self.peer.data.split(b"\r\n\r\n", 1)
        return head.decode().split("\r\n")

    def accept(self, status=None):
        """Answers the handshake of a client; its lines."""
        lines = self.head()
        fields = dict(line.split(": ", 1) for line in lines[1:])
        if status is None:
            self.peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           f"Sec-WebSocket-Accept: {accept_value(fields['Sec-WebSocket-Key'])}\r\n\r\n")
        else:
            self.peer.send(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
        return lines

    def request(self, port, path="/", **fields):
        """Asks a server for the handshake; its status line. A field that is None is left out."""
        wanted = {"Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade",
                  "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                  **{name.replace("_", "-"): value for name, value in fields.items()}}
        self.peer.send(f"GET {path} HTTP/1.1\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in wanted.items() if value is not None) + "\r\n")
        lines = self.head()
        if " 101 " in lines[0]:
            expect("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in lines, True, str(lines))
        return lines[0]

    def send(self, opcode, payload=b"", *, final=True):
        self.peer.send(frame(opcode, payload, masked=self.is_client, final=final))

    def take(self, count):
        while len(self.peer.data) < count:
            if not self.peer.receive():
                return None
        data, self.peer.data = self.peer.data[:count], self.peer.data[count:]
        return data

    def frame(self):
        """The next one: first byte, payload; None at the end of the connection."""
        head = self.take(2)
        if head is None:
            return None
        expect(bool(head[1] & 0x80), not self.is_client, "masked")
        size = head[1] & 0x7F
        if size == 126:
            size = struct.unpack(">H", self.take(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", self.take(8))[0]
        key = b"\0\0\0\0" if self.is_client else self.take(4)
        return head[0], turn(self.take(size), key)

    def wait_frame(self, first, payload):
        """Skips the TEXT frames before it, each of which must be one line."""
        payload = payload if isinstance(payload, bytes) else payload.encode()
        while True:
            got = self.frame()
            if got == (first, payload):
                return
            if got is None or got[0] != 0x80 | TEXT:
                raise AssertionError(f"{got!r:.200} instead of {(first, payload)!r:.200}")
            expect((got[1].count(b"\n"), got[1][-1:]), (1, b"\n"), "one line a frame")

    def wait_line(self, line):
        self.wait_frame(0x80 | TEXT, line + "\n")

    def close(self):
        self.peer.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
