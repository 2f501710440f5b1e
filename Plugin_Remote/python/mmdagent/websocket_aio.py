"""A WebSocket that is used like asyncio's streams."""

import asyncio
from typing import List, Tuple

from .websocket import (CLOSE, GOING, LONGEST_HEAD, PING, PONG, PROTOCOL_ERROR, REFUSAL, TEXT, FrameReader, Head,
                        WebsocketError, check_reply, make_answer, make_close, make_frame, make_key, make_request,
                        parse_address, parse_head)


class WebsocketWriter:
    """What is written goes in one TEXT frame."""

    def __init__(self, writer: asyncio.StreamWriter, is_client: bool) -> None:
        self._writer = writer
        self._masks = is_client
        self._closed = False  # our CLOSE frame is sent

    def write(self, data: bytes) -> None:
        self.write_frame(TEXT, data)

    def write_frame(self, opcode: int, payload: bytes) -> None:
        if self._closed or self._writer.is_closing():
            return
        self._closed = opcode == CLOSE
        self._writer.write(make_frame(opcode, payload, self._masks))

    async def drain(self) -> None:
        await self._writer.drain()

    def write_eof(self) -> None:
        self.write_frame(CLOSE, make_close(GOING, False)[2:])

    def is_closing(self) -> bool:
        return self._closed or self._writer.is_closing()

    def close(self) -> None:
        self._writer.close()


class WebsocketReader:
    def __init__(self, reader: asyncio.StreamReader, writer: WebsocketWriter, is_client: bool) -> None:
        self._reader = reader
        self._writer = writer
        self._frames = FrameReader(masked=not is_client)
        self._ended = False

    async def read(self, size: int) -> bytes:
        """The next data, more than `size` bytes if a frame holds more; nothing at the end."""
        while not self._ended:
            block = await self._reader.read(size)
            if not block:
                return b""
            data = self._take(block)
            if data:
                return data
        return b""

    def _take(self, block: bytes) -> bytes:
        data: List[bytes] = []
        try:
            for opcode, payload in self._frames.feed(block):
                if opcode < CLOSE:
                    data.append(payload)
                elif opcode == PING:
                    self._writer.write_frame(PONG, payload)
                elif opcode == CLOSE:
                    self._ended = True
                    self._writer.write_frame(CLOSE, payload[:2])
                    break
        except WebsocketError:
            self._ended = True
            self._writer.write_frame(CLOSE, make_close(PROTOCOL_ERROR, False)[2:])
        return b"".join(data)


async def connect_websocket(address: str) -> Tuple[WebsocketReader, WebsocketWriter]:
    target = parse_address(address)
    reader, writer = await asyncio.open_connection(target.host, target.port)
    try:
        key = make_key()
        writer.write(make_request(target, key))
        check_reply(await _read_head(reader), key)
    except BaseException:
        writer.close()
        raise
    return _pair(reader, writer, True)


async def accept_websocket(reader: asyncio.StreamReader,
                           writer: asyncio.StreamWriter) -> Tuple[WebsocketReader, WebsocketWriter]:
    """The server's side of the handshake. Who sends something else gets an answer, and WebsocketError is raised."""
    try:
        head = await _read_head(reader)
        try:
            answer = make_answer(head)
        except WebsocketError:
            writer.write(REFUSAL)
            raise
        writer.write(answer)
        await writer.drain()
    except BaseException:
        writer.close()
        raise
    return _pair(reader, writer, False)


def _pair(reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
          is_client: bool) -> Tuple[WebsocketReader, WebsocketWriter]:
    framed = WebsocketWriter(writer, is_client)
    return WebsocketReader(reader, framed, is_client), framed


async def _read_head(reader: asyncio.StreamReader) -> Head:
    try:
        data = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        data = b""
    except asyncio.IncompleteReadError:
        raise WebsocketError("the connection ended in the handshake") from None
    if not data or len(data) > LONGEST_HEAD:
        raise WebsocketError(f"the head of the handshake is longer than {LONGEST_HEAD} bytes")
    return parse_head(data[:-4])
