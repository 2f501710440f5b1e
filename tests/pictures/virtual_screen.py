"""An X server that draws into memory."""
import os
import subprocess


def start(folder, size="640x480"):
    """Xvfb on a display number of its own choice; returns (process, display). Its screen is the
    file Xvfb_screen0 of the folder, in the XWD format."""
    reader, writer = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", size + "x24", "-fbdir", folder,
         "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as answers:
        number = answers.readline().strip()
    assert number, "Xvfb did not start"
    return screen, ":" + number
