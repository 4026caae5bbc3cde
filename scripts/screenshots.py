"""Pictures of every page of the demo: 1366 × 768 and 390 × 844, light and dark."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PORT = 8977
ADDRESS = f"http://127.0.0.1:{PORT}"
SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
THEMES = ("light", "dark")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DIRECTIVE, MEETING, MATERIAL = r"^/van-ban/\d+$", r"^/sinh-hoat/\d+$", r"/tai-lieu/\d+$"
# name: (role whose demo account looks, an address, then links to follow or endings to add)
PAGES: dict[str, tuple[str | None, str, *tuple[str, ...]]] = {
    "sign-in": (None, "/dang-nhap"),
    "home": ("reader", "/"),
    "home-leader": ("leader", "/"),
    "to-read": ("reader", "/can-doc"),
    "receipts": ("reader", "/bien-nhan"),
    "shelf": ("reader", "/van-ban"),
    "directive": ("reader", "/can-doc", DIRECTIVE),
    "directive-office": ("clerk", "/van-ban", DIRECTIVE),
    "directive-edit": ("clerk", "/van-ban", DIRECTIVE, "+/sua"),
    "search-start": ("reader", "/tim-kiem"),
    "search": ("reader", "/tim-kiem?q=ke hoach truyen thong chuyen doi so"),
    "search-nothing": ("reader", '/tim-kiem?q="phi thuyền liên hành tinh"'),
    "search-near": ("reader", "/tim-kiem?q=chuyển đổi số ngân hàng biển đảo"),
    "search-advanced": ("reader", "/tim-kiem/nang-cao?q=CĐS cap:tỉnh ủy tu:2026"),
    "saved-searches": ("reader", "/tim-kiem/da-luu"),
    "notices": ("reader", "/thong-bao"),
    "search-board": ("clerk", "/tim-kiem/bang-theo-doi"),
    "words": ("clerk", "/tim-kiem/tu-ngu"),
    "index": ("admin", "/quan-tri/chi-muc"),
    "upload": ("clerk", "/tai-len"),
    "check-queue": ("clerk", "/kiem-tra"),
    "check": ("clerk", "/kiem-tra", r"^/kiem-tra/2$"),
    "check-page": ("clerk", "/kiem-tra/2/trang/1"),
    "learned": ("clerk", "/kiem-tra/may-da-hoc"),
    "doors": ("clerk", "/nguon-nhan"),
    "citations": ("clerk", "/van-ban/dan-chieu"),
    "relations": ("reader", "/van-ban", DIRECTIVE, "+/quan-he"),
    "isolations": ("admin", "/quan-tri/cach-ly"),
    "coverage": ("leader", "/theo-doi"),
    "coverage-unit": ("unit_head", "/theo-doi"),
    "coverage-one": ("leader", "/theo-doi", r"^/theo-doi/\d+"),
    "meetings": ("reader", "/sinh-hoat"),
    "meeting": ("reader", "/sinh-hoat", MEETING),
    "meeting-material": ("reader", "/sinh-hoat", MEETING, MATERIAL),
    "meeting-new": ("clerk", "/sinh-hoat/moi"),
    "meeting-edit": ("clerk", "/sinh-hoat", MEETING, "+/sua"),
    "meeting-materials": ("clerk", "/sinh-hoat", MEETING, "+/tai-lieu"),
    "meeting-attendance": ("clerk", "/sinh-hoat", MEETING, "+/diem-danh"),
    "account": ("reader", "/tai-khoan"),
    "password": ("reader", "/tai-khoan/mat-khau"),
    "home-admin": ("admin", "/"),
    "staff": ("admin", "/quan-tri/nhan-su"),
    "staff-new": ("admin", "/quan-tri/nhan-su/them"),
    "staff-edit": ("admin", "/quan-tri/nhan-su", r"^/quan-tri/nhan-su/\d+$"),
    "staff-import": ("admin", "/quan-tri/nhan-su/nhap"),
    "departments": ("admin", "/quan-tri/don-vi"),
    "department-edit": ("admin", "/quan-tri/don-vi", r"^/quan-tri/don-vi/\d+$"),
    "audit": ("admin", "/quan-tri/nhat-ky"),
    "system": ("admin", "/quan-tri/he-thong"),
    "components": ("reader", "/thanh-phan"),
    "not-found": ("reader", "/khong-co-trang-nay"),
}


@contextmanager
def portal() -> Iterator[None]:
    """The demo portal, running while pictures are taken."""
    web = [sys.executable, "-m", "gunicorn", "intranet:create_app()", "--bind",
           f"127.0.0.1:{PORT}", "--config", "scripts/gunicorn.conf.py"]  # fmt: skip
    commands = (web, [sys.executable, "-m", "flask", "worker"])
    running = [subprocess.Popen(one, cwd=ROOT, env=os.environ) for one in commands]
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=10)
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        yield
    finally:
        for one in running:
            one.terminate()


def sign_in(browser: Browser, role: str | None, size: str, theme: str) -> Page:
    """A window of that size and theme, signed in with the demo account of the role."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=ADDRESS, locale="vi-VN", viewport={"width": width, "height": height},
        color_scheme=theme, has_touch=size == "phone", is_mobile=size == "phone",
    )  # fmt: skip
    context.add_cookies([{"name": "theme", "value": theme, "url": ADDRESS}])
    page = context.new_page()
    page.goto("/dang-nhap")
    if role:
        page.locator(f"[data-demo-role={role}]").click()
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(f"{ADDRESS}/")
    return page


def visit(page: Page, start: str, *steps: str) -> None:
    """Go to an address, then follow the first link that matches a step, or add its "+ending"."""
    page.goto(start)
    for step in steps:
        if step.startswith("+"):
            page.goto(page.url.split("?")[0] + step.removeprefix("+"))
            continue
        read = "all => all.map(one => one.getAttribute('href').split('?')[0])"
        links = page.locator("main a[href]").evaluate_all(read)
        page.goto(next(link for link in links if re.search(step, link)))


def take(page: Page, name: str, size: str, theme: str) -> None:
    """One picture, with few colours so that it stays small."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    raw = page.screenshot(full_page=False)
    picture = Image.open(BytesIO(raw)).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    picture.save(PICTURES / f"{name}-{size}-{theme}.png", optimize=True)


def main() -> None:
    """Take the pictures that were asked for, or all."""
    wanted = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    chosen = {
        name: page for name, page in PAGES.items()
        if not wanted or any(part in name for part in wanted)
    }  # fmt: skip
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Thiếu Chromium: hãy cài gói chromium rồi chạy lại.")
    with portal(), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for size in SIZES:
            for theme in THEMES:
                windows: dict[str | None, Page] = {}
                for name, (role, *way) in chosen.items():
                    if role not in windows:
                        windows[role] = sign_in(browser, role, size, theme)
                    visit(windows[role], *way)
                    take(windows[role], name, size, theme)
                    print(f"{name}-{size}-{theme}", flush=True)
                for window in windows.values():
                    window.context.close()
        browser.close()


if __name__ == "__main__":
    main()
