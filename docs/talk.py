#!/usr/bin/env python3
"""Asks the sample character a question, prints what passes and keeps a picture: docs/talk.png.

After a release build: MMDAGENT=build/release/bin/mmdagent PYTHONPATH=Plugin_Remote/python python3 docs/talk.py
"""

import time
from pathlib import Path

from mmdagent import Agent

FOLDER = Path(__file__).resolve().parent
CONTENT = FOLDER.parent / "Resource" / "Sample"
SHOWN = ("RECOG_", "CAPTION_START", "SYNTH_", "LIPSYNC_START", "MOTION_ADD")

with Agent.launch(CONTENT, "--size", "720x540", "--duration", "4.6", "--set", "max_multi_sampling=4",
                  "--screenshot", str(FOLDER / "talk.png"), picture="headless") as agent:
    time.sleep(3)
    agent.send("RECOG_EVENT_STOP", "Hello!")
    for message in agent:
        if message.type.startswith(SHOWN):
            print(message)
