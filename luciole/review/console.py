"""The console's routes: who may enter, which page answers, what a form does."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect, text

from luciole.answers.store import LANGUAGES
from luciole.channel.requests import BadRequest
from luciole.content import ContentError
from luciole.countries import country_codes
from luciole.helplines.directory import DirectoryError
from luciole.review import access, exchange, pages, trial
from luciole.review.access import Door, Session
from luciole.review.catalogue import catalogue
from luciole.review.pages import PAGES, Visit
from luciole.review.signoffs import ROLES, SignOffRefused, sign, sign_offs
from luciole.review.trial import Tried
from luciole.review.wording import wording

HOME = "/review"
WRONG_SECRET_SECONDS = 1
LARGEST_FILE = 2_000_000  # bytes; the table of everything to sign has 250,000
CSV = "text/csv; charset=utf-8"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


def mount(app: Sanic, secret: str, counts_dir: Path | None) -> None:
    """Adds every route of the console. Raises SettingsError for a secret that is too short."""
    door = Door(secret)
    app.ctx.review_counts_dir = counts_dir
    routes = Blueprint("review", url_prefix=HOME)
    add_entrance(routes, door)
    add_pages(routes, door)
    add_forms(routes, door)
    add_files(routes, door)
    routes.on_response(protect)
    app.blueprint(routes)


async def protect(_: Request, response: HTTPResponse) -> None:
    """No script, no frame, nothing from elsewhere, nothing kept by the browser."""
    response.headers.update(HEADERS)


def add_entrance(routes: Blueprint, door: Door) -> None:
    @routes.get("/style.css")
    async def stylesheet(request: Request) -> HTTPResponse:
        version = str(request.args.get("version") or "")
        return text(pages.style(version), content_type="text/css; charset=utf-8")

    @routes.get("/login")
    async def login(request: Request) -> HTTPResponse:
        return entrance(request, None)

    @routes.post("/login")
    async def enter(request: Request) -> HTTPResponse:
        if not access.is_own(request):
            return refused(request)
        if not door.knows(field(request, "secret")):
            await asyncio.sleep(WRONG_SECRET_SECONDS)
            return entrance(request, "wrong", 401)
        initials, role = field(request, "initials").strip(), field(request, "role")
        if role not in ROLES or not 2 <= len(initials) <= 5 or not initials.isalpha():
            return entrance(request, "incomplete", 400)
        response = redirect(own_address(field(request, "next")), status=303)
        access.keep(response, door.token(Session(role, initials, language_of(request))))
        return response

    @routes.post("/logout")
    async def leave(request: Request) -> HTTPResponse:
        if not access.is_own(request):
            return refused(request)
        response = redirect(f"{HOME}/login", status=303)
        access.forget(response)
        return response


def entrance(request: Request, problem: str | None, status: int = 200) -> HTTPResponse:
    language = language_of(request)
    wanted = own_address(request.args.get("next") or field(request, "next"))
    page = pages.render(
        "login.html", wording()[language], problem=problem, next=wanted, language=language
    )
    return html(page, status=status)


def language_of(request: Request) -> str:
    """The language asked for, else the browser's."""
    asked = request.args.get("lang") or field(request, "lang")
    if asked in LANGUAGES:
        return str(asked)
    return "fr" if request.headers.get("accept-language", "fr").lower().startswith("fr") else "en"


def own_address(wanted: str) -> str:
    """An address inside the console, for going back."""
    inside = wanted == HOME or wanted.startswith((f"{HOME}/", f"{HOME}?"))
    return wanted if inside and "\\" not in wanted and wanted.isprintable() else HOME


def field(request: Request, name: str) -> str:
    """The value of a form's field, empty if it was not sent."""
    return next(iter(fields(request, name)), "")


def fields(request: Request, name: str) -> list[str]:
    """Every value of a form's field."""
    form: Any = request.form if request.method == "POST" else None
    return [str(value) for value in form.getlist(name) or ()] if form else []


def refused(request: Request) -> HTTPResponse:
    t = wording()[language_of(request)]
    return html(
        pages.render("notice.html", t, title=t["refused"], said=t["refused_site"], echo=""), 403
    )


def add_pages(routes: Blueprint, door: Door) -> None:
    for name, page in PAGES.items():
        routes.add_route(inside(door)(plain(page)), f"/{name}" if name else "", name=f"page_{name}")

    @routes.get("/flow/<name:str>")
    @inside(door)
    async def flow(visit: Visit, _: Request, name: str) -> HTTPResponse:
        return found_or_not(visit, await asyncio.to_thread(pages.flow, visit, name))

    @routes.get("/item/<kind:str>/<name:str>")
    @inside(door)
    async def item(visit: Visit, _: Request, kind: str, name: str) -> HTTPResponse:
        return found_or_not(visit, await asyncio.to_thread(pages.item, visit, f"{kind}/{name}"))

    @routes.get("/booklet/<language:str>")
    @inside(door)
    async def booklet(visit: Visit, _: Request, language: str) -> HTTPResponse:
        if language not in LANGUAGES:
            return found_or_not(visit, None)
        t = wording()[language]
        return html(
            await asyncio.to_thread(pages.booklet, visit.found, visit.signed, t, language, False)
        )

    @routes.get("/try")
    @inside(door)
    async def try_page(visit: Visit, _: Request) -> HTTPResponse:
        return html(pages.try_page(visit, Tried(language=visit.session.language)))


def plain(page: pages.Page) -> Handler:
    async def handle(visit: Visit, _: Request) -> HTTPResponse:
        return html(await asyncio.to_thread(page, visit))

    return handle


def inside(door: Door) -> Callable[[Handler], Handler]:
    """Only for people with a session, and forms only from the console's own pages."""

    def wrap(handler: Handler) -> Handler:
        @wraps(handler)
        async def handle(request: Request, **names: str) -> HTTPResponse:
            if request.method == "POST" and not access.is_own(request):
                return refused(request)
            session = door.session(request.cookies.get(access.COOKIE))
            if session is None:
                return outside(request)
            try:
                visit = await asyncio.to_thread(arrive, request, session)
            except (ContentError, DirectoryError) as error:
                t = wording()[session.language]
                page = pages.render("notice.html", t, title=t["faults"], said=str(error), echo="")
                return html(page, status=500)
            response = await handler(visit, request, **names)
            if access.COOKIE not in response.cookies:
                access.keep(response, door.token(session))
            return response

        return handle

    return wrap


def outside(request: Request) -> HTTPResponse:
    """The entrance; a form that came too late is not sent on."""
    if request.method == "POST":
        return entrance(request, "expired", 401)
    wanted = own_address(
        request.path + (f"?{request.query_string}" if request.query_string else "")
    )
    page = pages.render(
        "login.html",
        wording()[language_of(request)],
        problem="expired" if request.cookies.get(access.COOKIE) else None,
        next=wanted,
        language=language_of(request),
    )
    return html(page, status=401)


def arrive(request: Request, session: Session) -> Visit:
    args = {name: str(values[0])[:200] for name, values in request.args.items()}
    return Visit(
        session,
        wording()[session.language],
        catalogue(),
        sign_offs(),
        args,
        request.path,
        request.app.ctx.review_counts_dir,
    )


def found_or_not(visit: Visit, page: str | None) -> HTTPResponse:
    if page is not None:
        return html(page)
    said = visit.t["not_found"]
    return html(pages.render("notice.html", visit.t, title="404", said=said, echo=""), status=404)


def add_forms(routes: Blueprint, door: Door) -> None:
    @routes.post("/language")
    @inside(door)
    async def change_language(visit: Visit, request: Request) -> HTTPResponse:
        now = visit.session
        response = redirect(own_address(field(request, "back")), status=303)
        changed = Session(now.role, now.initials, pages.other(now.language))
        access.keep(response, door.token(changed))
        return response

    @routes.post("/sign")
    @inside(door)
    async def sign_form(visit: Visit, request: Request) -> HTTPResponse:
        try:
            await asyncio.to_thread(sign_all, visit, request)
        except SignOffRefused as error:
            key = str(error)
            page = pages.render(
                "notice.html",
                visit.t,
                title=visit.t["refused"],
                said=visit.t["sign"][key],
                echo=field(request, "comment"),
            )
            return html(page, status=409 if key == "moved" else 400)
        return redirect(own_address(field(request, "back")), status=303)

    @routes.post("/try")
    @inside(door)
    async def try_form(visit: Visit, request: Request) -> HTTPResponse:
        outcome, status = await tried(visit, request)
        return html(pages.try_page(visit, outcome), status=status)

    @routes.post("/flow/<name:str>")
    @inside(door)
    async def try_flow(visit: Visit, request: Request, name: str) -> HTTPResponse:
        outcome, status = await tried(visit, request)
        page = await asyncio.to_thread(pages.flow, visit, name, outcome)
        return html(page, status=status) if page else found_or_not(visit, None)

    @routes.post("/verdicts", stream=True)
    @inside(door)
    async def bring_verdicts(visit: Visit, request: Request) -> HTTPResponse:
        await receive_file(request)
        return await added(visit, request)

    @routes.post("/try/list", stream=True)
    @inside(door)
    async def try_list(visit: Visit, request: Request) -> HTTPResponse:
        await receive_file(request)
        return await judged(visit, request)


def sign_all(visit: Visit, request: Request) -> None:
    """One verdict on every ticked text, if all still are what was read. Raises SignOffRefused."""
    language, verdict = field(request, "language"), field(request, "verdict")
    ticked = [mark.partition("#") for mark in fields(request, "item")]
    if not ticked:
        raise SignOffRefused("nothing")
    read = [(visit.found.item(item_id, language), seen) for item_id, _, seen in ticked]
    if any(item is None or item.hash != seen for item, seen in read):
        raise SignOffRefused("moved")
    who = visit.session
    for item, _ in read:
        if item:
            comment = field(request, "comment")
            sign(item, verdict, who.role, who.initials, comment, visit.found.version)


async def tried(visit: Visit, request: Request) -> tuple[Tried, int]:
    """The conversation so far with one message more, all of it held by the page alone.

    With the status of the response.
    """
    language = field(request, "language")
    language = language if language in LANGUAGES else visit.session.language
    country = field(request, "country") if field(request, "country") in country_codes() else None
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None:
        return Tried((), language, country, "no_model"), 503
    said = [words for words in fields(request, "said") if words.strip()]
    words = field(request, "tap") or field(request, "message").strip()
    said = [*said, words] if words else said
    choosing = visit.found.directory.choosing
    try:
        turns = await trial.converse(agent, said, language, country, choosing)
    except BadRequest as error:
        return Tried((), language, country, str(error)), 400
    return Tried(tuple(turns), language, country), 200


async def judged(visit: Visit, request: Request) -> HTTPResponse:
    """The table for a pasted or chosen list, to read or to download."""
    here = Tried(language=visit.session.language)
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None:
        return html(pages.try_page(visit, here, problem="no_model"), status=503)
    pasted = brought(request) or field(request, "list")
    try:
        rows = await trial.judge(agent, trial.read_list(pasted))
    except trial.ListRefused as error:
        return html(pages.try_page(visit, here, pasted=pasted, problem=str(error)), status=400)
    if field(request, "as") == "csv":
        return download(trial.table_csv(rows), "luciole-list.csv")
    return html(pages.try_page(visit, here, rows=rows, pasted=pasted))


async def receive_file(request: Request) -> None:
    """Reads a form that brings a file, larger than any other request may be."""
    stream: Any = request.stream
    stream.request_max_size = LARGEST_FILE
    await request.receive_body()


def brought(request: Request) -> str:
    """The text of the file that a form sent, empty if there is none."""
    file = (request.files or {}).get("file")
    return file.body.decode("utf-8-sig", "replace") if file and file.body else ""


async def added(visit: Visit, request: Request) -> HTTPResponse:
    """Adds the signatures of a filled table or of an export from elsewhere."""
    who = visit.session
    try:
        new = await asyncio.to_thread(
            exchange.bring, brought(request), visit.found, who.role, who.initials
        )
    except ContentError as error:
        return html(pages.shared(visit, problem=str(error)), status=400)
    return html(pages.shared(visit, added=len(new)))


def add_files(routes: Blueprint, door: Door) -> None:
    @routes.get("/translate/<language:str>")
    @inside(door)
    async def translate(visit: Visit, _: Request, language: str) -> HTTPResponse:
        if language not in LANGUAGES:
            return found_or_not(visit, None)
        table = await asyncio.to_thread(exchange.translation_csv, visit.found, language)
        return download(table, f"luciole-{language}.csv")

    @routes.get("/verdicts.csv")
    @inside(door)
    async def verdicts(visit: Visit, _: Request) -> HTTPResponse:
        language = visit.session.language
        table = await asyncio.to_thread(
            exchange.verdict_csv, visit.found, visit.signed, visit.t["states"], language
        )
        return download(table, "luciole-verdicts.csv")

    @routes.get("/signatures.csv")
    @inside(door)
    async def signatures_table(visit: Visit, _: Request) -> HTTPResponse:
        return download(exchange.signatures_csv(visit.signed), "luciole-signatures.csv")

    @routes.get("/signatures.jsonl")
    @inside(door)
    async def signatures(visit: Visit, _: Request) -> HTTPResponse:
        return download(
            exchange.signatures_jsonl(visit.signed), "luciole-signatures.jsonl", "application/jsonl"
        )


def download(content: str, name: str, kind: str = CSV) -> HTTPResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return text(content, headers=headers, content_type=kind)
