"""Writes face.jsonl: four seconds of somebody who looks around, nods, blinks, smiles and says something."""

import json
import math
from pathlib import Path

RATE = 30
SECONDS = 4.0


def bump(time, middle, width):
    """A smooth hill from 0 to 1 and back."""
    at = (time - middle) / width
    return math.cos(at * math.pi / 2) ** 2 if abs(at) < 1 else 0.0


def frame(time):
    still = min(1.0, max(0.0, (time - 0.4) / 0.3))  # the first ten frames are the neutral pose
    turn = 0.35 * math.sin(1.7 * time) * still
    nod = 0.2 * (bump(time, 2.2, 0.25) + bump(time, 2.7, 0.25))
    lean = 0.1 * math.sin(1.1 * time) * still
    blink = max(bump(time, 1.1, 0.12), bump(time, 3.3, 0.12))
    smile = bump(time, 3.2, 0.9)
    talk = max(0.0, math.sin(14 * time)) * bump(time, 1.7, 0.8)
    eyes = (-0.1 * nod, 0.5 * turn, 0.0)
    track = [30 * turn, -10 * nod, 5 * lean, nod, turn, lean, *eyes, *eyes, 0]
    face = {"eyeBlink_L": blink, "eyeBlink_R": blink, "jawOpen": 0.7 * talk, "mouthSmile_L": smile,
            "mouthSmile_R": smile, "browInnerUp": 0.4 * bump(time, 1.7, 0.8)}
    return {"time": round(time, 4), "track": [round(value, 4) for value in track],
            "face": {name: round(rate, 3) for name, rate in face.items()}}


def text():
    return "".join(json.dumps(frame(number / RATE)) + "\n" for number in range(int(SECONDS * RATE)))


if __name__ == "__main__":
    Path(__file__).with_name("face.jsonl").write_text(text(), encoding="utf-8")
