"""The map of all flows as a drawing: networkx places the boxes, a template draws them as SVG."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx  # type: ignore[import-untyped]

from luciole.review.catalogue import Catalogue
from luciole.review.flows import TIERS

COLUMN, ROW, BOX, HIGH, EDGE = 280, 34, 210, 24, 10
# The whole map: so many boxes side by side, and how far apart.
ABREAST, ACROSS, DOWN = 5, 229, 52


@dataclass(frozen=True)
class Node:
    """A flow in the drawing: its left upper corner and name."""

    name: str
    tier: str
    title: str
    x: int
    y: int


@dataclass(frozen=True)
class Arrow:
    """A button's way from one flow to another, as an SVG path."""

    start: str
    tier: str
    path: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def picture(found: Catalogue, language: str, focus: str | None = None) -> Picture:
    """All flows, tier under tier; or one flow between those that lead to it and its own ways."""
    ways = [(name, to) for name, ends in found.links.items() for to in ends]
    if focus is None:
        return drawn(ways, rows(found), found, language)
    after = {b: 2 for a, b in ways if a == focus}
    before = {a: 0 for a, b in ways if b == focus and a not in after}
    ways = [(a, b) for a, b in ways if a == focus or (b == focus and a in before)]
    return drawn(ways, {**before, focus: 1, **after}, found, language, focus)


def rows(found: Catalogue) -> dict[str, int]:
    """Flow -> its row: at most ABREAST of one tier side by side."""
    row, placed = -1, dict[str, int]()
    for tier in TIERS:
        names = [f.name for f in found.flows.values() if f.tier == tier]
        for number, name in enumerate(names):
            row += number % ABREAST == 0
            placed[name] = row
    return placed


def drawn(
    ways: Iterable[tuple[str, str]],
    layers: Mapping[str, int],
    found: Catalogue,
    language: str,
    focus: str | None = None,
) -> Picture:
    flows = nx.DiGraph()
    for name, layer in layers.items():
        flows.add_node(name, layer=layer)
    flows.add_edges_from(ways)
    nodes = placed(flows, found, language, is_focus=focus is not None)
    bend = arrow if focus else downwards
    return Picture(
        width=max(n.x for n in nodes.values()) + BOX + EDGE,
        height=max(n.y for n in nodes.values()) + HIGH + EDGE,
        nodes=tuple(nodes.values()),
        arrows=tuple(bend(nodes[a], nodes[b]) for a, b in flows.edges),
    )


def placed(flows: nx.DiGraph, found: Catalogue, language: str, is_focus: bool) -> dict[str, Node]:
    """The library's places in the units of our boxes: layers side by side around a focus, else
    one below the other."""
    places = nx.multipartite_layout(flows, subset_key="layer")
    along = sorted({round(float(x), 6) for x, _ in places.values()})
    # Layers are as far apart as the members of one.
    unit = min((b - a for a, b in pairwise(along)), default=1.0)
    top = max(y for _, y in places.values())
    found_at = {}
    for name in flows:
        layer, member = places[name]
        if is_focus:
            x, y = (layer - along[0]) / unit * COLUMN, (top - member) / unit * ROW
        else:
            x, y = (top - member) / unit * ACROSS, (layer - along[0]) / unit * DOWN
        tier, title = found.flows[name].tier, found.title(name, language)
        found_at[name] = Node(name, tier, title, x=EDGE + round(x), y=EDGE + round(y))
    return found_at


def downwards(start: Node, end: Node) -> Arrow:
    """A curve between the middles of two boxes, from the lower or upper edge."""
    below = end.y > start.y
    x1, x2 = start.x + BOX // 2, end.x + BOX // 2
    y1 = start.y + HIGH if below else start.y
    y2 = end.y if below else end.y + HIGH
    bend = max(24, abs(y2 - y1) // 3) * (1 if below else -1)
    return Arrow(start.name, start.tier, f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}")


def arrow(start: Node, end: Node) -> Arrow:
    """A curve from the right side of one box to the nearer side of the other."""
    forward = end.x > start.x
    x1, y1, y2 = start.x + BOX, start.y + HIGH // 2, end.y + HIGH // 2
    x2 = end.x if forward else end.x + BOX
    bend = max(40, abs(x2 - x1) // 2) if forward else 40
    second = x2 - bend if forward else x2 + bend
    return Arrow(start.name, start.tier, f"M{x1} {y1}C{x1 + bend} {y1} {second} {y2} {x2} {y2}")
