"""Which addresses are fetched: a table of what was tried to get inside."""

import socket

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from articles.guard import Forbidden, Unknown, check_address, is_public

INSIDE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "198.18.0.1", "203.0.113.9", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1",
    "ff02::1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::1",
    "2001:db8::1",
    "100::1", "5f00::1", "3fff::1", "no number",
]  # fmt: skip
ODD = [
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://017700000001/", "http://0177.0.0.1/",
    "http://127.1/", "http://127.0.1/", "http://127.0.0.1./", "http://127.000.000.001/", "http://0/", "http://0x/",
    "http://[::1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://localhost/", "http://LOCALHOST./", "http://[::]:80/",
    "http://user@example.org/", "http://user:pass@127.0.0.1/", "http://example.org@127.0.0.1/",
    "http://127.0.0.1\\@example.org/", "http://example.org:22/", "http://example.org:6379/", "http://example.org:0/",
    "http://example.org:99999/", "http://example.org:x/", "file:///etc/passwd", "gopher://example.org/", "ftp://a.example/",
    "data:text/html,x", "javascript:alert(1)", "//example.org/", "http://", "http:///x", "http://[::1/",
    "http://a b/",
    "http://exa\nmple.org/", "http://exam\x00ple.org/", "http://-/", "http://.example.org/", "http://a..example/",
    "http://" + "a" * 64 + ".example/", "http://example.org/" + "x" * 3000, "example.org", "",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/latest/",
]  # fmt: skip


@pytest.mark.parametrize("number", INSIDE)
def test_an_address_of_a_closed_net_is_not_public(number):
    assert is_public(number) is False


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"])
def test_an_address_of_the_open_net_is_public(number):
    assert is_public(number) is True


@pytest.mark.parametrize("address", ODD)
def test_an_address_in_odd_clothes_is_refused_with_a_sentence(address):
    with pytest.raises((Forbidden, Unknown)) as refused:
        check_address(address)

    assert str(refused.value).endswith((".", "…"))


def test_a_host_with_one_inside_address_among_good_ones_is_refused(monkeypatch):
    monkeypatch.setattr("articles.guard.resolve", lambda host, port: ("8.8.8.8", "10.0.0.7"))

    with pytest.raises(Forbidden, match="private network"):
        check_address("https://rebound.example/")


def test_what_was_checked_is_what_is_connected_to(monkeypatch):
    monkeypatch.setattr("articles.guard.resolve", lambda host, port: ("93.184.216.34", "2606:4700::1111"))

    assert check_address("https://Press.Example./a").numbers == ("93.184.216.34", "2606:4700::1111")


def test_a_host_that_is_not_there_is_final_and_a_resolver_that_is_down_passes(monkeypatch):
    passing = {}
    for errno in (socket.EAI_NONAME, socket.EAI_AGAIN):
        monkeypatch.setattr("socket.getaddrinfo", raises(socket.gaierror(errno, "as said")))
        with pytest.raises(Unknown) as unknown:
            check_address("https://press.example/")
        passing[errno] = unknown.value.is_passing

    assert passing == {socket.EAI_NONAME: False, socket.EAI_AGAIN: True}


def raises(why: Exception):
    def ask(*_: object, **__: object):
        raise why

    return ask


def test_the_door_for_tests_is_shut_by_default(settings):
    with pytest.raises(Forbidden, match="private network"):
        check_address("http://127.0.0.1:8000/")

    assert settings.FETCH_TEST_SERVER == ""


@override_settings(FETCH_TEST_SERVER="127.0.0.1:8123", DEBUG=False, TRIAL=False)
def test_in_production_the_door_stays_shut_whatever_the_setting_says():
    with pytest.raises(Forbidden):
        check_address("http://127.0.0.1:8123/")

    assert "articles.E001" in [message.id for message in run_checks()]


@override_settings(FETCH_TEST_SERVER="127.0.0.1:8123")
@pytest.mark.parametrize(
    "other", ["127.0.0.1:8124", "127.0.0.2:8123", "localhost:8123", "127.1:8123", "[::1]:8123"]
)
def test_the_door_opens_for_exactly_one_host_and_port(other):
    assert check_address("http://127.0.0.1:8123/").numbers == ("127.0.0.1",)
    with pytest.raises(Forbidden):
        check_address(f"http://{other}/")
