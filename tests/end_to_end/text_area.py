#!/usr/bin/env python3
"""Areas of Plugin_TextArea in pictures that the program draws off screen (rendering.md section 6.8)."""

import sys

from program import SOURCE, Content, expect, main, run

sys.path.insert(0, str(SOURCE / "tools"))
import sample_pictures  # noqa: E402  (found through the path set above)

SIZE = 200  # pixels a side: 20 units, 10 pixels each, about (0, 10, 0)
SETTINGS = ("http_server=false\nuse_cartoon_rendering=false\nmax_multi_sampling=0\ncamera_transition=0,10,0\n"
            "camera_rotation=0,0,0\ncamera_distance=71.14\ncamera_fovy=16\ncampus_color=0,0,0\nstage_size=0,0,0\n")
GREEN, BLUE, WHITE = (0, 255, 0), (0, 0, 255), (255, 255, 255)


def picture(messages, frames=30, files=None):
    """(the picture, what the program told)"""
    with Content(SETTINGS, files=files) as content:
        target = content.path / "out.png"
        sent = [argument for message in messages for argument in ("--send", message)]
        ended = run("--headless", "--fixed-step", "30", "--frames", frames, "--size", f"{SIZE}x{SIZE}", "--screenshot",
                    target, "--print-messages", "--set", "enablePlugin=TextArea", "--set", "disablePlugin=ALL", *sent,
                    content.path)
        expect(ended.returncode == 0, ended.stderr)
        return sample_pictures.Picture.load(target), ended.stdout


def pixel(shown, x, y):
    """At a place in the world."""
    column, row = round(SIZE / 2 + 10 * x), round(SIZE / 2 - 10 * (y - 10))
    return tuple(shown.rows[row][3 * column:3 * column + 3])


def near(got, wanted):
    return all(abs(a - b) <= 4 for a, b in zip(got, wanted))


def expect_pixel(shown, place, wanted):
    got = pixel(shown, *place)
    expect(near(got, wanted), f"at {place}: {got}, not {wanted}")


def image(width, height, color):
    shown = sample_pictures.Picture(width, height, [bytes(color) * width for _ in range(height)])
    with Content() as folder:
        shown.save(folder.path / "image.png")
        return (folder.path / "image.png").read_bytes()


def panels_stand_where_they_are_told():
    shown, told = picture(["TEXTAREA_ADD|a|6,4|1,0.5,0|0,1,0,1|1,1,1,1|2,10,0", "TEXTAREA_SET|a|_",
                           "TEXTAREA_ADD|empty|6,4|1,0.5,0|0,0,1,1|1,1,1,1|-5,10,0"])
    expect("TEXTAREA_EVENT_ADD|a\n" in told and "TEXTAREA_EVENT_SET|a\n" in told, told)
    for place in ((-0.8, 10), (4.8, 10), (2, 8.2), (2, 11.8)):
        expect_pixel(shown, place, GREEN)
    for place in ((-1.2, 10), (5.2, 10), (2, 7.8), (2, 12.2), (-5, 10)):
        expect_pixel(shown, place, (0, 0, 0))


def text_is_as_wide_as_its_panel_allows_and_readable_from_both_sides():
    for turn in ("0,0,0", "0,180,0"):
        shown, _ = picture([f"TEXTAREA_ADD|a|8,8|9,0.5,0|0,0,0,0|1,1,1,1|0,10,0|{turn}", "TEXTAREA_SET|a|mm"])
        white = [(x, y) for x in range(SIZE) for y in range(SIZE) if near(shown.rows[y][3 * x:3 * x + 3], WHITE)]
        left, right = min(x for x, _ in white), max(x for x, _ in white)
        expect(64 <= left <= 75 and 125 <= right <= 136, f"{turn}: from {left} to {right}")


def an_image_keeps_its_shape_p44():
    shown, told = picture(["TEXTAREA_ADD|a|4,0|1,1,1|1,0,0,1|1,1,1,1|0,10,0", "TEXTAREA_SET|a|img.png"],
                          files={"img.png": image(20, 10, BLUE)})
    expect("TEXTAREA_EVENT_SET|a\n" in told, told)
    for place in ((-1.8, 10), (1.8, 10), (0, 9.2), (0, 10.8)):
        expect_pixel(shown, place, BLUE)
    for place in ((-2.2, 10), (2.2, 10), (0, 8.8), (0, 11.2)):
        expect_pixel(shown, place, (0, 0, 0))


def new_content_fades_in_over_the_old_image():
    messages = ["TEXTAREA_ADD|a|4,4|1,1,1|0,0,0,0|1,1,1,1|0,10,0", "TEXTAREA_SET|a|old.png", "TEXTAREA_SET|a|new.png"]
    files = {"old.png": image(2, 2, BLUE), "new.png": image(2, 2, GREEN)}
    # The first content is shown, measured in the first frame, when the second one takes its place.
    half, _ = picture(messages[:2], frames=7, files=files)
    blue = pixel(half, 0, 10)[2]
    expect(60 < blue < 200, f"half way: {blue}")
    whole, _ = picture(messages, frames=40, files=files)
    expect_pixel(whole, (0, 10), GREEN)


def earlier_areas_cover_later_ones():
    shown, _ = picture(["TEXTAREA_ADD|a|4,4|1,1,1|0,1,0,1|1,1,1,1|0,10,0", "TEXTAREA_ADD|b|8,4|1,1,1|0,0,1,1|1,1,1,1|0,10,0",
                        "TEXTAREA_SET|b|_", "TEXTAREA_SET|a|_"])
    expect_pixel(shown, (0, 10), GREEN)
    expect_pixel(shown, (3, 10), BLUE)


def disabled_it_shows_nothing_p48():
    shown, told = picture(["TEXTAREA_ADD|a|6,4|1,0.5,0|0,1,0,1|1,1,1,1|0,10,0", "TEXTAREA_SET|a|_", "PLUGIN_DISABLE|TextArea"])
    expect("PLUGIN_EVENT_DISABLE|TextArea\n" in told, told)
    expect_pixel(shown, (0, 10), (0, 0, 0))


if __name__ == "__main__":
    main([panels_stand_where_they_are_told, text_is_as_wide_as_its_panel_allows_and_readable_from_both_sides,
          an_image_keeps_its_shape_p44, new_content_fades_in_over_the_old_image, earlier_areas_cover_later_ones,
          disabled_it_shows_nothing_p48])
