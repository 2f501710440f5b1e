"""Controls the MMDAgent runtime over TCP or WebSocket.

`Agent` is for programs that block, `mmdagent.aio.Agent` for asyncio; README.md beside this package has examples.
"""

from .client import Agent
from .errors import AgentError, ConnectionLost, LaunchError, MessageError, WaitTimeout
from .message import Message
from .server import AsyncListener, Listener

__all__ = ["Agent", "AgentError", "AsyncListener", "ConnectionLost", "LaunchError", "Listener", "Message",
           "MessageError", "WaitTimeout"]
