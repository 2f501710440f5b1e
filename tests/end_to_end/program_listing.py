#!/usr/bin/env python3
"""`--messages` and `--options` list everything that the specification lists; it is not part of this project:
without it, skipped."""

import json
import re

import support
from program import SOURCE, expect, main, run

SPECIFICATION = SOURCE.parent / "shared" / "spec"


def section(name, begin, end):
    text = (SPECIFICATION / name).read_text(encoding="utf-8")
    return text[text.index(begin):text.index(end)]


def every_message_is_listed():
    index = section("messages-core.md", "\n## 26. ", "\n## 27. ")
    rows = re.findall(r"^\| ([A-Z_]+)[^|]* \| ([A-Z][^|]*) \|", index, re.MULTILINE)
    wanted = {kind: {name for name, of in rows if kind in of.split(" ")[0]} for kind in "CE"}
    expect(len(wanted["C"]) > 55 and len(wanted["E"]) > 40, f"the index was not understood: {wanted}")
    rows = json.loads(run("--messages", "--json").stdout)
    commands = {row["name"] for row in rows if row["kind"] == "command"}
    events = {event.split("|")[0] for row in rows for event in row["events"]} | {row["name"] for row in rows if row["kind"] == "event"}
    expect(not wanted["C"] - commands, f"commands that are not listed: {sorted(wanted['C'] - commands)}")
    expect(not wanted["E"] - events, f"events that are not listed: {sorted(wanted['E'] - events)}")
    text = run("--messages").stdout
    expect(not [name for name in wanted["C"] | wanted["E"] if name not in text], "the text lists less")


def every_setting_is_listed():
    table = section("host.md", "\n### 2.4 ", "\n### 2.5 ")
    wanted = set(re.findall(r"^\| `([A-Za-z_]+)`", table, re.MULTILINE))
    expect(len(wanted) > 50, f"the table was not understood: {wanted}")
    listed = {row.get("key", row.get("name")) for row in json.loads(run("--options", "--json").stdout)}
    expect(not wanted - listed, f"settings that are not listed: {sorted(wanted - listed)}")


if __name__ == "__main__":
    if not SPECIFICATION.is_dir():
        support.skip(f"{SPECIFICATION.name} is not there")
    main([every_message_is_listed, every_setting_is_listed])
