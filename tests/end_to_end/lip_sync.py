#!/usr/bin/env python3
"""Mouth shapes against the phones that they belong to, in both languages: recorded by the program itself (MOTIONCAPTURE)."""

import struct

from program import SAMPLE, SOURCE, Content, expect, main, run

VOICE = SOURCE.parent / "shared" / "content" / "voice" / "mei" / "mei_normal.htsvoice"
MORPHS = ("あ", "い", "う", "お")
FRAME = 1000 / 30  # ms
NEAR = 30  # ms between a phone and its mouth, at most
REST = 10  # frames before her speech in which the mouth must be closed
CLOSED = (0.0,) * len(MORPHS)

# She stands for a while, speaks, and stands again until the picture of her mouth is saved.
SCRIPT = """
0 1 <eps> MODEL_ADD|m|sample.pmd
1 2 MODEL_EVENT_ADD|m MOTIONCAPTURE_START|m|mouth.vmd
2 3 <eps> TIMER_START|rest|{rest}
3 4 TIMER_EVENT_STOP|rest "SYNTH_START|m|plain|{text}"
4 5 SYNTH_EVENT_STOP|m TIMER_START|end|{rest}
5 6 TIMER_EVENT_STOP|end MOTIONCAPTURE_STOP|m
6 7 <eps> KEY|Q
"""


def mouth_shapes(path):
    """Weights of MORPHS for each frame of a motion file; what is not written goes on."""
    data = path.read_bytes()
    at = 50
    at += 4 + 111 * struct.unpack_from("<I", data, at)[0]
    count = struct.unpack_from("<I", data, at)[0]
    keys = [struct.unpack_from("<15sIf", data, at + 4 + 23 * i) for i in range(count)]
    changes = {}
    for name, frame, weight in keys:
        morph = name.split(b"\0")[0].decode("cp932")
        if morph in MORPHS:
            changes.setdefault(frame, {})[morph] = weight
    shapes, now = [], dict.fromkeys(MORPHS, 0.0)
    for frame in range(max(frame for _, frame, _ in keys) + 1):
        now.update(changes.get(frame, {}))
        shapes.append(tuple(now[morph] for morph in MORPHS))
    return shapes


def lip_table():
    """Phone to weights of MORPHS."""
    words = [word for line in (SOURCE / "Resource/AppData/lip.txt").read_text(encoding="utf-8").splitlines()
             for word in line.split("#")[0].split()]
    count = int(words[0])
    expect(tuple(words[1:1 + count]) == MORPHS, f"{words[:5]}")
    rows = words[2 + count:]
    return {rows[i]: tuple(map(float, rows[i + 1:i + 1 + count])) for i in range(0, len(rows), count + 1)}


def recorded(text, voice_file):
    """Phones as (name, begin in ms), their end, the mouth by frames, the frame in which speech begins."""
    name, content = voice_file
    files = {name: content, "sample.pmd": (SAMPLE / "sample.pmd").read_bytes()}
    with Content("http_server=false\n", SCRIPT.format(text=text, rest=0.5), files) as place:
        ended = run("--no-render", "--fixed-step", "30", "--frames", "400", "--print-messages", place.path)
        expect(ended.returncode == 0, ended.stderr)
        lines = [line for line in ended.stdout.splitlines() if line.startswith("LIPSYNC_START|m|")]
        expect(len(lines) == 1, ended.stdout[-2000:])
        shapes = mouth_shapes(place.path / "mouth.vmd")
    parts = lines[0].split("|")[2].split(",")
    phones, begin = [], 0
    for phone, length in zip(parts[::2], parts[1::2]):
        phones.append((phone, begin, int(length)))
        begin += int(length)
    return phones, begin, shapes


def differs(shape, wanted):
    return max(abs(a - b) for a, b in zip(shape, wanted))


def key_frames(phones, table):
    """(frame, weights) as messages-core.md section 11.2 makes them of the phones, and the frame of each phone."""
    lengths, carry = [], 0.0
    for _, _, duration in phones:
        wanted = 0.03 * duration + carry
        lengths.append(max(int(wanted + 0.5), 1))
        carry = wanted - lengths[-1]
    keys, begins, frame = [], [], 0
    for number, ((name, _, _), length) in enumerate(zip(phones, lengths)):
        begins.append(frame)
        length += 6 if number + 1 == len(phones) else 0
        keys.append((frame, table[name]))
        if length > 2:
            keys.append((frame + length - 2, tuple(0.8 * weight for weight in table[name])))
        frame += length
    return keys + [(frame, CLOSED)], begins


def shape_at(keys, time):
    for (begin, low), (end, high) in zip(keys, keys[1:]):
        if begin <= time <= end:
            share = (time - begin) / (end - begin)
            return tuple(a + share * (b - a) for a, b in zip(low, high))
    return CLOSED


def differs(shape, wanted):
    return max(abs(a - b) for a, b in zip(shape, wanted))


def follows(text, voice_file):
    phones, length, shapes = recorded(text, voice_file)
    keys, begins = key_frames(phones, lip_table())
    for (name, begin, _), frame in zip(phones, begins):
        expect(abs(frame * FRAME - begin) <= NEAR, f"{name} at {begin} ms is shown at {frame * FRAME:.0f} ms")
    moved = [frame for frame, shape in enumerate(shapes) if differs(shape, CLOSED) > 0.01]
    expect(moved and moved[0] >= REST, f"she does not rest before she speaks: {moved[:3]}")

    # The recording has 30 frames a second; where between them speech began is found by trying.
    def error(start):
        return max(differs(shape, shape_at(keys, frame - start)) for frame, shape in enumerate(shapes) if frame > start)

    start = min((moved[0] + step / 20 for step in range(-24, 1)), key=error)
    expect(error(start) < 0.1, f"the mouth does not follow: {error(start):.2f} at best, from frame {start}")
    end = start + length / FRAME + 8  # it closes within six frames
    expect(moved[-1] <= end, f"open in frame {moved[-1]} after her end, {end:.0f}")
    expect(differs(shapes[-1], CLOSED) < 0.01, f"open at last: {shapes[-1]}")


def english_lips_follow_the_phones():
    follows("Hello my name is Sorane and I like the sea", ("main.fph", "1 slt 1 plain 1 1 1 1 0 0.55 0\n"))


def japanese_lips_follow_the_phones():
    if not VOICE.exists():
        return  # no voice beside the repository
    follows("こんにちは、よろしくね", ("main.ojt", f"1 {VOICE} 1 plain 1 1 1 1 0 0.55 0\n"))


if __name__ == "__main__":
    main([english_lips_follow_the_phones, japanese_lips_follow_the_phones])
