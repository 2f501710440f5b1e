"""What the physics engine is given: rigid bodies and joints.

Places are absolute, angles Euler angles in the order Y, X, Z (file space), limits in radians, masses in arbitrary units:
only their ratios matter. Bodies do not collide with the floor unless their mask says so.
"""

import math

import vector as vec

SPHERE, BOX, CAPSULE = 0, 1, 2
FOLLOW, SWING = 0, 1
BODY, LEGS, HAIR, SKIRT, RIBBON = 0, 1, 2, 3, 4


class RigidBody:
    def __init__(
        self,
        name,
        english,
        bone,
        group,
        collides,
        shape,
        size,
        position,
        rotation,
        mode,
        mass=1.0,
        linear=0.5,
        angular=0.5,
        friction=0.3,
    ):
        self.name, self.english, self.bone = name, english, bone
        self.group, self.mask = group, sum(1 << g for g in collides)
        self.shape, self.size, self.position, self.rotation = shape, size, position, rotation
        self.mode, self.mass, self.linear, self.angular = mode, mass, linear, angular
        self.restitution, self.friction = 0.0, friction


class Joint:
    def __init__(
        self,
        name,
        english,
        a,
        b,
        position,
        rotation,
        low,
        high,
        spring,
        move=None,
        move_spring=(0.0, 0.0, 0.0),
    ):
        self.name, self.english, self.a, self.b = name, english, a, b
        self.position, self.rotation = position, rotation
        self.low, self.high, self.spring = low, high, spring
        self.move_low, self.move_high = move or ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
        self.move_spring = move_spring


class World:
    def __init__(self):
        self.bodies, self.joints = [], []

    def body(self, *arguments, **options):
        self.bodies.append(RigidBody(*arguments, **options))
        return self.bodies[-1]

    def joint(self, *arguments, **options):
        self.joints.append(Joint(*arguments, **options))


def degrees(*angles):
    return tuple(math.radians(a) for a in angles)


def rotation_along(direction):
    """Euler angles that turn +Y to `direction`."""
    d = vec.unit(direction)
    return (math.atan2(d[2], d[1]), 0.0, -math.asin(vec.clamp(d[0], -1.0, 1.0)))
