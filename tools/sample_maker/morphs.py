"""Facial expressions as moved vertices. Each works on the seen position (x, y) of a point of the face."""

import eyes
import face
import head_shape as head
import vector as vec

BROW, EYE, LIP, OTHER = 1, 2, 3, 4


class Mouth:
    """How the lips part. width: share of the closed width; rise: upper lip; drop: lower lip; jaw: chin; corner: rise
    of the corners; point: power of the lips' outline (2 round, larger squarer)."""

    def __init__(self, width=1.0, rise=0.0, drop=0.0, jaw=0.0, corner=0.0, point=2.0, middle=0.0):
        self.width, self.rise, self.drop, self.jaw = width, rise, drop, jaw
        self.corner, self.point, self.middle = corner, point, middle

    def lip(self, x, upper):
        """The new place (x, y) of the point of a lip that lies at x when closed."""
        s = min(1.0, abs(x) / face.MOUTH_HALF)
        arc = (1.0 - s**self.point) ** (0.5 if self.drop > 0.05 else 0.8)
        y = face.mouth_line(x) + self.corner * s * s + self.middle * (1.0 - s * s)
        return x * self.width, y + (self.rise * arc if upper else -self.drop * arc)

    def moved(self, x, y, upper):
        """The new (x, y) of skin near the mouth; `upper` tells which lip a point on the line belongs to."""
        line = face.mouth_line(x)
        distance = y - line if upper else line - y
        beyond = max(0.0, abs(x) - face.MOUTH_HALF)
        near = vec.smooth(0.42, 0.0, beyond)
        to = self.lip(max(-face.MOUTH_HALF, min(face.MOUTH_HALF, x)), upper)
        reach = 0.25 if upper else 0.50
        share = near * vec.smooth(reach, 0.0, distance)
        shift_x = (
            (self.width - 1.0)
            * max(-face.MOUTH_HALF, min(face.MOUTH_HALF, x))
            * near
            * vec.smooth(0.35, 0.0, distance)
        )
        return x + shift_x, y + (to[1] - line) * share


MOUTHS = {
    "あ": ("a", Mouth(0.95, 0.050, 0.235, 0.11, 0.01, 2.2)),
    "い": ("i", Mouth(1.22, 0.035, 0.085, 0.02, 0.02, 2.6)),
    "う": ("u", Mouth(0.52, 0.045, 0.095, 0.02, -0.01, 2.0)),
    "え": ("e", Mouth(1.10, 0.045, 0.150, 0.06, 0.01, 2.4)),
    "お": ("o", Mouth(0.70, 0.055, 0.215, 0.09, -0.015, 2.0)),
    "にこり": ("smile", Mouth(1.36, 0.0, 0.0, 0.0, 0.105, 2.0, -0.025)),
    "わ": ("open smile", Mouth(1.24, 0.000, 0.215, 0.06, 0.085, 2.4, -0.01)),
    "む": ("frown", Mouth(0.86, 0.0, 0.0, 0.0, -0.065, 2.0, 0.02)),
}

LIDS = {
    "まばたき": ("blink", eyes.CLOSED, "both"),
    "笑い": ("laugh", eyes.LAUGHING, "both"),
    "ウィンク": ("wink", eyes.LAUGHING, "left"),
    "ウィンク右": ("wink right", eyes.LAUGHING, "right"),
    "なごみ": ("calm", eyes.SOFT, "both"),
    "びっくり": ("surprised", eyes.WIDE, "both"),
}


def _skin_point(v, x, y, extra=0.0):
    """Offset that takes a vertex of the face to the skin seen at (x, y)."""
    p = head.front(x, y, extra)
    return vec.sub(p, v.position)


def _is_face(surface, v):
    return surface.name == "face" and v.param is not None and abs(v.param[1]) < 1.3


def lid_offsets(surface, lid, side, iris_scale=1.0):
    """{vertex number: offset} of one surface for a state of the lids."""
    result = {}
    for i, v in enumerate(surface.vertices):
        sign = 1.0 if v.position[0] >= 0.0 else -1.0
        if side != "both" and (sign > 0.0) != (side == "left"):
            continue
        if _is_face(surface, v):
            x, y = abs(v.position[0]), v.position[1]
            if abs(eyes.span(x)) > 1.35 or not 16.8 < y < 18.3:
                continue
            new = lid.moved(x, y)
            if abs(new - y) > 1e-4:
                result[i] = _skin_point(v, sign * x, new)
        elif isinstance(v.tag, tuple) and v.tag[0] in ("lash", "skin"):
            _, x, y, dx, dy, off = v.tag
            new = lid.moved(x, y)
            offset = _skin_point(v, sign * (x + dx), new + dy, off)
            if vec.length(offset) > 1e-4:
                result[i] = offset
        elif iris_scale != 1.0 and isinstance(v.tag, tuple) and v.tag[0] == "iris":
            _, sx, sy = v.tag
            k = iris_scale - 1.0
            result[i] = (sign * eyes.IRIS_HALF[0] * sx * k, eyes.IRIS_HALF[1] * sy * k, 0.0)
    return result


def brow_offsets(surface, lift, inner_lift, outer_lift):
    """Brows raised as a whole and at their ends."""
    result = {}
    for i, v in enumerate(surface.vertices):
        if isinstance(v.tag, tuple) and v.tag[0] == "brow":
            _, x, y, dx, dy, off = v.tag
            t = vec.clamp((x - 0.265) / 0.60, 0.0, 1.0)
            rise = lift + inner_lift * (1.0 - t) ** 1.5 + outer_lift * t
            sign = 1.0 if v.position[0] >= 0.0 else -1.0
            result[i] = _skin_point(v, sign * (x + dx), y + dy + rise, off)
    return result


def _mood(surface, lid, lift, inner_lift, outer_lift):
    """Brows and lids together; the brows alone would hide behind the fringe."""
    return {
        **lid_offsets(surface, lid, "both"),
        **brow_offsets(surface, lift, inner_lift, outer_lift),
    }


def _jaw_share(x, y, z):
    """How much a point goes with the chin."""
    return (
        vec.smooth(0.02, -0.20, y - face.MOUTH_Y)
        * vec.smooth(0.95, 0.30, abs(x))
        * vec.smooth(0.2, -0.55, z)
    )


def mouth_offsets(surface, mouth):
    result = {}
    for i, v in enumerate(surface.vertices):
        x, y, z = v.position
        if surface.name == "face":
            offset = (0.0, 0.0, 0.0)
            if _is_face(surface, v) and abs(x) < 0.70 and y < 17.0:
                upper = v.tag == "upper lip" or (v.tag != "lower lip" and y > face.mouth_line(x))
                nx, ny = mouth.moved(x, y, upper)
                if abs(nx - x) + abs(ny - y) > 1e-4:
                    offset = _skin_point(v, nx, max(head.CHIN + 0.02, ny))
            share = _jaw_share(x, y, z)
            offset = vec.add(offset, (0.0, -mouth.jaw * share, 0.25 * mouth.jaw * share))
            if vec.length(offset) > 1e-4:
                result[i] = offset
        elif isinstance(v.tag, tuple) and v.tag[0] == "lip":
            _, lip, lx, dy = v.tag
            nx, ny = mouth.lip(lx, lip == "upper")
            share = _jaw_share(lx, face.mouth_line(lx), -1.0) if lip == "lower" else 0.0
            offset = _skin_point(v, nx, ny + dy, 0.008)
            result[i] = vec.add(offset, (0.0, -mouth.jaw * share, 0.25 * mouth.jaw * share))
        elif isinstance(v.tag, tuple) and v.tag[0] == "teeth":
            result[i] = (0.0, mouth.rise * 0.9 + 0.3 * mouth.corner, 0.0)
        elif isinstance(v.tag, tuple) and v.tag[0] == "inside":
            share = vec.smooth(0.0, -0.25, v.tag[2] - face.MOUTH_Y)
            result[i] = (0.0, -mouth.jaw * share, 0.25 * mouth.jaw * share)
    return {i: o for i, o in result.items() if vec.length(o) > 1e-4}


def _smile(surface, mouth):
    """A smile reaches the eyes."""
    return {**mouth_offsets(surface, mouth), **lid_offsets(surface, eyes.GENTLE, "both")}


def _recipes():
    """(name, English name, panel, function of a surface)."""
    yield "困る", "troubled", BROW, lambda s: _mood(s, eyes.SAD, -0.02, 0.10, -0.09)
    yield "怒り", "angry", BROW, lambda s: _mood(s, eyes.ANGRY, -0.05, -0.11, 0.05)
    yield "上", "brows up", BROW, lambda s: brow_offsets(s, 0.10, 0.0, 0.0)
    yield "下", "brows down", BROW, lambda s: brow_offsets(s, -0.09, 0.0, 0.0)
    for name, (english, lid, side) in LIDS.items():
        scale = 0.84 if lid is eyes.WIDE else 1.0
        yield name, english, EYE, lambda s, lid=lid, side=side, scale=scale: lid_offsets(
            s, lid, side, scale
        )
    yield "瞳小", "small iris", EYE, lambda s: lid_offsets(s, eyes.scaled_lid(1.0, 1.0), "both", 0.68)
    for name, (english, mouth) in MOUTHS.items():
        recipe = _smile if name == "にこり" else mouth_offsets
        yield name, english, LIP, lambda s, mouth=mouth, recipe=recipe: recipe(s, mouth)


def build(surfaces):
    """[(name, English name, panel, [(surface number, vertex number, offset)])]; the surfaces carry their tags."""
    result = []
    for name, english, panel, recipe in _recipes():
        moves = []
        for number, surface in enumerate(surfaces):
            moves += [(number, i, offset) for i, offset in sorted(recipe(surface).items())]
        result.append((name, english, panel, moves))
    return result
