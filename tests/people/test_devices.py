"""What a browser says of itself, in words."""

import pytest

from people.templatetags.devices import device
from tests import make

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Linux; Android 10) {WEBKIT} Chrome/141.0 Mobile Safari/537", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on macOS"),
        ("curl/8.0", "curl"),
        ("<script>alert(1)</script>", "A browser that does not say which"),
        ("", "A browser that does not say which"),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_its_name_and_system(agent, words):
    assert device(agent) == words


@pytest.mark.django_db
def test_the_list_of_sessions_says_it_so_and_keeps_the_whole_at_hand(client):
    agent = 'Firefox/140.0 (Windows) "><b>'
    person = make.editor()
    client.post(
        "/accounts/login/",
        {"login": person.username, "password": "long enough a word"},
        headers={"user-agent": agent},
    )

    page = client.get("/accounts/sessions/", headers={"user-agent": agent}).content.decode()

    assert "Firefox on Windows</strong>" in page
    assert 'title="Firefox/140.0 (Windows) &quot;&gt;&lt;b&gt;"' in page
