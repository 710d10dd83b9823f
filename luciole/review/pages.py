"""The console's pages: what each one shows, as plain functions from a visit to HTML."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from luciole.answers.store import HOUSE, LANGUAGES, STYLES
from luciole.content import content_version
from luciole.counts import EPSILON, HIDDEN_BELOW
from luciole.helplines.choose import Need, Offer, choose, opening
from luciole.helplines.directory import Service
from luciole.helplines.message import message, service_card
from luciole.review import counts, findings
from luciole.review.access import Session
from luciole.review.catalogue import Catalogue
from luciole.review.changes import changes
from luciole.review.exchange import buttons_of, parts_of
from luciole.review.flows import TIERS, Flow
from luciole.review.items import KINDS, TWO_PEOPLE, Item
from luciole.review.picture import picture
from luciole.review.plainly import label, value
from luciole.review.search import Hit, hit, sought
from luciole.review.signoffs import (
    ROLES,
    STATES,
    VERDICTS,
    SignOffs,
    Standing,
    release_faults_of,
    standing,
)
from luciole.review.trial import MOST_ROWS, MOST_TURNS, Row, Tried
from luciole.review.wording import cures

HERE = Path(__file__).parent
MOST_SHOWN = 250
EXAMPLES = 5
ITEM_TIERS = (
    *(t for t in TIERS if t not in ("tap", "program")),
    "tap",
    "program",
    "helplines",
    "other",
)
PERIODS = (7, 30, 365)
_VERSION = re.compile("[0-9a-f]{12}")
ZOOMS = (100, 150, 200, 300)
FIRST_COUNTRY = "FR"
# What can happen besides a path, and the page that says what the child then sees.
SITUATIONS = {
    "not_understood": "flow/nlu_fallback",
    "off_topic": "flow/chat_out_of_scope",
    "insult": "flow/chat_insult",
    "robot": "flow/chat_who_are_you",
    "watched": "flow/chat_someone_is_watching",
    "second": "flow/alert_danger",
    "misunderstood": "flow/tap_misunderstood",
    "safe_word": "flow/tap_safe_word",
    "masked": "flow/utter_masked",
    "failure": "flow/utter_failure",
    "busy": "flow/utter_too_busy",
    "expired": "flow/utter_started_anew",
    "offline": "item/interface/widget",
    "exit": "item/interface/widget",
}


@dataclass(frozen=True)
class Visit:
    """One request of somebody who entered. t: the console's words in their language."""

    session: Session
    t: Mapping[str, Any]
    found: Catalogue
    signed: SignOffs
    args: Mapping[str, str]
    address: str
    counts_dir: Path | None

    def standing(self, item: Item) -> Standing:
        return standing(item, self.signed)


@dataclass(frozen=True)
class Progress:
    """How much of a tier is signed in one language."""

    tier: str
    language: str
    states: Mapping[str, int]
    easy_read: int

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def percent(self) -> int:
        return 100 * self.states.get("signed", 0) // self.total


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Templates that escape everything and know no missing word."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        LANGUAGES=LANGUAGES, STYLES=STYLES, VERDICTS=VERDICTS, ROLES=ROLES, HOUSE=HOUSE,
        buttons_of=buttons_of, parts_of=parts_of, label=label, cures=cures,
    )  # fmt: skip
    return environment


def render(name: str, t: Mapping[str, Any], **values: Any) -> str:
    """A page that needs no session."""
    return templates().get_template(name).render(t=t, **values)


def show(visit: Visit, name: str, **values: Any) -> str:
    return render(name, visit.t, visit=visit, session=visit.session, found=visit.found, **values)


def overview(visit: Visit) -> str:
    """Progress by tier and language, and what waits first."""
    every = [(item, visit.standing(item)) for item in visit.found.items.values()]
    waiting = [
        (item, stand)
        for item, stand in every
        if item.tier in TWO_PEOPLE and stand.state != "signed"
    ]
    waiting.sort(key=lambda pair: (-urgency(pair[1]), ITEM_TIERS.index(pair[0].tier)))
    return show(
        visit,
        "overview.html",
        progress=progress(every),
        waiting=waiting[:12],
        blocked=len(faults(visit)),
        served=content_version() == visit.found.version,
    )


def urgency(stand: Standing) -> int:
    return ("draft", "half", "changed", "to_change", "rejected").index(stand.state)


def progress(every: Iterable[tuple[Item, Standing]]) -> list[tuple[str, list[Progress]]]:
    """Tier -> its progress in each language."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    easy: Counter[tuple[str, str]] = Counter()
    for item, stand in every:
        counted.setdefault((item.tier, item.language), Counter())[stand.state] += 1
        easy[item.tier, item.language] += stand.easy_read
    return [
        (tier, [Progress(tier, lang, counted[tier, lang], easy[tier, lang]) for lang in LANGUAGES])
        for tier in ITEM_TIERS
        if (tier, LANGUAGES[0]) in counted
    ]


def faults(visit: Visit) -> list[str]:
    """What keeps a release from leaving."""
    overdue = findings.overdue(visit.found.directory)
    late = [f"{service}: overdue" for service in sorted(overdue)]
    return [*release_faults_of(visit.found, visit.signed), *late]


def items(visit: Visit) -> str:
    """The list of everything, filtered."""
    chosen = [
        (item, stand)
        for item in visit.found.items.values()
        if fits(visit, item, stand := visit.standing(item))
    ]
    return show(
        visit,
        "items.html",
        rows=[
            (item, stand, item_ease(visit, item), where_found(visit, item))
            for item, stand in chosen[:MOST_SHOWN]
        ],
        count=len(chosen),
        most=MOST_SHOWN,
        choices={"kind": KINDS, "tier": ITEM_TIERS, "state": STATES, "language": LANGUAGES},
    )


def fits(visit: Visit, item: Item, stand: Standing) -> bool:
    """Whether an item passes the filters of the address."""
    asked = visit.args
    key = (item.id, item.language)
    mine = visit.session.initials.casefold() in {s.person for s in stand.history}
    return (
        asked.get("kind", "") in ("", item.kind)
        and asked.get("tier", "") in ("", item.tier)
        and asked.get("state", "") in ("", stand.state)
        and asked.get("language", "") in ("", item.language)
        and (asked.get("who") != "mine" or mine)
        and (asked.get("who") != "unmine" or not mine)
        and all(word in visit.found.searched[key][1] for word in sought(asked.get("q", "")))
    )


def where_found(visit: Visit, item: Item) -> Hit | None:
    """The place of the search in an item."""
    text, folded = visit.found.searched[item.id, item.language]
    return hit(text, folded, sought(visit.args.get("q", "")))


def item_measures(visit: Visit, item: Item) -> list[findings.Measure]:
    answer = findings.answer_of(item, visit.found)
    return findings.measures(answer) if answer else []


def item_ease(visit: Visit, item: Item) -> dict[str, int]:
    return {m.style: m.found for m in item_measures(visit, item) if m.name == "ease"}


def flow_list(visit: Visit) -> str:
    """All conversations by tier, the gravest first."""
    rows = []
    for flow in visit.found.flows.values():
        pairs = {
            lang: [visit.standing(item).state for item in flow_items(visit.found, flow, lang)]
            for lang in LANGUAGES
        }
        rows.append((flow, pairs))
    by_tier = [(tier, [r for r in rows if r[0].tier == tier]) for tier in TIERS]
    return show(visit, "flows.html", by_tier=by_tier)


def flow_items(found: Catalogue, flow: Flow, language: str) -> list[Item]:
    """What is signed with a flow in one language: the path, its answers, its alert list."""
    ids = [f"flow/{flow.name}", *(f"answer/{key}" for key in flow.answers)]
    ids += [f"alert/{flow.alert}"] if flow.alert else []
    return [item for item_id in ids if (item := found.item(item_id, language))]


def flow(visit: Visit, name: str, tried: Tried | None = None) -> str | None:
    """One conversation as a script, with a test chat; None if there is no such path."""
    path = visit.found.flows.get(name)
    if path is None:
        return None
    country = visit.args.get("country", (tried and tried.country) or FIRST_COUNTRY)
    country = country if visit.found.directory.country(country) else FIRST_COUNTRY
    return show(
        visit,
        "flow.html",
        flow=path,
        items={lang: flow_items(visit.found, path, lang) for lang in LANGUAGES},
        answers=[
            {lang: visit.found.item(f"answer/{key}", lang) for lang in LANGUAGES}
            for key in path.answers
        ],
        services={lang: services(visit.found, path, country, lang) for lang in LANGUAGES},
        country=country,
        countries=countries(visit),
        comes=[n for n, ends in visit.found.links.items() if name in ends],
        leads=visit.found.links[name],
        examples=EXAMPLES,
        overdue=findings.overdue(visit.found.directory),
        picture=picture(visit.found, visit.session.language, name),
        everywhere=[
            (title, services(visit.found, path, code, visit.session.language))
            for code, title in countries(visit)
        ],
        tried=tried or Tried(language=visit.session.language, country=country),
        most=MOST_TURNS,
    )


def try_page(
    visit: Visit, tried: Tried, rows: Sequence[Row] = (), pasted: str = "", problem: str = ""
) -> str:
    """The test chat and the table of a list."""
    return show(
        visit,
        "try.html",
        tried=tried,
        rows=rows,
        pasted=pasted,
        problem=problem,
        countries=countries(visit),
        most=MOST_TURNS,
        most_rows=MOST_ROWS,
    )


def services(found: Catalogue, path: Flow, country: str, language: str) -> dict[str, Any]:
    """The help services message that this path brings, as a child there would see it now."""
    need = Need(
        country=country,
        topic=path.name,
        alert=path.alert,
        language=language,
        written=path.name == "help_cannot_call",
        now=datetime.now(UTC),
    )
    return message(choose(found.directory, need), language)


def countries(visit: Visit) -> list[tuple[str, str]]:
    every = visit.found.directory.countries.values()
    return sorted(((c.code, c.name[visit.session.language]) for c in every), key=lambda c: c[1])


def item(visit: Visit, item_id: str) -> str | None:
    """One thing to sign, both languages side by side; None if there is none."""
    pair = {lang: visit.found.item(item_id, lang) for lang in LANGUAGES}
    there = {lang: each for lang, each in pair.items() if each}
    if not there:
        return None
    stands = {lang: visit.standing(each) for lang, each in there.items()}
    helplines = {f"helpline/{s.id}": s for s in visit.found.directory.services()}
    service = helplines.get(item_id)
    return show(
        visit,
        "item.html",
        item_id=item_id,
        pair=pair,
        stands=stands,
        differences={
            lang: changes(before.read_lines, each.lines)
            for lang, each in there.items()
            if (before := stands[lang].before)
        },
        measures={lang: item_measures(visit, each) for lang, each in there.items()},
        hints={lang: findings.item_hints(each, visit.found) for lang, each in there.items()},
        changed=findings.last_changes(visit.found),
        parts=[*dict.fromkeys(line.part for each in there.values() for line in each.lines)],
        flows=visit.found.flows_of.get(item_id.removeprefix("answer/"), ()),
        service=service,
        cards_of={lang: service_alone(visit.found, service, lang) for lang in LANGUAGES}
        if service
        else {},
        noted=findings.source_days(visit.found, item_id),
        overdue=findings.overdue(visit.found.directory),
        value=lambda each, line: value(each, line, visit.t, visit.found),
    )


def service_alone(found: Catalogue, service: Service, language: str) -> dict[str, Any]:
    """One help service as a child sees it now."""
    now, words = datetime.now(UTC), found.directory.words[language]
    card = service_card(Offer(service, opening(service, now)), language, words, now)
    return {"services": [card], "emergency": [], "language": language}


def flow_map(visit: Visit) -> str:
    """The drawing and the same in words."""
    focus = visit.args.get("path")
    focus = focus if focus in visit.found.flows else None
    asked = visit.args.get("zoom", "")
    zoom = int(asked) if asked in map(str, ZOOMS) else ZOOMS[0]
    return show(
        visit,
        "map.html",
        picture=picture(visit.found, visit.session.language, focus),
        focus=focus,
        zoom=zoom,
        zooms=ZOOMS,
        flows=[f for f in visit.found.flows.values() if focus in (None, f.name)],
    )


def problems(visit: Visit) -> str:
    """Dead ends, hints, services to check again, and everything else that can happen."""
    found = visit.found
    answers = (i for i in found.items.values() if i.kind == "answer")
    hinted = [(i, h) for i in answers if (h := findings.item_hints(i, found))]
    overdue = findings.overdue(found.directory)
    return show(
        visit,
        "problems.html",
        hinted=hinted,
        overdue=[s for s in found.directory.services() if s.id in overdue],
        alone=[i for i in found.items.values() if not found.item(i.id, other(i.language))],
        situations=SITUATIONS,
        rest=[f for f in found.flows.values() if f.tier in ("program", "chat")],
    )


def other(language: str) -> str:
    return LANGUAGES[1 - LANGUAGES.index(language)]


def sheet(visit: Visit) -> str:
    """What was signed, for a decision on a release."""
    every = [(item, visit.standing(item)) for item in visit.found.items.values()]
    return show(
        visit,
        "sheet.html",
        progress=progress(every),
        rows=[(i, s) for i, s in every if i.tier in TWO_PEOPLE or s.history],
        faults=faults(visit),
        today=date.today().isoformat(),
    )


def counted(visit: Visit) -> str:
    """The anonymous daily totals."""
    asked = visit.args.get("days", "")
    days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
    kinds = visit.found.directory.words[visit.session.language]["kinds"]
    t = visit.t["counts"]
    names = {
        "help": kinds,
        "feedback": t["feedback"],
        "understood": t["understood"],
        "language": visit.t["names"],
    }

    def title(table: str, name: str) -> str:
        if table in names:
            return str(names[table].get(name, name))
        key = f"alert_{name}" if table == "alert" else name
        return visit.found.title(key, visit.session.language)

    totals = counts.totals(visit.counts_dir, days, date.today())
    return show(
        visit,
        "counts.html",
        totals=totals,
        days=days,
        periods=PERIODS,
        title=title,
        epsilon=EPSILON,
        hidden=HIDDEN_BELOW,
    )


def share(visit: Visit) -> str:
    return shared(visit)


def shared(visit: Visit, added: int | None = None, problem: str = "") -> str:
    """The page of exports; what came of the table that was brought."""
    return show(visit, "share.html", added=added, problem=problem)


def booklet(
    found: Catalogue, signed: SignOffs, t: Mapping[str, Any], language: str, alone: bool
) -> str:
    """Every conversation in one language, to print. alone: a file that needs no server."""
    flows = {tier: [f for f in found.flows.values() if f.tier == tier] for tier in TIERS}
    return render(
        "booklet.html",
        t,
        found=found,
        flows=flows,
        language=language,
        item=lambda key: found.item(f"answer/{key}", language),
        state=lambda item: standing(item, signed).state,
        services=lambda path: services(found, path, FIRST_COUNTRY, language)["services"],
        today=date.today().isoformat(),
        style=style(found.version) if alone else None,
    )


def style(version: str) -> str:
    """The stylesheet; on paper every page carries the content version, the day and its number."""
    foot = f"Luciole {version} · {date.today()}" if _VERSION.fullmatch(version) else ""
    return (HERE / "review.css").read_text(encoding="utf-8") + (
        f'@page {{ @bottom-left {{ content: "{foot}"; font: 8pt sans-serif; }} '
        '@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }\n'
    )


Page = Callable[[Visit], str]
PAGES: Mapping[str, Page] = {
    "": overview,
    "items": items,
    "flows": flow_list,
    "map": flow_map,
    "problems": problems,
    "counts": counted,
    "sheet": sheet,
    "share": share,
}
