#!/usr/bin/env python3
"""Keys and pointer of a real window: the program on a virtual screen, with events made by the XTEST
extension, as a user's keyboard and mouse make them."""
import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import virtual_screen

PROGRAM = os.path.join(os.environ["MMDAGENT_BIN"], "mmdagent")
PATIENCE = 60.0  # seconds


class Keyboard:
    """What the X server takes for the user's keyboard and mouse."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.xtest = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        assert self.display, display

    def flush(self):
        self.x11.XSync(self.display, 0)

    def key(self, name, down):
        symbol = ctypes.c_ulong(self.x11.XStringToKeysym(name.encode()))
        code = self.x11.XKeysymToKeycode(self.display, symbol)
        self.xtest.XTestFakeKeyEvent(self.display, code, down, ctypes.c_ulong(0))
        self.flush()

    def type(self, name):
        self.key(name, 1)
        self.key(name, 0)

    def move(self, x, y):
        self.xtest.XTestFakeMotionEvent(self.display, -1, x, y, ctypes.c_ulong(0))
        self.flush()

    def button(self, down):
        self.xtest.XTestFakeButtonEvent(self.display, 1, down, ctypes.c_ulong(0))
        self.flush()

    def click(self):
        self.button(1)
        self.button(0)


class Program:
    """The program with a window that fills the screen's corner; its messages as they come."""

    def __init__(self, display):
        self.process = subprocess.Popen(
            [PROGRAM, "--print-messages", "--size", "640x480", "--set", "show_fps=false"],
            env={**os.environ, "DISPLAY": display}, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.lines = []
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines.append(line.rstrip("\n"))
                self.changed.notify_all()

    def wait_for(self, wanted, act=None):
        """Acts again and again, as a window that just opened may miss something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if act:
                act()
            with self.changed:
                if self.changed.wait_for(lambda: any(wanted(line) for line in self.lines), 0.5):
                    return
        raise AssertionError(f"not seen; there were {self.lines}")


def check(display):
    program = Program(display)
    try:
        keyboard = Keyboard(display)
        keyboard.move(320, 240)
        program.wait_for(lambda line: line == "KEY|x", lambda: keyboard.type("x"))
        keyboard.key("Shift_L", 1)
        program.wait_for(lambda line: line == "KEY|X", lambda: keyboard.type("x"))
        keyboard.key("Shift_L", 0)
        # Where the window lies without a window manager is the system's choice.
        program.wait_for(lambda line: line.startswith("TAPPED|"), keyboard.click)
        keyboard.type("Escape")
        assert program.process.wait(timeout=PATIENCE) == 0
    finally:
        program.process.kill()
        program.reader.join()


for needed, there in (("Xvfb", shutil.which("Xvfb")),
                      ("libXtst", ctypes.util.find_library("Xtst"))):
    if not there:
        print(f"skipped: {needed} is not installed")
        sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    screen, display = virtual_screen.start(folder)
    try:
        check(display)
    finally:
        screen.terminate()
        screen.wait()
