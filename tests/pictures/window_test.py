#!/usr/bin/env python3
"""The window on a virtual screen: it shows the picture and closes in order; without a screen there
is one line. The screen's memory is read as Xvfb keeps it, in the XWD format."""
import os
import shutil
import struct
import subprocess
import sys
import tempfile

import virtual_screen

PROBE = os.path.join(os.environ["MMDAGENT_BIN"], "..", "tests", "mmdagent_window_probe")


def count_pixels(folder, color):
    """How many pixels of the screen are of that colour, give or take one."""
    with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
        data = file.read()
    fields = struct.unpack(">25I", data[:100])
    header_size, width, height = fields[0], fields[4], fields[5]
    order, bits, stride, colors = fields[7], fields[11], fields[12], fields[19]
    assert bits == 32, bits
    pixels = data[header_size + colors * 12:]
    count = 0
    for row in range(height):
        for at in range(row * stride, row * stride + width * 4, 4):
            b, g, r = pixels[at:at + 3] if order == 0 else pixels[at + 3:at:-1]
            count += all(abs(x - y) <= 1 for x, y in zip((r, g, b), color))
    return count


def check_picture(transparent):
    """Without a compositing manager a transparent window is refused, and shown as any other."""
    with tempfile.TemporaryDirectory() as folder:
        screen, display = virtual_screen.start(folder)
        try:
            probe = subprocess.Popen([PROBE] + transparent * ["transparent"],
                                     env={**os.environ, "DISPLAY": display},
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            if transparent:
                assert probe.stdout.readline() == "opaque\n"
            assert probe.stdout.readline() == "shown\n"
            found = count_pixels(folder, (200, 100, 50))
            probe.stdin.close()
            assert probe.wait(timeout=20) == 0
            assert found == 320 * 240, f"{found} pixels of the window's colour"
        finally:
            screen.terminate()
            screen.wait()


def check_no_screen():
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    result = subprocess.run([PROBE], env=environment, stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, timeout=20)
    assert result.returncode == 1, result
    assert result.stderr.startswith("no window system: ") and result.stderr.count("\n") == 1, \
        result.stderr


if not shutil.which("Xvfb"):
    print("skipped: Xvfb is not installed")
    sys.exit(77)
check_no_screen()
for transparent in (False, True):
    check_picture(transparent)
