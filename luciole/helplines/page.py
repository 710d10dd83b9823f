"""A printable page per country, for a school wall."""

from __future__ import annotations

from html import escape

from luciole.helplines.directory import Country, Directory, Service
from luciole.helplines.hours import Words
from luciole.helplines.message import checked_text, hours_text

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 12pt/1.35 system-ui, sans-serif; color: #111; max-width: 46em; margin: auto }
h1 { font-size: 20pt; margin: 0 0 .4em } h2 { font-size: 14pt; margin: 1em 0 .3em }
h3 { font-size: 12pt; margin: 0 } ul { margin: 0; padding: 0; list-style: none }
li { border-top: 1px solid #999; padding: .5em 0; break-inside: avoid }
b { font-size: 14pt } p { margin: .15em 0 } small { color: #444 }
"""


def render(directory: Directory, code: str, language: str) -> str | None:
    """Return the page of a country in one language, or None if it has no file."""
    country = directory.country(code)
    if country is None:
        return None
    words = directory.words[language]
    page = words["page"]
    title = escape(page["title"].format(country=country.name[language]))
    services = [s for s in country.services if directory.choosing.reserved not in s.kinds]
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{title}</h1>\n<h2>{escape(page['emergency'])}</h2>\n<ul>",
            *_emergency(country, words, language),
            f"</ul>\n<h2>{escape(page['services'])}</h2>",
            f"<p>{escape(words['hotline_is_not_helpline'])}</p>\n<ul>",
            *(_service(service, words, language) for service in services),
            f"</ul>\n<p><small>{escape(page['foot'])}</small></p>\n</body>\n</html>\n",
        ]
    )


def _emergency(country: Country, words: Words, language: str) -> list[str]:
    lines = [
        f"<li><b>{escape(n.number)}</b> {escape(words['emergency'][n.use])}</li>"
        for n in country.emergency
    ]
    return lines + [f"<li>{escape(warning[language])}</li>" for warning in country.warnings]


def _service(service: Service, words: Words, language: str) -> str:
    contacts = " · ".join(
        f"{escape(words['via'][channel.via])} <b>{escape(_shown(channel.to))}</b>"
        for channel in service.channels
    )
    lines = [
        f"<h3>{escape(service.name)}</h3>",
        f"<p>{escape(words['kinds'][service.kinds[0]])}</p>",
        f"<p>{contacts}</p>",
        f"<p>{escape(service.purpose[language])}</p>",
    ]
    if service.warning:
        lines.append(f"<p>{escape(service.warning[language])}</p>")
    lines.append(f"<p><small>{escape(_facts(service, words, language))}</small></p>")
    return "<li>" + "".join(lines) + "</li>"


def _facts(service: Service, words: Words, language: str) -> str:
    page = words["page"]
    facts = [hours_text(service, language, words)]
    if service.free:
        facts.append(page["free"])
    elif service.cost:
        facts.append(service.cost[language])
    if service.anonymous:
        facts.append(page["anonymous"])
    if service.anonymity_limits:
        facts.append(service.anonymity_limits[language])
    if service.languages:
        names = ", ".join(words["languages"][name] for name in service.languages)
        facts.append(page["languages"].format(languages=names))
    facts.append(checked_text(service.checked, words))
    return " · ".join(facts)


def _shown(to: str) -> str:
    return to.removeprefix("https://").removeprefix("www.").rstrip("/")
