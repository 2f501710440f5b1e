"""The textures of skin and eyes."""

import math

import face
from raster import Canvas, Noise, colour
import vector as vec

SKIN = colour("#ffeee3")
SKIN_WARM = colour("#fcd3c3")
BLUSH = colour("#ff9d98")


def at(x, y):
    return face.skin_uv((x, y, 0.0))


def skin(size=512):
    c = Canvas(size, size, SKIN)
    _face(c)
    _mouth(c)
    _limbs(c)
    return c


def _face(c):
    scale = 0.285
    edge = lambda u, v: (
        SKIN_WARM,
        0.55 * vec.smooth(0.85, 1.15, abs(u - 0.375) / scale) * vec.smooth(0.02, 0.3, v),
    )
    c.shade((0.0, 0.0, 0.76, 0.76), edge)
    # The fringe shades the forehead; the chin's underside is warmer.
    c.shade(
        (0.0, 0.0, 0.76, 0.40), lambda u, v: (colour("#f3bfb2"), 0.55 * vec.smooth(0.385, 0.27, v))
    )
    c.shade((0.0, 0.66, 0.76, 0.76), lambda u, v: (SKIN_WARM, 0.7 * vec.smooth(0.715, 0.745, v)))
    for side in (-1.0, 1.0):
        c.ellipse(at(side * 0.67, 16.985), (0.30 * scale, 0.145 * scale), BLUSH, 0.50, 1.0)
        for k in range(3):
            x = side * (0.60 + 0.075 * k)
            c.stroke([at(x + 0.018, 17.02), at(x - 0.018, 16.955)], 0.0042, colour("#f0706f"), 0.45)
        c.ellipse(at(side * 0.545, 17.62), (0.42 * scale, 0.26 * scale), SKIN_WARM, 0.45, 1.0)
        c.ellipse(at(side * 0.78, 17.26), (0.16 * scale, 0.07 * scale), BLUSH, 0.22, 1.0)
    c.ellipse(at(0.035, 16.955), (0.045 * scale, 0.026 * scale), colour("#e58f83"), 0.65, 1.0)
    c.ellipse(at(-0.012, 17.03), (0.026 * scale, 0.034 * scale), (1.0, 1.0, 1.0), 0.75, 1.0)
    c.ellipse(at(0.0, 16.605), (0.11 * scale, 0.024 * scale), colour("#ee9a90"), 0.45, 1.0)
    c.ellipse(at(0.0, 16.715), (0.20 * scale, 0.045 * scale), colour("#f79f9a"), 0.30, 1.0)


def _mouth(c):
    c.fill((0.0, 0.765, 0.39, 1.0), colour("#5e1d2c"), colour("#8c2f3f"))
    c.ellipse((0.18, 0.935), (0.105, 0.085), colour("#e8747c"), 1.0, 0.12)
    c.ellipse((0.18, 0.965), (0.075, 0.06), colour("#f29aa0"), 0.8, 0.6)
    c.stroke([(0.18, 0.875), (0.18, 0.985)], 0.006, colour("#c5525f"), 0.6)
    c.fill((0.39, 0.79, 0.51, 0.915), colour("#f4ece6"), colour("#ffffff"))


def _limbs(c):
    c.fill((0.77, 0.0, 1.0, 1.0), SKIN)
    c.shade((0.77, 0.19, 1.0, 0.27), lambda u, v: (SKIN_WARM, 0.35 * vec.bell(v - 0.225, 0.03)))
    c.fill((0.60, 0.80, 0.77, 1.0), SKIN)
    c.shade((0.60, 0.90, 0.77, 1.0), lambda u, v: (BLUSH, 0.28 * vec.smooth(0.91, 0.975, v)))
    c.shade((0.77, 0.44, 1.0, 0.82), lambda u, v: (SKIN_WARM, 0.45 * vec.smooth(0.56, 0.44, v)))
    c.fill((0.39, 0.915, 0.60, 1.0), colour("#f9d2c3"), colour("#f3bdac"))
    c.shade((0.39, 0.915, 0.60, 1.0), lambda u, v: (SKIN, vec.smooth(0.955, 0.922, v)))


IRIS_TOP, IRIS_MID, IRIS_LOW = colour("#1d2a63"), colour("#2f7fc4"), colour("#7fe6e0")


def eyes(size=512):
    c = Canvas(size, size, colour("#fffdfb"))
    _iris(c)
    _white(c)
    # Lashes and lines.
    c.fill((0.0, 0.53, 0.52, 0.69), colour("#3a2440"), colour("#54305a"))
    c.shade((0.0, 0.53, 0.52, 0.58), lambda u, v: (colour("#241630"), vec.smooth(0.58, 0.55, v)))
    c.shade(
        (0.30, 0.53, 0.52, 0.69), lambda u, v: (colour("#8a4a78"), 0.45 * vec.smooth(0.36, 0.50, u))
    )
    c.fill((0.0, 0.585, 0.01, 0.66), colour("#54305a"))
    c.fill((0.0, 0.69, 0.52, 0.75), colour("#b0727a"))
    c.fill((0.0, 0.75, 0.52, 0.88), colour("#6a5a9c"), colour("#7d6cb0"))
    c.fill((0.53, 0.88, 1.0, 0.96), colour("#7a3440"))
    return c


def _iris(c):
    noise = Noise(7)

    def rule(u, v):
        dx, dy = (u - 0.25) / 0.24, (v - 0.25) / 0.24
        d = math.hypot(dx, dy)
        t = 0.5 + 0.5 * dy
        tone = vec.mix(IRIS_TOP, IRIS_MID, vec.smooth(0.08, 0.55, t))
        tone = vec.mix(tone, IRIS_LOW, vec.smooth(0.45, 0.98, t))
        angle = math.atan2(dx, dy)
        ray = noise.line(angle * 9.0 + 40.0)
        tone = vec.mix(
            tone, (0.92, 1.0, 1.0), 0.30 * ray * vec.smooth(0.30, 0.75, d) * vec.smooth(0.2, 0.9, t)
        )
        tone = vec.mix(tone, colour("#16204f"), vec.smooth(0.80, 0.97, d) * (1.0 - 0.35 * t))
        return tone, 1.0

    c.shade((0.0, 0.0, 0.5, 0.5), rule)
    c.ellipse((0.25, 0.262), (0.098, 0.108), colour("#121a45"), 1.0, 0.30)
    c.ellipse((0.25, 0.395), (0.120, 0.060), colour("#b8fff4"), 0.75, 1.0)
    c.ellipse((0.25, 0.262), (0.045, 0.055), colour("#3c4aa0"), 0.55, 1.0)
    # The lid's shadow, then the lights.
    c.shade(
        (0.0, 0.0, 0.5, 0.2), lambda u, v: (colour("#0f1440"), 0.55 * vec.smooth(0.17, 0.05, v))
    )
    c.ellipse((0.165, 0.150), (0.062, 0.072), (1.0, 1.0, 1.0), 1.0, 0.12)
    c.ellipse((0.345, 0.345), (0.034, 0.036), (1.0, 1.0, 1.0), 0.95, 0.2)
    c.ellipse((0.300, 0.135), (0.022, 0.020), (1.0, 1.0, 1.0), 0.80, 0.3)
    c.star((0.155, 0.365), 0.030, (1.0, 0.97, 0.80), 0.85, 0.2, 0.40)


def _white(c):
    c.shade(
        (0.5, 0.0, 1.0, 0.5), lambda u, v: (colour("#b9b2d8"), 0.85 * vec.smooth(0.24, 0.10, v))
    )
    c.shade(
        (0.5, 0.0, 1.0, 0.5),
        lambda u, v: (colour("#e8dbe8"), 0.5 * vec.smooth(0.10, 0.20, abs(u - 0.75))),
    )
