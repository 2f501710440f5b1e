"""Recordings to replay: those of this package and those of the program (`AVATAR_LOGSAVE_START`)."""

import json
import re
from datetime import datetime, timedelta
from typing import List, Optional, Tuple

from .errors import AgentError
from .message import Message, check_line

Entry = Tuple[float, str]  # seconds from the beginning, and the line

# `YYYY/MM/DD hh:mm:ss.mmm line`, local time.
_STAMPED = re.compile(r"(\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}) (.*)")


def read_recording(path: str, everything: bool = False) -> List[Entry]:
    """Moments and lines; without `everything` only those that are not said by the program itself.

    What peers sent (`AVATAR_LOGSAVE_START`) is replayed whole, from its first line on.
    """
    entries: List[Entry] = []
    first: Optional[datetime] = None
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            text = text.rstrip("\n")
            stamped = _STAMPED.fullmatch(text)
            try:
                if stamped:
                    moment = datetime.strptime(stamped.group(1), "%Y/%m/%d %H:%M:%S.%f")
                    first = first or moment
                    check_line(stamped.group(2))
                    entries.append(((moment - first) / timedelta(seconds=1), stamped.group(2)))
                else:
                    entries += _own_entry(text, everything)
            except (ValueError, KeyError, TypeError) as error:
                raise AgentError(f"{path}: line {number}: expected an object of time and line: {error}") from None
    return entries


def _own_entry(text: str, everything: bool) -> List[Entry]:
    entry = json.loads(text)
    moment, line = float(entry["time"]), str(entry["line"])
    check_line(line)
    name = Message.parse(line).type
    said_by_program = "_EVENT_" in name or name == "CURRENT_TIME"
    return [(moment, line)] if everything or not said_by_program else []
