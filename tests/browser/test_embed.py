"""What docs/embed.md and embed/ promise to those who put Luciole on their site."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from visiting import Visit, on

from luciole import widget as pages
from luciole.widget import bundle

ROOT = Path(__file__).resolve().parents[2]
PHP = Path(__file__).parent / "php"
DOCUMENT = (ROOT / "docs" / "embed.md").read_text(encoding="utf-8")
SOURCES = "\n".join(path.read_text() for path in sorted((ROOT / "widget" / "src").glob("*.js")))
STYLE = (ROOT / "widget" / "style.css").read_text()
EXAMPLE = "https://luciole.example.org"
SCRIPT = f'<script type="module" src="{EXAMPLE}/widget/v1/luciole.js"></script>'


def test_the_document_names_every_attribute_event_and_property() -> None:
    table = {word for row in re.findall(r"^\| (`.+?) \|", DOCUMENT, re.M) for word in ticked(row)}
    read = set(re.findall(r'given\("([\w-]+)"\)', SOURCES)) | {"exit-fr", "exit-en", "open"}
    assert table == read | set(re.findall(r":host\(\[(\w+)=", STYLE))
    events = {f"luciole-{what}" for what in re.findall(r'this\.tell\("(\w+)"\)', SOURCES)}
    assert events == set(re.findall(r"`(luciole-(?:open|close|hide|exit)\w*)`", DOCUMENT))
    assert set(re.findall(r"var\((--luciole-\w+)", STYLE)) == {
        word for word in ticked(DOCUMENT) if word.startswith("--luciole")
    }
    for slot in re.findall(r'h\("slot", \{ name: "(\w+)"', SOURCES):
        assert f'slot="{slot}"' in DOCUMENT


def ticked(text: str) -> set[str]:
    return set(re.findall(r"`([\w-]+)`", text))


Make = Callable[..., Page]


@pytest.fixture
def page_with(context: Callable[..., BrowserContext], stub: str) -> Make:
    """Makes a page of another site with this in it; EXAMPLE stands for our server."""

    def make(html: str, policy: str = "") -> Page:
        page = context().new_page()
        page.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation',"
            " event => broken.push(event.violatedDirective))"
        )
        whole = html if "<!doctype" in html else f"<!doctype html><title>x</title>{html}"
        data = {"html": whole.replace(EXAMPLE, stub), "policy": policy.replace(EXAMPLE, stub)}
        page.request.put(f"{stub}/made", data=data)
        # A frame is shown only to sites that LUCIOLE_ORIGINS names, and to the server's own.
        page.goto(f"{stub if '<iframe' in html else elsewhere(stub)}/made")
        return page

    return make


def elsewhere(stub: str) -> str:
    """The same server as another origin."""
    return stub.replace("127.0.0.1", "localhost")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", DOCUMENT, re.S)


def test_the_tag_of_the_document_under_the_policy_of_the_document(page_with: Make) -> None:
    policy = blocks("http")[0].partition(": ")[2].strip()
    page = page_with(blocks("html")[0], policy)
    widget = on(page).open()
    widget.ask("bonjour")
    assert len(widget.said()) == 3
    assert page.evaluate("window.broken") == []


def test_every_piece_of_html_in_the_document_works(page_with: Make) -> None:
    made = bundle()
    for html in blocks("html"):
        html = re.sub(r"/widget/[0-9a-f]{12}/", f"/widget/{made.version}/", html)
        html = html.replace("sha384-…", made.integrity)
        if "iframe" not in html and "luciole.js" not in html:
            html += SCRIPT
        if "iframe" not in html and "<luciole-chat" not in html:
            html += "<luciole-chat></luciole-chat>"
        page = page_with(html)
        place = page.frame_locator("iframe") if "iframe" in html else page
        expect(place.locator("luciole-chat").locator(".launcher, .panel").first).to_be_visible()
        page.context.close()


def test_the_command_prints_the_tag_of_this_version() -> None:
    made = bundle()
    command = [sys.executable, "-m", "luciole.widget", EXAMPLE]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f'src="{EXAMPLE}/widget/{made.version}/luciole.js"' in printed
    assert f'integrity="{made.integrity}" crossorigin="anonymous"' in printed


def test_the_file_on_the_hosts_own_site(page_with: Make, stub: str) -> None:
    """Help services are asked for once, from the server the tag names, not the file's host."""
    tag = f'<luciole-chat lang="fr" country="FR" server="{EXAMPLE}/"></luciole-chat>'
    page = page_with('<script type="module" src="/widget/v1/luciole.js"></script>' + tag)
    asked: list[str] = []
    # A slow first load still asks for the help services.
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    widget = on(page).open()
    widget.ask("bonjour")
    assert asked == [
        f"{elsewhere(stub)}/made",
        f"{elsewhere(stub)}/widget/v1/luciole.js",
        f"{stub}/helplines/FR.json?language=fr",
        f"{stub}/webhooks/webchat/webhook",
    ]


def test_the_closed_and_the_open_widget_lie_over_a_cookie_bar(visit: Visit) -> None:
    widget = visit()
    widget.page.evaluate(
        """() => {
          const bar = document.createElement("div");
          bar.style.cssText = "position:fixed;inset:auto 0 0 0;height:50%;z-index:2147483647;"
            + "background:#ccc";
          document.body.append(bar);
        }"""
    )
    widget.open().ask("bonjour")
    widget.tap("Fermer")
    widget.find(".closed .exit").click(trial=True)
    widget.open().find(".send").click(trial=True)


def test_start_open_at_the_left_and_dark(page_with: Make) -> None:
    tag = '<luciole-chat lang="en" open position="left" theme="dark"></luciole-chat>'
    page = page_with(tag + SCRIPT)
    page.set_viewport_size({"width": 1000, "height": 800})
    panel = page.locator("luciole-chat .panel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box
    assert box["x"] < 100
    assert panel.evaluate("one => getComputedStyle(one).colorScheme") == "dark"
    assert page.evaluate("document.activeElement === document.body")


def php(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["php", "-d", "error_reporting=E_ALL", "-d", "display_errors=stdout"]
    return subprocess.run(
        [*command, str(PHP / name), *arguments], capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize("path", sorted((ROOT / "embed").rglob("*.php")), ids=lambda one: one.name)
def test_php_is_well_formed(path: Path) -> None:
    subprocess.run(["php", "-l", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "arguments", "launcher"),
    [
        ("wordpress.php", ("fr_BE", "all"), "Poser une question"),
        ("wordpress.php", ("en_GB", "all"), "Ask a question"),
        ("wordpress.php", ("fr_FR", "shortcode"), None),
        ("drupal.php", ("fr",), "Poser une question"),
        ("drupal.php", ("de",), "Ask a question"),
    ],
)
def test_what_the_plugins_print_is_a_widget(
    page_with: Make, name: str, arguments: tuple[str, ...], launcher: str | None
) -> None:
    page = page_with(php(name, EXAMPLE, *arguments).stdout)
    widget = on(page)
    if launcher:
        expect(widget.find(".launcher")).to_have_text(launcher)
        widget.open()
    widget.ask("bonjour")
    assert len(widget.said()) == 3
    assert page.locator("b").count() == 0


@pytest.mark.parametrize(
    ("name", "arguments", "language"),
    [
        ("wordpress.php", ("fr_BE", "all"), "fr"),
        ("wordpress.php", ("en_GB", "shortcode"), "en"),
        ("drupal.php", ("fr",), "fr"),
        ("drupal.php", ("de",), "en"),
    ],
)
def test_the_plugins_lead_to_help_where_scripts_are_off(
    context: Callable[..., BrowserContext], name: str, arguments: tuple[str, ...], language: str
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.set_content(php(name, EXAMPLE, *arguments).stdout)
    link = page.get_by_role("link", name=pages.read_texts(language)["texts"]["help_title"])
    expect(link).to_have_attribute("href", f"{EXAMPLE}/helplines/BE?language={language}")
    expect(link).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/?lang=en", "/frame?country=BE"])
def test_our_pages_lead_to_help_where_scripts_are_off(
    context: Callable[..., BrowserContext], stub: str, path: str
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(stub + path)
    page.locator("noscript a").click()
    page.wait_for_url("**/helplines/*")


def test_the_tag_of_the_document_leads_to_help_where_scripts_are_off() -> None:
    assert f'<noscript><p><a href="{EXAMPLE}/helplines/BE?language=fr">' in blocks("html")[0]


def test_wordpress_keeps_only_settings_that_are_safe() -> None:
    cleaned = json.loads(php("wordpress.php", EXAMPLE, "fr_FR", "all").stderr)
    assert cleaned == {"server": "", "country": "", "exit": "", "pages": "all"}


def test_wordpress_prints_nothing_while_no_server_is_set() -> None:
    assert "luciole" not in php("wordpress.php", "", "fr_FR", "all").stdout
