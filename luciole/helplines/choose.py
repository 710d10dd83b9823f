"""Which services a child sees, and in which order. docs/helplines.md explains the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import zip_longest

from luciole.helplines.directory import (
    LISTENING,
    LIVE,
    PEOPLE,
    WORLDWIDE,
    WRITTEN,
    Channel,
    Choosing,
    Country,
    Directory,
    EmergencyNumber,
    Service,
    Topic,
)
from luciole.helplines.hours import Opening, Words


@dataclass(frozen=True)
class Need:
    """What is known of the person: never who they are.

    written: they cannot speak. people: they ask for somebody, not for a form or a tool.
    """

    country: str | None
    topic: str | None = None
    alert: str | None = None
    language: str = "en"
    written: bool = False
    people: bool = False
    more: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    staying: str | None = None


@dataclass(frozen=True)
class Offer:
    """A service and whether it is open at the moment asked about."""

    service: Service
    opening: Opening


@dataclass(frozen=True)
class Choice:
    """What to show: services in order, emergency numbers, and where they come from.

    `place` is where the person is; `uncovered` a country they named that has no file.
    """

    services: tuple[Offer, ...]
    emergency: tuple[EmergencyNumber, ...]
    country: str | None
    language: str
    fallback: bool
    uncovered: str | None
    more_available: bool
    place: Country
    abroad: bool
    written: bool
    moment: datetime
    words: Mapping[str, Words] = field(repr=False)


def choose(directory: Directory, need: Need) -> Choice:
    """Return the services for a need, at most three at first. `need.now` must be aware."""
    if need.now.tzinfo is None:
        raise ValueError("the moment needs a time zone")
    home = directory.country(need.country)
    place = directory.place(need.staying or need.country)
    abroad = home is not None and place is not home
    places = [place, home] if home and abroad else [place]
    ranked = [*_unique(_in_turns(_listed(directory, country, need) for country in places))]
    fallback = home is None or not ranked or home.fallback
    if fallback:
        world = directory.worldwide if home else directory.place(need.country or need.staying)
        ranked = [*_unique([*ranked, *_listed(directory, world, need)])]
    named = (need.staying, need.country)
    first = directory.choosing.first
    rest = ranked[first:] if need.more else []
    return Choice(
        services=tuple(rest or ranked[:first]),
        emergency=_emergency(place, need),
        country=home.code if home else None,
        language=need.language,
        fallback=fallback,
        uncovered=next((code for code in named if code and not directory.country(code)), None),
        more_available=len(ranked) > first and not rest,
        place=place,
        abroad=abroad,
        written=need.written,
        moment=need.now,
        words=directory.words,
    )


def opening(service: Service, now: datetime, written: bool = False) -> Opening:
    """Say whether a person can be reached now, by writing if `written`.

    Open if any channel is. Not known if the hours of one are not; `changes` then says when
    the first of the channels known to be closed opens.
    """
    usable = [c for c in service.channels if c.via in (WRITTEN if written else LIVE)]
    usable = usable or [c for c in service.channels if c.via != "web"]
    states = [channel_opening(channel, now) for channel in usable]
    if is_open := next((state for state in states if state.is_open), None):
        return is_open
    opens = min((state.changes for state in states if state.changes), default=None)
    unknown = not states or any(state.is_open is None for state in states)
    return Opening(None if unknown else False, opens)


def channel_opening(channel: Channel, now: datetime) -> Opening:
    """Say whether one channel is open; not known if its hours are missing or old."""
    if channel.hours is None or channel.hours_as_of:
        return Opening(None)
    return channel.hours.at(now)


def _listed(directory: Directory, country: Country, need: Need) -> list[Offer]:
    """Order what one country has for a need: an alert's services, beside them what is asked for."""
    choosing = directory.choosing
    asked = choosing.topics.get(need.topic or "", choosing.default)
    alert = choosing.alerts.get(need.alert or "")
    if alert is None:
        topic = _people_only(asked, choosing) if need.people else asked
        ranked = _ranked(directory, country, topic, need)
        crisis = (need.topic or "").startswith("crisis_")
        return _answering_first(ranked, topic, need, choosing.first) if crisis else ranked
    urgent = _ranked(directory, country, alert, need)
    urgent = _answering_first(urgent, alert, need, choosing.first)
    if not asked.beside_alert:
        return urgent
    wanted, kept = _ranked(directory, country, asked, need), choosing.first - 1
    return [*_unique([*urgent[:kept], *wanted[:1], *urgent[kept:], *wanted[1:]])]


def _people_only(topic: Topic, choosing: Choosing) -> Topic:
    """The kinds of a topic that listen, then those of somebody to talk to about anything."""
    listening = (kind for kind in topic.kinds if kind in LISTENING or kind == choosing.reserved)
    return replace(topic, kinds=tuple(dict.fromkeys((*listening, *choosing.default.kinds))))


def _ranked(directory: Directory, country: Country, topic: Topic, need: Need) -> list[Offer]:
    """Order what one country (or the worldwide file) has for a topic."""
    choosing = directory.choosing
    reserved = choosing.reserved in topic.kinds
    groups = [_group(directory, country, kind, topic, need) for kind in topic.kinds]
    if reserved:
        groups = [*([offer] for offer in groups[0][: choosing.first - 1]), *groups[1:], groups[0]]
    everything = [*_in_turns(groups)]
    offers = _fitting(everything, topic)
    for kinds in (choosing.talk, choosing.human):
        if not _people(offers, topic):
            everything += _in_turns(_group(directory, country, k, topic, need) for k in kinds)
            offers = _fitting(everything, topic)
    if not _people(offers, topic):
        offers = [*_unique(everything)]
    if country.code == WORLDWIDE:
        lists = _group(directory, country, "find_help", topic, need)
        far = country is directory.elsewhere and not reserved
        offers = [*lists, *offers] if far else [*offers, *lists]
    first = [o for o in offers if not _comes_last(o.service, topic)]
    last = [o for o in offers if _comes_last(o.service, topic)]
    ordered = (first if reserved else _open_first(first, need)) + last
    paired = _pairs_together(ordered, country, need, choosing.first)
    return _keep_people(_keep_best(paired, first, choosing.first), choosing.first)


def _group(
    directory: Directory, country: Country, kind: str, topic: Topic, need: Need
) -> list[Offer]:
    """Return the services of one kind that suit the person, the best first."""
    services = list(country.by_kind.get(kind, ()))
    if country.code != WORLDWIDE:
        services += [s for s in directory.worldwide.by_kind.get(kind, ()) if s.anywhere]
    reserved = directory.choosing.reserved
    offers = [
        Offer(service, opening(service, need.now, need.written))
        for service in services
        if (kind == reserved or reserved not in service.kinds)
        and (service.where != "beyond_europe" or country is not directory.worldwide)
        and (topic.audience in service.audience or "young_people" in service.audience)
    ]

    def key(offer: Offer) -> tuple[int | bool, ...]:
        service = offer.service
        return (
            need.written and not service.is_written,
            service.anywhere,
            topic.audience not in service.audience,
            _language_rank(service, country, need.language),
            _closed(offer),
            offer.opening.is_open is None,
            not service.only_for & topic.subjects,
            not service.is_for_the_young,
            service.kinds[0] != kind,
        )

    return sorted(offers, key=key)


def _language_rank(service: Service, country: Country, language: str) -> int:
    if language in service.languages:
        return 0
    ranks = [country.languages.index(s) for s in service.languages if s in country.languages]
    return 1 + min(ranks, default=len(country.languages) if service.languages else 0)


def _takes(service: Service, topic: Topic) -> bool:
    return not service.only_for or bool(service.only_for & topic.subjects)


def _comes_last(service: Service, topic: Topic) -> bool:
    adults = service.is_for_adults_only and topic.audience == "young_people"
    return adults or not _takes(service, topic)


def _fitting(offers: list[Offer], topic: Topic) -> list[Offer]:
    return [*_unique(offer for offer in offers if _takes(offer.service, topic))]


def _people(offers: list[Offer], topic: Topic) -> bool:
    """Tell whether somebody to talk to is among the offers that fit."""
    fitting = (o.service for o in offers if not _comes_last(o.service, topic))
    return any(PEOPLE & set(service.kinds) for service in fitting)


def _open_first(offers: list[Offer], need: Need) -> list[Offer]:
    def key(offer: Offer) -> tuple[bool, bool]:
        speaking_only = need.written and not offer.service.is_written
        return speaking_only, _closed(offer)

    return sorted(offers, key=key)


def _answering_first(offers: list[Offer], topic: Topic, need: Need, first: int) -> list[Offer]:
    """Among the first, put what is known to be open before what is not known, in the language of
    the person before others."""

    def key(offer: Offer) -> tuple[bool, ...]:
        service = offer.service
        return (
            _comes_last(service, topic),
            need.written and not service.is_written,
            closed := _closed(offer),
            bool(service.languages) and need.language not in service.languages,
            offer.opening.is_open is None and not closed,
        )

    return [*sorted(offers[:first], key=key), *offers[first:]]


def _closed(offer: Offer) -> bool:
    """True if no channel is known to be open and one is known to open later."""
    opening = offer.opening
    return opening.is_open is False or (opening.is_open is None and opening.changes is not None)


def _keep_best(ordered: list[Offer], fitting: list[Offer], first: int) -> list[Offer]:
    """Show the best fit among the first even when it opens later, after what is open now."""
    return _move_up(ordered, fitting[0], first) if fitting else ordered


def _keep_people(ordered: list[Offer], first: int) -> list[Offer]:
    """Show somebody to talk to among the first: a form alone is no help."""
    person = next((offer for offer in ordered if PEOPLE & set(offer.service.kinds)), None)
    return _move_up(ordered, person, first) if person else ordered


def _move_up(ordered: list[Offer], offer: Offer, first: int) -> list[Offer]:
    if offer in ordered[:first]:
        return ordered
    rest = [other for other in ordered if other is not offer]
    return [*rest[: first - 1], offer, *rest[first - 1 :]]


def _pairs_together(offers: list[Offer], country: Country, need: Need, first: int) -> list[Offer]:
    """Put two services of a pair side by side, the one in the person's language first.

    Who has one in their language needs no other beside it.
    """

    def belongs(other: Offer, offer: Offer) -> bool:
        one, two = offer.service, other.service
        usable = two.is_written or not (need.written and one.is_written)
        spoken = need.language in two.languages or need.language not in one.languages
        return usable and spoken and one.pair is not None and one.pair == two.pair

    left = list(offers)
    result: list[Offer] = []
    while left:
        together = [left.pop(0)]
        partner = next((other for other in left if belongs(other, together[0])), None)
        if partner and len(result) < first - 1:
            left.remove(partner)
            together.append(partner)
            together.sort(key=lambda o: _language_rank(o.service, country, need.language))
        result += together
    return result


def _in_turns(groups: Iterable[list[Offer]]) -> Iterator[Offer]:
    """Take the best of each group, then the second of each, and so on."""
    for row in zip_longest(*groups):
        yield from (offer for offer in row if offer is not None)


def _unique(offers: Iterable[Offer]) -> Iterator[Offer]:
    """Leave out what a child would see as the same number or address again."""
    seen: set[str] = set()
    for offer in offers:
        if offer.service.contact not in seen:
            seen.add(offer.service.contact)
            yield offer


def _emergency(place: Country, need: Need) -> tuple[EmergencyNumber, ...]:
    numbers = [n for n in place.emergency if not (need.alert and n.use == "police_not_urgent")]
    if need.written:
        numbers.sort(key=lambda number: number.use != "deaf_sms")
    return tuple(numbers)
