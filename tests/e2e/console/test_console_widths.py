"""Every page of the console at every width between a small telephone and a desk: no word is broken, glued, clipped or written over another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.console.access import PREFIX
from bot.people.staff import Staff
from indexer.ranking.search import Index
from tests.e2e.browser import CHROMIUM, BrowserPage
from tests.e2e.console.test_console import PAGES, submit
from tests.e2e.console.test_console_outreach import PAGES as OUTREACH
from tests.e2e.full_office import full_office
from tests.office import TestOffice
from tests.soak import IS_LONG

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")

WIDTHS = range(320, 1441, 20) if IS_LONG else (320, 360, 380, 420, 480, 600, 700, 760, 900, 960, 980, 1040, 1280, 1440)
"""The short list has both sides of each width at which the sheet changes."""
ROOM = 18  # letters of the longest word that has room on the smallest screen; a longer one, an address or a mark, may be broken
FAULTS = (
    r"""(() => {
  const faults = [], lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const says = (node) => node.data.trim().replace(/\s+/g, " ").slice(0, 40);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.closest("script,style,template,option,.heard,.unseen,.skip,svg,.code,.whole-text,.phones")) continue;
    if (!holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    for (let each = holder; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.position === "absolute" && style.clipPath !== "none") { holder.hiddenHere = true; }
    }
    if (holder.hiddenHere) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const shown = getComputedStyle(holder).webkitLineClamp === "none" ? Infinity : holder.getBoundingClientRect().bottom;
    for (const rect of range.getClientRects()) if (rect.width > 1 && rect.height > 1 && rect.top + 3 < shown) lines.push([node, rect]);
    for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (word[0].length > ROOM) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
      if (rects.some((rect) => Math.abs(rect.top - rects[0].top) > 3)) faults.push(`broken: ${word[0]} in “${says(node)}”`);
    }
    const box = holder.getBoundingClientRect(), style = getComputedStyle(holder);
    if (style.overflowX === "hidden" && holder.scrollWidth > holder.clientWidth + 1) faults.push(`clipped: “${says(node)}”`);
    range.selectNodeContents(node);
    const all = range.getBoundingClientRect();
    if (!holder.closest(".tabs ul") && all.width > 1 && (all.right > innerWidth + 1 || all.left < -1)) faults.push(`outside: “${says(node)}”`);
  }
  for (let here = 0; here < lines.length; here++) for (let there = here + 1; there < Math.min(lines.length, here + 60); there++) {
    const [one, a] = lines[here], [two, b] = lines[there];
    if (one === two || one.parentElement.closest(".together") || two.parentElement.closest(".together")) continue;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 3 && tall > 6) faults.push(`over another: “${says(one)}” “${says(two)}”`);
    const gap = Math.min(Math.abs(b.left - a.right), Math.abs(a.left - b.right));
    if (tall > 12 && gap < 1.5 && wide <= 0.5 && /[\p{L}\p{N}]$/u.test(one.data) && /^[\p{L}\p{N}]/u.test(two.data)) faults.push(`glued: “${says(one)}” “${says(two)}”`);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`sideways by ${document.documentElement.scrollWidth - innerWidth}`);
  return [...new Set(faults)].slice(0, 8);
})()"""
).replace("ROOM", str(ROOM))


@pytest.fixture(scope="module")
def office(small_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    with full_office(small_index, tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module")
def admins(tab: BrowserPage, office: TestOffice) -> BrowserPage:
    """The browser of an admin, logged in."""
    tab.screen(1280, 800)
    admin = office.book.get(1)
    assert isinstance(admin, Staff)
    tab.open(office.url + office.link(admin))
    submit(tab, "main form button")
    return tab


@pytest.mark.parametrize("address", list(dict.fromkeys((*PAGES, *OUTREACH, "/tai-khoan/hai-lop", "/nhap", "/?muc=qua-han"))))
def test_every_word_is_whole_at_every_width(admins: BrowserPage, office: TestOffice, address: str) -> None:
    admins.screen(1280, 800)
    admins.open(f"{office.url}{PREFIX}{address}")
    faults = {}
    for width in WIDTHS:
        admins.screen(width, 844)
        if found := admins.run(FAULTS):
            faults[width] = found
    assert faults == {}, "\n".join(f"{w}: {x}" for w, f in faults.items() for x in f)
