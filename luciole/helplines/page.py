"""A page per country, for a school wall and for browsers without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from luciole.helplines.directory import LISTENING, WORLDWIDE, Channel, Country, Directory, Service
from luciole.helplines.facts import service_facts
from luciole.helplines.hours import Words
from luciole.helplines.message import dialled, hours_text, service_checked_text
from luciole.nlu.normalise import plain

STYLE = """
@page { size: A4; margin: 12mm }
body { font: 10.5pt/1.25 system-ui, sans-serif; color: #111; background: #fff; max-width: 62em;
  margin: auto; padding: 0 1em }
h1 { font-size: 20pt; line-height: 1.1; margin: .5em 0 }
h2 { font-size: 14pt; margin: .9em 0 .3em; break-after: avoid }
h3 { font-size: 10.5pt; margin: 0 } p { margin: .1em 0 }
ul { margin: 0; padding: 0; list-style: none }
li { border-top: 1px solid #999; padding: .25em 0; break-inside: avoid }
b { font-size: 13pt; overflow-wrap: anywhere } b.address { font-size: 10.5pt }
a { color: inherit }
small { color: #444; font-size: 8.5pt }
.kind { font-style: italic }
.emergency { border: 2px solid #111; padding: .2em .8em .6em }
.emergency li { border: 0; padding: .1em 0 } .emergency b { font-size: 20pt }
.languages { text-align: right }
@media (min-width: 44em), print { .cards { columns: 2; column-gap: 2em } }
@media print { body { padding: 0 } .languages { display: none } }
"""


def render(directory: Directory, code: str, language: str) -> str | None:
    """Return the page of a country in one language, or None if it has no file. The page of ZZ is
    for a country that is not known: what helps in many, and the way to each."""
    elsewhere = directory.worldwide if code.upper() == WORLDWIDE else None
    country = directory.country(code) or elsewhere
    if country is None:
        return None
    words = directory.words[language]
    page = words["page"]
    title = escape(page["title"].format(country=country.name[language]))
    other = next(name for name in directory.words if name != language)
    services = directory.for_everybody(country)
    young = [service for service in services if "young_people" in service.audience]
    listening = [service for service in young if service.kinds[0] in LISTENING]
    acting = [service for service in young if service not in listening]
    adults = [service for service in services if service not in young]
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
            f'<header class="languages"><a lang="{other}" hreflang="{other}" '
            f'href="?language={other}">{escape(directory.words[other]["page"]["language"])}</a>',
            f'</header>\n<main>\n<h1>{title}</h1>\n<div class="emergency">',
            f"<h2>{escape(page['emergency'])}</h2>\n<ul>",
            *_emergency(country, words, language),
            "</ul>\n</div>",
            *(_countries(directory, language) if elsewhere else ()),
            *_section(page["services"], listening, words, language),
            *_section(page["act"], acting, words, language, words["hotline_is_not_helpline"]),
            *_section(page["adults"], adults, words, language),
            f"<p><small>{escape(page['foot'])}</small></p>\n</main>\n</body>\n</html>\n",
        ]
    )


def _countries(directory: Directory, language: str) -> list[str]:
    """Every country by name, with the way to its page."""
    named = sorted((plain(c.name[language]), c) for c in directory.countries.values())
    links = (
        f'<li><a href="{c.code}?language={language}">{escape(c.name[language])}</a></li>'
        for _, c in named
    )
    return ['<ul class="cards">', *links, "</ul>"]


def _emergency(country: Country, words: Words, language: str) -> list[str]:
    lines = [
        f'<li><a href="{"sms" if n.use == "deaf_sms" else "tel"}:{_digits(n.number)}">'
        f"<b>{escape(n.number)}</b></a> {escape(words['emergency'][n.use])}</li>"
        for n in country.emergency
    ]
    writing = [country.emergency_in_writing] if country.emergency_in_writing else []
    return lines + [f"<li>{escape(text[language])}</li>" for text in (*country.warnings, *writing)]


def _section(
    title: str, services: Iterable[Service], words: Words, language: str, note: str = ""
) -> list[str]:
    """A heading with its services; nothing where there are none."""
    items = [_service(service, words, language) for service in services]
    if not items:
        return []
    notes = [f"<p>{escape(note)}</p>"] if note else []
    return [f"<h2>{escape(title)}</h2>", *notes, '<ul class="cards">', *items, "</ul>"]


def _service(service: Service, words: Words, language: str) -> str:
    lines = [
        f"<h3>{escape(service.name)}</h3>",
        f'<p class="kind">{escape(words["kinds"][service.kinds[0]])}</p>',
        *(f"<p>{_way(c, words)}</p>" for c in service.channels),
        f"<p>{escape(service.purpose[language])}</p>",
    ]
    if service.warning:
        lines.append(f"<p>{escape(service.warning[language])}</p>")
    facts = [
        hours_text(service, language, words),
        *service_facts(service, language, words),
        service_checked_text(service, words),
    ]
    lines.append(f"<p><small>{escape(' · '.join(facts))}</small></p>")
    return "<li>" + "".join(lines) + "</li>"


def _way(channel: Channel, words: Words) -> str:
    to = channel.to
    address = "://" in to or "@" in to
    shown = to.removeprefix("https://").removeprefix("www.").rstrip("/")
    kind = ' class="address"' if address else ""
    link = f'<a href="{escape(_address(channel))}"><b{kind}>{escape(shown)}</b></a>'
    return f"{escape(words['via'][channel.via])} {link}"


def _address(channel: Channel) -> str:
    """What a tap opens: a call, a text message, a website."""
    if "://" in channel.to:
        return channel.to
    if channel.via == "email":
        return f"mailto:{channel.to}"
    number = _digits(dialled(channel) or channel.to)
    if channel.via == "whatsapp":
        return f"https://wa.me/{number.removeprefix('+')}"
    return f"{'sms' if channel.via == 'sms' else 'tel'}:{number}"


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdigit() or c == "+")
