"""Who may post, and what every response says about itself."""

import pytest
import requests
from servers import ORIGIN, WEBHOOK, Post, Server

PATHS = ("/", "/health", "/nothing", "/helplines/FR.json", "/widget/v1/luciole.js", WEBHOOK)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_every_response_is_closed_by_default(server: Server, path: str, method: str) -> None:
    headers = {"Cookie": "a=b"}
    url = f"http://127.0.0.1:{server.port}{path}"
    response = requests.request(method, url, headers=headers, timeout=60)
    assert ALWAYS.items() <= dict(response.headers).items()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert "Set-Cookie" not in response.headers
    assert "Server" not in response.headers
    kept = path.startswith(("/widget/", "/helplines/"))
    assert response.headers["Cache-Control"] == "no-store" or kept


def test_allowed_sites_may_frame_the_widget_alone(server: Server) -> None:
    for path, ancestors in (("/frame", f"'self' {ORIGIN}"), ("/", "'none'")):
        response = requests.get(f"http://127.0.0.1:{server.port}{path}", timeout=60)
        policy = response.headers["Content-Security-Policy"]
        assert policy.endswith(f"frame-ancestors {ancestors}")


@pytest.mark.parametrize("path", [*PATHS, "/frame", "/helplines/BE", "/metrics"])
def test_head_is_answered_as_get_without_a_body(server: Server, path: str) -> None:
    """Uptime monitors and link checkers ask so."""
    url = f"http://127.0.0.1:{server.port}{path}"
    full, head = (ask(url, timeout=60) for ask in (requests.get, requests.head))
    assert head.status_code == full.status_code
    assert head.headers["Content-Type"] == full.headers["Content-Type"]
    assert not head.content


def test_unknown_routes_answer_json(server: Server) -> None:
    for path in ("/nothing", "/webhooks/rest/webhook", "/model", "/conversations/a/tracker"):
        response = requests.get(f"http://127.0.0.1:{server.port}{path}", timeout=60)
        assert response.status_code == 404
        assert response.json() == {"error": "not found"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://any.example"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}, 200),
        ({"Origin": ORIGIN}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://other.ngo.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ORIGIN + ".evil.example"}, 403),
        ({"Origin": "http://ngo.example"}, 403),
    ],
)
def test_only_welcome_sites_may_post(post: Post, headers: dict[str, str], status: int) -> None:
    response = post({"text": "bonjour"}, headers=headers)
    assert response.status_code == status
    allowed = response.headers.get("Access-Control-Allow-Origin")
    assert allowed == (ORIGIN if headers.get("Origin") == ORIGIN else None)
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_own_pages_of_old_browsers_may_post(server: Server, post: Post) -> None:
    assert post({"text": "a"}, headers={"Origin": f"http://127.0.0.1:{server.port}"}).ok


@pytest.mark.parametrize(("origin", "status"), [(ORIGIN, 204), ("https://evil.example", 403)])
def test_preflight(server: Server, origin: str, status: int) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    url = f"http://127.0.0.1:{server.port}{WEBHOOK}"
    response = requests.options(url, headers=headers, timeout=60)
    assert response.status_code == status
    assert (response.headers.get("Access-Control-Allow-Methods") == "POST") is (status == 204)


def test_the_directory_is_public(server: Server) -> None:
    url = f"http://127.0.0.1:{server.port}/helplines/FR.json"
    response = requests.get(url, headers={"Origin": "https://any.example"}, timeout=60)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
