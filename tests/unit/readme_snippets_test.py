"""The README shows files of the tree; what it shows is what is there."""

import os
import re
import sys
from pathlib import Path

SOURCE = Path(os.environ["MMDAGENT_SOURCE"])

# Language of the code block and the file that it repeats word for word.
SHOWN = [
    ("cpp", "Plugin_Example/example_plugin.cpp"),
    ("cmake", "Plugin_Example/CMakeLists.txt"),
]
MAX_EXAMPLE_LINES = 30


def main():
    readme = (SOURCE / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    problems = []
    for language, name in SHOWN:
        text = (SOURCE / name).read_text(encoding="utf-8")
        if (language, text) not in blocks:
            problems.append(f"README.md: no ```{language} block repeats {name}")
    lines = (SOURCE / SHOWN[0][1]).read_text(encoding="utf-8").count("\n")
    if lines > MAX_EXAMPLE_LINES:
        problems.append(f"{SHOWN[0][1]}: {lines} lines, at most {MAX_EXAMPLE_LINES} expected")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main())
