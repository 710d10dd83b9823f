"""The widget as one file, and the pages around it."""

import base64
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import minify
from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from luciole import paths
from luciole.answers.store import LANGUAGES
from luciole.content import ContentError, read_yaml, relative
from luciole.countries import country_codes
from luciole.helplines.directory import PEOPLE, WORLDWIDE, Country
from luciole.helplines.message import checked_text
from luciole.helplines.reply import directory, help_message

# In the order in which they need each other.
MODULES = (
    "dom", "mask", "server", "speech", "exit", "theme", "help", "desk", "hide", "intro", "writing",
    "chat", "panel", "element",
)  # fmt: skip
NUMBERS_OFFLINE = 2
STABLE = "v1"
HOUR = 3600
YEAR = 31_536_000
JAVASCRIPT = "text/javascript; charset=utf-8"

# Emergency numbers, each as [number, use], and where people answer, each as
# [number, languages, kind, via].
Essentials = tuple[list[list[str]], list[list[str]]]

_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@dataclass(frozen=True)
class Bundle:
    """js: one ES module. version: names these very bytes. integrity: for the script tag."""

    js: str
    version: str
    integrity: str


@lru_cache(maxsize=1)
def bundle() -> Bundle:
    """The widget: modules, words, style and essential helplines. Raises ContentError."""
    texts = {language: read_texts(language) for language in LANGUAGES}
    check_same_shape(texts)
    data = {
        "TOPICS": both(*(words["topics"] for words in texts.values())),
        "TEXTS": {language: words["texts"] for language, words in texts.items()},
        "HELPLINES": essential_helplines(),
    }
    parts = [f"const {name}={compact(value)};" for name, value in data.items()]
    style = f"const STYLE={compact(minify.string('text/css', source('style.css')))};"
    # In a function of its own, so that the minifier may shorten every name; the style near the
    # code that has the same words, so that it packs well.
    js = minify.string(
        "text/javascript", "\n".join(["(() => {", *parts, *modules(), style, "})();"])
    )
    digest = hashlib.sha384(js.encode()).digest()
    return Bundle(js, digest.hex()[:12], f"sha384-{base64.b64encode(digest).decode()}")


def modules() -> Iterator[str]:
    """The sources without their imports and exports: together they are one module."""
    for name in MODULES:
        yield _EXPORT.sub("", _IMPORT.sub("", source(f"src/{name}.js")))


def source(name: str) -> str:
    return (paths.WIDGET / name).read_text(encoding="utf-8")


def read_texts(language: str) -> dict[str, Any]:
    """The words of one language. Raises ContentError."""
    path = paths.WIDGET / "texts" / f"{language}.yml"
    words = read_yaml(path)
    if words.get("language") != language:
        raise ContentError(f"{relative(path)}:1: language is not '{language}': correct that line")
    return {"texts": dict(words["texts"]), "topics": [dict(topic) for topic in words["topics"]]}


def check_same_shape(texts: dict[str, dict[str, Any]]) -> None:
    """Raises ContentError when a key or a question is missing in one language."""
    shapes = {
        language: [
            *words["texts"],
            *(q["payload"] for t in words["topics"] for q in t["questions"]),
        ]
        for language, words in texts.items()
    }
    for language, shape in shapes.items():
        for other, wanted in shapes.items():
            if missing := [key for key in wanted if key not in shape]:
                raise ContentError(
                    f"widget/texts/{language}.yml:1: '{missing[0]}' is missing: "
                    f"add it, {other}.yml has it"
                )
    if len({tuple(shape) for shape in shapes.values()}) > 1:
        raise ContentError(
            "widget/texts/en.yml:1: keys or questions in another order than in fr.yml: "
            "put them in that order"
        )


def both(*topics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The suggested questions with their titles in both languages, for they share the payloads."""
    return [
        {
            "title": titles(same),
            "questions": [
                {"title": titles(pair), "payload": pair[0]["payload"]}
                for pair in zip(*(topic["questions"] for topic in same), strict=True)
            ],
        }
        for same in zip(*topics, strict=True)
    ]


def titles(same: Sequence[dict[str, Any]]) -> dict[str, str]:
    return {language: one["title"] for language, one in zip(LANGUAGES, same, strict=True)}


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def essential_helplines() -> dict[str, Any]:
    """What a child sees when no server answers: per country whom to call, and how old that is."""
    known = directory()
    everywhere = {language: help_message({"language": language}) for language in LANGUAGES}
    countries = {country.code: essentials(country) for country in known.countries.values()}
    worldwide = essentials_of(everywhere[LANGUAGES[0]])
    listed = [*countries.values(), worldwide]
    uses = {"all", *(use for emergency, _ in listed for _, *rest in emergency for use in rest)}
    oldest = min(service.checked for service in known.services())
    words = {}
    for language, message in everywhere.items():
        all_words = known.words[language]
        words[language] = {
            "checked": checked_text(oldest, all_words),
            "via": {via: all_words["via"][via] for via in ("phone", "sms", "web")},
            "uses": {use: all_words["emergency"][use] for use in sorted(uses)},
            "kinds": {kind: all_words["kinds"][kind] for kind in sorted(PEOPLE)},
            "about": {service["name"]: service["for"] for service in message["services"]},
            "warnings": message["warnings"],
        }
    return {"countries": countries, "worldwide": worldwide, "words": words}


def essentials(country: Country) -> Essentials:
    """Of one country. The names of services are left out: they would weigh too much."""
    everything = [n for n in country.emergency if n.use == "all"]
    several = len(country.languages) > 1
    numbers = [
        [channel.to, " ".join(service.languages) if several else "", service.kinds[0], channel.via]
        for service in country.services
        if service.kinds[0] in PEOPLE and not service.is_for_adults_only
        for channel in service.channels
        if channel.via in ("phone", "sms") and "://" not in channel.to
    ]
    emergency = [[n.number, n.use] for n in everything or country.emergency[:2]]
    return without_usual(emergency, numbers[:NUMBERS_OFFLINE])


def essentials_of(message: dict[str, Any]) -> Essentials:
    """Of the message for a country that is not known; there, services have their names."""
    emergency = [[n["number"], n["use"]] for n in message["emergency"]]
    numbers = [
        [channel["to"], "", service["name"], channel["via"]]
        for service in message["services"]
        for channel in service["channels"]
    ]
    return without_usual(emergency, numbers)


def without_usual(emergency: list[list[str]], numbers: list[list[str]]) -> Essentials:
    """Usual values at the end of a list are left out; builtIn in help.js knows them."""
    for entries, usual in (
        (emergency, ["", "all"]),
        (numbers, ["", "", "child_helpline", "phone"]),
    ):
        for entry in entries:
            while entry[-1] == usual[len(entry) - 1]:
                entry.pop()
    return emergency, numbers


@lru_cache(maxsize=1)
def gzipped() -> bytes:
    return gzip.compress(bundle().js.encode(), 9, mtime=0)


def register(app: Sanic, origins: frozenset[str] = frozenset()) -> None:
    """Adds the widget and its pages to the server. origins: of sites that may frame it."""
    framing = " ".join(["'self'", *sorted(origins)])

    async def frame(request: Request) -> HTTPResponse:
        """The widget alone, for an iframe on a site that forbids scripts of others."""
        return page("frame.html", framing, asked_for(request))

    app.add_route(script, "/widget/<version:str>/luciole.js")
    app.add_route(demo, "/")
    app.add_route(demo_style, "/demo.css")
    app.add_route(frame, "/frame")
    app.add_route(privacy, "/privacy/<language:str>")


async def script(request: Request, version: str) -> HTTPResponse:
    """The stable address may change within the hour; an address with a version never does."""
    if version not in (STABLE, bundle().version):
        raise NotFound("no such version")
    seconds = HOUR if version == STABLE else YEAR
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": f"public, max-age={seconds}" + (", immutable" if seconds == YEAR else ""),
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return raw(
            gzipped(), headers={**headers, "Content-Encoding": "gzip"}, content_type=JAVASCRIPT
        )
    return raw(bundle().js.encode(), headers=headers, content_type=JAVASCRIPT)


async def demo(request: Request) -> HTTPResponse:
    """The site of an imaginary NGO; `?lang=en` for English."""
    language = "en" if request.args.get("lang") == "en" else "fr"
    return page(f"demo.{language}.html", "'none'")


async def demo_style(_: Request) -> HTTPResponse:
    return raw(source("pages/demo.css").encode(), content_type="text/css; charset=utf-8")


def asked_for(request: Request) -> dict[str, str]:
    """Language, country and way to help of a page, from its address."""
    country = request.args.get("country", "").upper()
    language = "en" if request.args.get("lang") == "en" else "fr"
    known = directory().country(country)
    return {
        "language": language,
        "country": country if country in country_codes() else "",
        "help": f"/helplines/{known.code if known else WORLDWIDE}?language={language}",
        "help_title": escape(help_title(language)),
    }


@lru_cache(maxsize=2)
def help_title(language: str) -> str:
    """What the way to help services is called."""
    return str(read_texts(language)["texts"]["help_title"])


async def privacy(_: Request, language: str) -> HTTPResponse:
    """What is kept and what is not, for children."""
    if language not in LANGUAGES:
        raise NotFound("no such language")
    return page(f"privacy.{language}.html", "'none'")


def page(name: str, frame_ancestors: str, words: dict[str, str] | None = None) -> HTTPResponse:
    """A page of ours: no script, style, image or connection but from this server."""
    text = source(f"pages/{name}")
    for key, value in (words or {}).items():
        text = text.replace("{" + key + "}", value)
    headers = {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frame_ancestors}",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return raw(text.encode(), headers=headers, content_type="text/html; charset=utf-8")


def tag(server: str) -> str:
    """The script tag of this very version, for a site that wants an integrity hash."""
    made = bundle()
    return (
        f'<script type="module" src="{server}/widget/{made.version}/luciole.js"\n'
        f'        integrity="{made.integrity}" crossorigin="anonymous"></script>'
    )


if __name__ == "__main__":
    print(tag(sys.argv[1].rstrip("/")))
