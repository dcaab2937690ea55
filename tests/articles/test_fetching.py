"""The guarded client against servers that mean harm. Each ends in a sentence, soon, with nothing stored."""

import gzip
import socket
import time
import zlib

import pytest

from articles.fetching import Unfetchable, fetch, user_agent
from tests.pages_server import Mute, bomb, drip, drip_headers, endless, raw, redirect

PAGE = b"<h1>Nine dead</h1><p>Nine people died in the fire.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MANY_HEADERS = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 1000) for number in range(90))


@pytest.fixture(autouse=True)
def soon(settings):
    settings.FETCH_SECONDS, settings.FETCH_MOST_BYTES = 2, 2**20


def refusal(address: str) -> Unfetchable:
    began = time.monotonic()
    with pytest.raises(Unfetchable) as refused:
        fetch(address)
    assert (time.monotonic() - began < 6, str(refused.value).endswith(".")) == (True, True)
    return refused.value


@pytest.mark.parametrize(
    ("answer", "said", "is_passing"),
    [
        (drip, "took longer than 2 seconds", True),
        (drip_headers, "took longer than 2 seconds", True),
        (endless, "larger than 1 megabytes", False),
        (bomb(), "larger than 1 megabytes", False),
        (bomb(2), "larger than 1 megabytes", False),
        (raw(HEAD + b"Content-Length: 5000\r\n\r\nshort"), "broke off", True),
        (raw(HEAD + b"Content-Length: 99999999999\r\n\r\nshort"), "larger than", False),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nno chunk\r\n"), "broke off", True),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFF\r\nshort"), "broke off", True),
        (raw(b""), "did not answer", True),
        (raw(b"SSH-2.0-OpenSSH\r\n"), "", True),
        (raw(HEAD + b"X-Long: " + b"y" * 70_000 + b"\r\n\r\n"), "", True),
        (raw(HEAD + MANY_HEADERS + b"\r\n"), "headers are too long", False),
        (lambda h: h.give(PAGE, Content_Encoding="gzip, gzip, gzip, gzip"), "unpacked safely", False),
        (lambda h: h.give(PAGE, Content_Encoding="br"), "unpacked safely", False),
        (lambda h: h.give(b"\x1f\x8b\x08broken", Content_Encoding="gzip"), "unpacked safely", False),
        (lambda h: h.give(b"", status=503), "answered “503", True),
        (lambda h: h.give(b"", status=500), "answered “500", True),
    ],
)  # fmt: skip
def test_bad_manners_end_in_a_sentence(pages, answer, said, is_passing):
    refused = refusal(pages.serve("/bad", answer))

    assert (said in str(refused), refused.is_passing, refused.is_refused) == (True, is_passing, False)


@pytest.mark.parametrize(
    "to",
    ["/loop", "/ping", "http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/",
    "http://localhost/", "file:///etc/passwd",
     "http://2130706433/", "//[::1]/", "http://user:pw@example.org/", "http://[::ffff:127.0.0.1]/",
     "gopher://x/", "http://[bad"],
)  # fmt: skip
def test_a_redirect_to_where_nobody_may_go_is_not_followed(pages, to):
    pages.serve("/ping", redirect("/loop"))
    asked = len(pages.asked)

    refused = refusal(pages.serve("/loop", redirect(to)))

    assert (refused.is_passing, len(pages.asked) - asked <= 2) == (False, True)


def test_redirects_are_followed_so_far_and_no_further(pages):
    for number in range(20):
        pages.serve(f"/hop/{number}", redirect(f"/hop/{number + 1}"))
    pages.serve("/hop/5", PAGE)

    fetched = fetch(pages.at("/hop/0"))
    pages.serve("/hop/5", redirect("/hop/6"))

    assert (fetched.final_address, len(fetched.hops), fetched.body) == (pages.at("/hop/5"), 6, PAGE)
    assert "circles" in str(refusal(pages.at("/hop/0")))


def lead_back(cookie: str):
    """Leads back to where one came from until the cookie that it sets is said."""

    def answer(handler):
        if "seen=yes" in handler.headers.get("Cookie", ""):
            handler.give(PAGE)
        else:
            handler.give(b"", status=302, Location=handler.path, Set_Cookie=cookie)

    return answer


@pytest.mark.parametrize("cookie", ["seen=yes", "seen=yes; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"])
def test_a_site_that_leads_back_until_a_cookie_is_set_gets_it_back(pages, cookie):
    assert fetch(pages.serve("/wall", lead_back(cookie))).body == PAGE


@pytest.mark.parametrize(
    "cookie",
    ["seen=yes; Domain=example.org", "seen=yes; Path=/elsewhere", "seen=yes; Max-Age=0", "seen=yes; Secure",
     "", "=", "seen=" + "y" * 20_000, "\xff=\xff"],
)  # fmt: skip
def test_a_cookie_for_somebody_else_or_none_at_all_ends_in_a_sentence(pages, cookie):
    asked = len(pages.asked)

    refused = refusal(pages.serve("/wall", lead_back(cookie)))

    assert (refused.is_passing, len(pages.asked) - asked < 12) == (False, True)


def test_a_new_cookie_with_each_answer_leads_nowhere(pages):
    def another(handler):
        handler.give(b"", status=302, Location="/on", Set_Cookie=f"n={len(pages.asked)}")

    assert "circles" in str(refusal(pages.serve("/on", another)))


def test_cookies_are_forgotten_after_each_fetch(pages):
    address = pages.serve("/wall", lead_back("seen=yes"))
    fetch(address)
    fetch(address)

    assert [asked.get("Cookie", "") for path, asked in pages.asked if path == "/wall"][-4:] == [
        "", "seen=yes", "", "seen=yes"]  # fmt: skip


def test_the_body_of_a_redirect_is_not_read(pages):
    def heavy(handler):
        handler.send_response(302)
        handler.send_header("Location", "/light")
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        while True:
            handler.wfile.write(b"\x1f\x8b" + b"\0" * 65536)

    pages.serve("/light", PAGE)

    assert fetch(pages.serve("/heavy", heavy)).body == PAGE


def test_a_host_that_resolves_to_this_machine_is_refused(pages, monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)

    refused = refusal("http://innocent.example/")

    assert (refused.is_refused, "private network" in str(refused)) == (True, True)


def test_a_host_that_resolves_otherwise_the_second_time_gains_nothing(pages, monkeypatch):
    """The first answer passes our check; the second, which a client that looks again would use, is
    refused.
    """
    public, inside = "93.184.216.34", "127.0.0.1"
    answers = iter([public, inside])

    def rebind(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, inside), port))]

    monkeypatch.setattr("socket.getaddrinfo", rebind)
    asked = len(pages.asked)

    refused = refusal("http://rebound.example:8080/")

    assert (refused.is_refused, len(pages.asked)) == (True, asked)


def test_the_connection_goes_to_the_checked_address_itself(monkeypatch):
    """However often the name is looked up in between."""
    seen = []
    monkeypatch.setattr("articles.guard.resolve", lambda host, port: ("93.184.216.34",))
    monkeypatch.setattr("requests_hardened.ip_filter_adapter.filter_host", lambda *_, **__: "8.8.8.8")

    def connect(address, *_, **__):
        seen.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)

    refused = refusal("http://press.example/")

    assert (seen, refused.is_passing) == ([("93.184.216.34", 80)], True)


def test_encryption_that_breaks_off_or_is_none_ends_in_a_sentence(pages):
    refused = refusal(pages.at("/").replace("http:", "https:"))

    assert ("safely" in str(refused), refused.is_passing) == (True, False)


@pytest.mark.parametrize(
    ("said", "hangs_up"),
    [
        (b"", True),
        (b"", False),
        (b"\x16\x03\x03\x00\x7a\x02\x00", True),
        (b"\x16\x03\x03\x00\x7a\x02\x00", False),
        (b"\x15\x03\x03\x00\x02\x02\x28", False),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", True),
        (b"\xff" * 4096, False),
    ],
)
def test_encryption_that_is_cut_short_or_never_comes_about_ends_soon(settings, said, hangs_up):
    mute = Mute(said, hangs_up=hangs_up)
    settings.FETCH_TEST_SERVER = mute.door

    refused = refusal(f"https://{mute.door}/")

    mute.socket.close()
    assert refused.is_refused is False


def test_what_the_server_asks_to_wait_is_heard(pages):
    busy = pages.serve("/busy", lambda h: h.give(b"", status=429, Retry_After="120"))

    assert (refusal(busy).is_passing, refusal(busy).wait) == (True, 120.0)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "gzip, gzip", "identity", ""])
def test_a_packed_page_is_unpacked(pages, encoding):
    plain = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE), "deflate": zlib.compress(PAGE), "gzip, gzip":
        gzip.compress(gzip.compress(PAGE)),
        "raw deflate": plain.compress(PAGE) + plain.flush(),
    }.get(encoding, PAGE)  # fmt: skip
    headers = {"Content_Encoding": encoding.removeprefix("raw ")} if encoding else {}

    fetched = fetch(pages.serve("/packed", lambda h: h.give(packed, **headers)))

    assert (fetched.body, fetched.last.packed) == (PAGE, packed)


def test_a_404_is_an_answer_and_no_fault(pages):
    assert fetch(pages.at("/nowhere")).status == 404


def test_the_client_says_who_it_is_and_whom_to_ask(pages, settings):
    settings.FETCH_CONTACT = "https://desk.example.org/about"

    fetch(pages.serve("/who", PAGE))

    said = pages.asked[-1][1]["User-Agent"]
    assert (said, "FactcheckWorkbench" in said, "+https://desk.example.org/about" in said) == (
        user_agent(),
        True,
        True,
    )


def test_a_fragment_is_not_sent(pages):
    fetch(pages.serve("/part", PAGE) + "#comments")

    assert pages.asked[-1][0] == "/part"
