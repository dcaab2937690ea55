"""Takes the pictures of the README and the docs anew.

    python docs/take_pictures.py ADDRESS NAME PASSWORD [PICTURE ...]

ADDRESS is a running workbench with the demo in it, a near copy among its articles, a feed and a decision
without a place, a graded source; NAME an admin's account. Pictures are written beside this file, under
pictures/.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent / "pictures"
OPTIONS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"]


def near_copy(page: Page) -> None:
    """What an article says otherwise than the one that it nearly copies."""
    page.goto("/articles/")
    for address in page.eval_on_selector_all(".row-title a", "links => links.map(link => link.pathname)"):
        page.goto(address)
        if page.get_by_role("link", name="what differs").count():
            page.get_by_role("link", name="what differs").click()
            return
    sys.exit("There is no near copy among the newest articles.")


def review(page: Page) -> None:
    """New names, with what each may be."""
    page.goto("/admin/sources/source/review/")


def register(page: Page) -> None:
    """The register in Django admin."""
    page.goto("/admin/sources/source/")


def card(page: Page) -> None:
    """The card of the first graded source, down to what it claimed over time."""
    page.set_viewport_size({"width": 1100, "height": 1040})
    page.goto("/sources/")
    page.locator("#sources tr", has=page.locator(".grade")).first.get_by_role("link").first.click()


def feeds(page: Page) -> None:
    """The feeds in Django admin, with the last result and the last error."""
    page.goto("/admin/articles/feed/")


def orphans(page: Page) -> None:
    """What was decided of a text that the newest version no longer has."""
    page.goto("/orphans/")


def dispute(page: Page) -> None:
    """The board of the demo's dead, for the README."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/disputes/")
    page.get_by_role("link", name="How many people died").first.click()


TAKEN = {
    "dispute": dispute, "near_copy": near_copy, "register": register, "review": review, "card": card,
    "feeds": feeds, "orphans": orphans,
}  # fmt: skip


def main(address: str, name: str, password: str, wanted: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        size = {"width": 1100, "height": 640}
        page = browser.new_context(base_url=address, viewport=size, locale="en-GB").new_page()  # type: ignore[arg-type]
        page.set_default_timeout(60_000)
        page.goto("/accounts/login/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", password)
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_url("**/")
        for picture in wanted or TAKEN:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            TAKEN[picture](page)
            page.screenshot(path=PICTURES / f"{picture}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4:])
