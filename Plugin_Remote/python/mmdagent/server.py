"""Listeners for programs that connect out (`Plugin_Remote_EnableClient=true`).

They send the same lines as a program that listens, but neither REMOTE_EVENT_CONNECTED nor REMOTE_EVENT_DISCONNECTED.
A program whose connection ends comes again by itself. With `websocket=True` they are for its WebSocket client
(`Plugin_Remote_Websocket_Host`); the path of the request does not matter.
"""

import asyncio
import logging
import socket
import time
from types import TracebackType
from typing import AsyncIterator, Iterator, Optional, Type

from . import aio
from .client import Agent
from .errors import AgentError, WaitTimeout
from .inbox import INBOX_LIMIT
from .message import DEFAULT_PORT
from .websocket_aio import accept_websocket as accept_websocket_streams
from .websocket_blocking import accept_websocket

BACKLOG = 20
HANDSHAKE_PATIENCE = 5.0  # seconds for a WebSocket's request

_LOG = logging.getLogger("mmdagent")


def _cannot_listen(host: str, port: int, error: OSError) -> AgentError:
    return AgentError(f"{host}:{port}: cannot listen: {error.strerror or error}")


class Listener:
    """For programs that block. Port 0 is a free one; `port` says which."""

    def __init__(self, host: str = "127.0.0.1", port: int = DEFAULT_PORT, *, websocket: bool = False,
                 inbox_limit: int = INBOX_LIMIT) -> None:
        self._websocket = websocket
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._inbox_limit = inbox_limit
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((host, port))
            self._socket.listen(BACKLOG)
        except OSError as error:
            self._socket.close()
            raise _cannot_listen(host, port, error) from None
        self.port: int = self._socket.getsockname()[1]
        self.name = f"{host}:{self.port}"

    def accept(self, timeout: Optional[float] = None) -> Agent:
        """The next program that connects; whoever has it closes it."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                self._socket.settimeout(None if end is None else max(0.001, end - time.monotonic()))
                connection, address = self._socket.accept()
            except socket.timeout:
                raise WaitTimeout(f"{self.name}: no program connected within {timeout} s") from None
            except OSError as error:
                raise AgentError(f"{self.name}: cannot accept: {error.strerror or error}") from None
            connection.settimeout(None)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            name = f"{address[0]}:{address[1]}"
            if not self._websocket:
                return Agent(connection, name, inbox_limit=self._inbox_limit)
            try:
                return Agent(accept_websocket(connection, HANDSHAKE_PATIENCE), name, inbox_limit=self._inbox_limit)
            except OSError as error:
                _LOG.warning("%s: closed: %s", name, error)

    def __iter__(self) -> Iterator[Agent]:
        while True:
            yield self.accept()

    def close(self) -> None:
        """Accepts no more; the agents that it gave go on."""
        self._socket.close()

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()


class AsyncListener:
    """For asyncio: `async with AsyncListener(port=60001) as listener: agent = await listener.accept()`."""

    def __init__(self, host: str = "127.0.0.1", port: int = DEFAULT_PORT, *, websocket: bool = False,
                 inbox_limit: int = INBOX_LIMIT) -> None:
        self.host, self.port = host, port
        self._websocket = websocket
        self._inbox_limit = inbox_limit
        self._server: Optional[asyncio.AbstractServer] = None

    async def __aenter__(self) -> "AsyncListener":
        self._agents: "asyncio.Queue[aio.Agent]" = asyncio.Queue()
        try:
            server = await asyncio.start_server(self._connected, self.host, self.port, backlog=BACKLOG)
        except OSError as error:
            raise _cannot_listen(self.host, self.port, error) from None
        self.port = server.sockets[0].getsockname()[1]
        self._server = server
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                        trace: Optional[TracebackType]) -> None:
        """Accepts no more; the agents that it gave go on."""
        if self._server is not None:
            self._server.close()
        while not self._agents.empty():
            await self._agents.get_nowait().close()

    async def accept(self, timeout: Optional[float] = None) -> aio.Agent:
        """The next program that connects; whoever has it closes it."""
        try:
            return await asyncio.wait_for(self._agents.get(), timeout)
        except asyncio.TimeoutError:
            raise WaitTimeout(f"{self.host}:{self.port}: no program connected within {timeout} s") from None

    async def __aiter__(self) -> AsyncIterator[aio.Agent]:
        while True:
            yield await self.accept()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("peername")
        name = f"{address[0]}:{address[1]}"
        streams: aio.Streams = (reader, writer)
        if self._websocket:
            try:
                streams = await asyncio.wait_for(accept_websocket_streams(reader, writer), HANDSHAKE_PATIENCE)
            except (OSError, asyncio.TimeoutError) as error:
                _LOG.warning("%s: closed: %s", name, error)
                return
        self._agents.put_nowait(aio.Agent(streams, name, inbox_limit=self._inbox_limit))
