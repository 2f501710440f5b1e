"""The texture of the outfit. Every piece has its rectangle (clothes.AREAS); the painting is in those."""

import math

from clothes import AREAS
from raster import Canvas, Noise, colour
import vector as vec
from skirt import PLEATS

WHITE, SHADE = colour("#fbf9f6"), colour("#d5d3e6")
NAVY, DEEP, NIGHT = colour("#34427f"), colour("#263163"), colour("#1a2249")
GOLD, GOLD_LIGHT, GOLD_DARK = colour("#e9b95c"), colour("#fff0bf"), colour("#b57c33")
CORAL, CORAL_LIGHT, CORAL_DARK = colour("#f0696f"), colour("#ffa59c"), colour("#bf3f57")


def clothes(size=1024):
    c = Canvas(size, size, NAVY)
    for paint in (
        _blouse,
        _sleeve,
        _cuff,
        _ribbon,
        _skirt,
        _lining,
        _collar,
        _stocking,
        _boot,
        _waist,
        _pin,
    ):
        paint(c)
    return c


def _box(area):
    left, top, width, height = AREAS[area]
    return (left, top, left + width, top + height)


def _at(area, u, v):
    left, top, width, height = AREAS[area]
    return (left + width * u, top + height * v)


def _local(area, rule):
    left, top, width, height = AREAS[area]
    return lambda u, v: rule((u - left) / width, (v - top) / height)


def _band(c, area, v, width, tone):
    """A stripe across the whole of a piece at height v; width in texture units."""
    left, middle = _at(area, 0.0, v)
    right = _at(area, 1.0, v)[0]
    soft = 0.6 / c.height
    c.shade(
        (left, middle - 0.5 * width - 2.0 * soft, right, middle + 0.5 * width + 2.0 * soft),
        lambda u, y: (tone, vec.smooth(0.5 * width + soft, 0.5 * width - soft, abs(y - middle))),
    )


def _blouse(c):
    c.fill(_box("blouse"), WHITE)
    noise = Noise(5)

    def folds(u, v):
        wave = noise.plane(u * 22.0 + 6.0 * v, v * 3.0)
        side = abs(math.sin(2.0 * math.pi * u))
        return SHADE, 0.55 * vec.smooth(0.62, 0.9, wave) * vec.smooth(
            0.35, 1.0, v
        ) + 0.25 * vec.smooth(0.55, 1.0, side)

    c.shade(_box("blouse"), _local("blouse", folds))
    c.stroke([_at("blouse", 0.5, 0.3), _at("blouse", 0.5, 1.0)], 0.026, colour("#ecebf4"))
    for shift in (-0.026, 0.026):
        c.stroke(
            [_at("blouse", 0.5 + shift, 0.3), _at("blouse", 0.5 + shift, 1.0)],
            0.0014,
            colour("#b9b6d2"),
        )
    for k in range(4):
        centre = _at("blouse", 0.5, 0.50 + 0.105 * k)
        c.ellipse(centre, (0.0072, 0.0064), GOLD_DARK, 1.0, 0.15)
        c.ellipse(centre, (0.0060, 0.0052), GOLD, 1.0, 0.15)
        c.ellipse((centre[0] - 0.0016, centre[1] - 0.0014), (0.0022, 0.0020), GOLD_LIGHT, 1.0, 0.5)
    for u in (0.33, 0.67):
        c.stroke(
            [_at("blouse", u, 0.25), _at("blouse", u + 0.04 * (0.5 - u), 1.0)],
            0.0016,
            colour("#c4c1da"),
        )


def _sleeve(c):
    c.fill(_box("sleeve"), WHITE, colour("#efeef7"))
    noise = Noise(9)

    def folds(u, v):
        rib = 0.5 + 0.5 * math.sin(u * 2.0 * math.pi * 22.0 + 3.0 * noise.line(v * 6.0))
        gather = vec.smooth(0.65, 1.0, v) + vec.smooth(0.30, 0.0, v)
        return SHADE, 0.75 * gather * vec.smooth(0.45, 1.0, rib)

    c.shade(_box("sleeve"), _local("sleeve", folds))


def _cuff(c):
    c.fill(_box("cuff"), NAVY, DEEP)
    for v in (0.20, 0.80):
        _band(c, "cuff", v, 0.0070, GOLD)
        _band(c, "cuff", v - 0.03, 0.0016, GOLD_LIGHT)


def _ribbon(c):
    c.fill(_box("ribbon"), CORAL, colour("#e5555f"))

    def folds(u, v):
        return (
            (CORAL_LIGHT, 0.5 * vec.bell(u - 0.62, 0.10))
            if u > 0.5
            else (CORAL_DARK, 0.45 * vec.smooth(0.35, 0.02, u))
        )

    c.shade(_box("ribbon"), _local("ribbon", folds))
    # Gathers that run out of the knot into the loops.
    for u in (0.30, 0.44, 0.58, 0.72):
        tip = _at("ribbon", 0.5 + (u - 0.5) * 1.25, 0.26)
        c.stroke([_at("ribbon", u, 0.0), tip], lambda t: 0.006 * (1.0 - t), CORAL_DARK, 0.7)
    for u in (0.075, 0.925):
        c.stroke([_at("ribbon", u, 0.0), _at("ribbon", u, 1.0)], 0.0035, colour("#ffd9c9"))


def _skirt(c):
    def cloth(u, v):
        phase = math.sin(2.0 * math.pi * PLEATS * u)
        slope = math.cos(2.0 * math.pi * PLEATS * u)
        tone = vec.mix(
            NAVY, colour("#4b5ca6"), 0.55 * vec.smooth(0.2, 1.0, phase) * vec.smooth(0.0, 0.4, v)
        )
        tone = vec.mix(tone, NIGHT, 0.65 * vec.smooth(-0.35, -1.0, phase) * vec.smooth(0.0, 0.3, v))
        tone = vec.mix(tone, NIGHT, 0.25 * vec.smooth(0.4, 1.0, -slope))
        return vec.mix(DEEP, tone, vec.smooth(0.0, 0.25, v)), 1.0

    c.shade(_box("skirt"), _local("skirt", cloth))
    for v, width, tone in (
        (0.845, 0.0085, GOLD),
        (0.905, 0.0035, GOLD),
        (0.838, 0.0014, GOLD_LIGHT),
    ):
        _band(c, "skirt", v, width, tone)
    _band(c, "skirt", 0.985, 0.0085, WHITE)
    for k in range(PLEATS):
        u = (k + 0.25) / PLEATS
        c.star(_at("skirt", u, 0.70), 0.0085, GOLD_LIGHT, 0.95, 0.2 * (k % 2))
        c.star(_at("skirt", u + 0.005, 0.56), 0.0042, GOLD_LIGHT, 0.75, 0.3)


def _lining(c):
    c.fill(_box("lining"), colour("#1d2450"), colour("#3a4377"))
    c.fill(_box("shorts"), colour("#2a3468"), colour("#222b58"))


def _collar(c):
    c.fill(_box("collar"), NAVY, NAVY)
    c.shade(_box("collar"), _local("collar", lambda u, v: (DEEP, 0.6 * vec.smooth(0.5, 0.0, v))))
    for v, width, tone in ((0.80, 0.0052, WHITE), (0.885, 0.0052, WHITE), (0.97, 0.008, DEEP)):
        _band(c, "collar", v, width, tone)
    for u in (0.10, 0.90):
        c.star(_at("collar", u, 0.58), 0.011, GOLD, 1.0, 0.1)
        c.star(_at("collar", u, 0.58), 0.006, GOLD_LIGHT, 1.0, 0.1)


def _stocking(c):
    c.fill(_box("stocking"), NAVY, DEEP)

    def knit(u, v):
        return (
            (NIGHT, 0.30 * vec.smooth(0.3, 1.0, math.sin(2.0 * math.pi * 34.0 * u)))
            if v < 0.93
            else (NIGHT, 0.35)
        )

    c.shade(_box("stocking"), _local("stocking", knit))
    c.shade(
        _box("stocking"),
        _local("stocking", lambda u, v: (colour("#5f6fb8"), 0.40 * vec.bell(u - 0.56, 0.10))),
    )
    for v, width, tone in ((0.905, 0.0055, WHITE), (0.935, 0.0055, GOLD)):
        _band(c, "stocking", v, width, tone)


def _boot(c):
    c.fill(_box("boot"), WHITE, colour("#eceaf3"))
    left, top, width, height = AREAS["boot"]
    # The upper half holds the shaft (top edge at its upper border), the lower half the foot from heel to toe.
    c.fill((left, top, left + width, top + 0.075 * height), CORAL, CORAL_DARK)
    _band(c, "boot", 0.085, 0.004, GOLD)
    for k in range(4):
        v = 0.15 + 0.07 * k
        for side in (-0.09, 0.09):
            c.stroke([_at("boot", 0.5, v + 0.04), _at("boot", 0.5 + side, v)], 0.0032, CORAL)
            c.ellipse(_at("boot", 0.5 + side, v), (0.0042, 0.0042), GOLD, 1.0, 0.2)
    c.shade(
        _box("boot"),
        _local("boot", lambda u, v: (colour("#c9c5dd"), 0.30 * vec.bell(v - 0.47, 0.05))),
    )

    def sole(u, v):
        under = min(u, 1.0 - u)
        tone = NIGHT if under < 0.135 else GOLD if under < 0.155 else WHITE
        return tone, 1.0 if v > 0.53 and under < 0.155 else 0.0

    c.shade(_box("boot"), _local("boot", sole))
    c.shade(
        _box("boot"),
        _local("boot", lambda u, v: (CORAL, 1.0 if 0.86 < v and min(u, 1.0 - u) >= 0.155 else 0.0)),
    )
    c.stroke([_at("boot", 0.155, 0.86), _at("boot", 0.845, 0.86)], 0.003, GOLD)


def _waist(c):
    c.fill(_box("waist"), CORAL, CORAL_DARK)
    for v in (0.22, 0.86):
        _band(c, "waist", v, 0.0042, GOLD)
    for k in range(24):
        u = k / 24.0
        c.stroke([_at("waist", u, 0.3), _at("waist", u + 0.01, 0.8)], 0.0016, CORAL_DARK, 0.35)
    centre = _at("waist", 0.5, 0.54)
    c.star(centre, 0.020, GOLD_DARK)
    c.star(centre, 0.0165, GOLD)
    c.star((centre[0] - 0.002, centre[1] - 0.002), 0.008, GOLD_LIGHT)


def _pin(c):
    box = _box("pin")
    c.shade(
        box,
        _local(
            "pin",
            lambda u, v: (
                vec.mix(
                    GOLD_LIGHT,
                    vec.mix(GOLD, GOLD_DARK, vec.smooth(0.55, 1.0, v)),
                    vec.smooth(0.0, 0.30, math.hypot(u - 0.42, v - 0.38)),
                ),
                1.0,
            ),
        ),
    )
