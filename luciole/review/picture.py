"""The map of all flows as a drawing: networkx places the boxes, a template draws them as SVG."""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx  # type: ignore[import-untyped]

from luciole.review.catalogue import Catalogue
from luciole.review.flows import TIERS

COLUMN, ROW, BOX, HIGH, EDGE = 260, 34, 190, 24, 10


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
    """A button's way, as an SVG path."""

    tier: str
    path: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def picture(found: Catalogue, language: str, focus: str | None = None) -> Picture:
    """All flows in columns by tier; or one flow between those that lead to it and its own ways."""
    ways = [(name, to) for name, ends in found.links.items() for to in ends]
    columns = {name: TIERS.index(flow.tier) for name, flow in found.flows.items()}
    if focus:
        after = {b: 2 for a, b in ways if a == focus}
        before = {a: 0 for a, b in ways if b == focus and a not in after}
        columns = {**before, focus: 1, **after}
        ways = [(a, b) for a, b in ways if a == focus or (b == focus and a in before)]
    flows = nx.DiGraph()
    for name, column in columns.items():
        flows.add_node(name, column=column)
    flows.add_edges_from(ways)
    nodes = placed(flows, found, language)
    return Picture(
        width=max(n.x for n in nodes.values()) + BOX + EDGE,
        height=max(n.y for n in nodes.values()) + HIGH + EDGE,
        nodes=tuple(nodes.values()),
        arrows=tuple(arrow(nodes[a], nodes[b]) for a, b in flows.edges),
    )


def placed(flows: nx.DiGraph, found: Catalogue, language: str) -> dict[str, Node]:
    """The library's places in the units of our boxes, top to bottom in the order of flows."""
    places = nx.multipartite_layout(flows, subset_key="column")
    across = sorted({round(float(x), 6) for x, _ in places.values()})
    # Columns and rows of the layout are the same distance apart.
    unit = min((b - a for a, b in pairwise(across)), default=1.0)
    top = max(y for _, y in places.values())
    return {
        name: Node(
            name,
            found.flows[name].tier,
            found.title(name, language),
            x=EDGE + round((x - across[0]) / unit * COLUMN),
            y=EDGE + round((top - y) / unit * ROW),
        )
        for name in flows
        for x, y in [places[name]]
    }


def arrow(start: Node, end: Node) -> Arrow:
    """A curve from the right side of one box to the nearer side of the other."""
    forward = end.x > start.x
    x1, y1, y2 = start.x + BOX, start.y + HIGH // 2, end.y + HIGH // 2
    x2 = end.x if forward else end.x + BOX
    bend = max(40, abs(x2 - x1) // 2) if forward else 40
    second = x2 - bend if forward else x2 + bend
    return Arrow(start.tier, f"M{x1} {y1}C{x1 + bend} {y1} {second} {y2} {x2} {y2}")
