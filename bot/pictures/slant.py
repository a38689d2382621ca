"""How lines of writing lie on a picture: the angles at which its rows are darkest and lightest in turn. Runs in the child."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from PIL import Image, ImageFilter

SIDE = 400  # pixels that are looked at: lines of writing are still apart, and a turn takes a millisecond
COARSE, FINE = 4, 1  # degrees


FLAT = 1.5  # the best angle to the middle one: gravel and leaves have 1.3, a card that lies on them from 2.8 on, a card alone over 40


def slants(grey: Image.Image) -> Sequence[float]:
    """Degrees (counter-clockwise) by which to turn it so that its lines lie level; two, a quarter turn apart, the likelier first.

    Upside down and mirrored writing lies level too. () where nothing on it lies in lines.
    """
    edges = _edges(grey)
    scores = {angle: _levels(edges, angle) for angle in range(-44, 45, COARSE)}
    best = max(scores, key=lambda angle: max(scores[angle]))
    if max(scores[best]) <= FLAT * median(each for both in scores.values() for each in both):
        return ()
    finer = {angle: _levels(edges, angle) for angle in range(best - COARSE + FINE, best + COARSE, FINE)}
    angle = max(finer, key=lambda each: max(finer[each]))
    across, along = finer[angle]
    return (float(angle), float(angle + 90)) if across >= along else (float(angle + 90), float(angle))


def _edges(grey: Image.Image) -> Image.Image:
    """Where it changes sharply, within a circle: corners would make some angles longer than others."""
    small = grey.copy()
    small.thumbnail((SIDE, SIDE))
    found = np.asarray(small.filter(ImageFilter.FIND_EDGES), dtype=np.float32)
    height, width = found.shape
    rows, columns = np.ogrid[:height, :width]
    radius = min(height, width) / 2
    inside = (rows - height / 2) ** 2 + (columns - width / 2) ** 2 < radius**2
    return Image.fromarray(np.where(inside, np.minimum(found, 120.0), 0.0).astype(np.uint8))


def _levels(edges: Image.Image, angle: float) -> tuple[float, float]:
    """How much the sums of rows, and those of columns, go up and down once it is turned by `angle`."""
    turned = np.asarray(edges.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float32)
    return tuple(float(np.square(np.diff(turned.sum(axis=axis))).sum()) for axis in (1, 0))  # type: ignore[return-value]
