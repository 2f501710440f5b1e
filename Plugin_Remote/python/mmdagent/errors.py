"""What can go wrong; every text is one line."""


class AgentError(Exception):
    """The base of all errors of this package."""


class MessageError(AgentError, ValueError):
    """A message that the program would not receive as it was given."""


class ConnectionLost(AgentError, ConnectionError):
    """There is no connection, or it ended before what was waited for came."""


class WaitTimeout(AgentError, TimeoutError):
    """What was waited for did not come in time."""


class LaunchError(AgentError):
    """The program was not found, did not start, or ended with an error."""
