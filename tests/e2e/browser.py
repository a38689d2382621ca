"""A browser to test with: Debian's Chromium without a window, told what to do over its own protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LEFT = ("Inspected target navigated or closed", "Execution context was destroyed", "Cannot find default execution context")
"""What the browser says of a page that it is just leaving: another comes."""
PATIENCE = 20.0  # seconds until a test gives up waiting


class BrowserError(Exception):
    """The page threw, or what was awaited did not come."""


class BrowserPage:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.complaints: list[str] = []  # what the console was told: errors, broken policies
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            told: dict[str, Any] = json.loads(self._socket.recv(timeout=PATIENCE))
            if told.get("method") == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
                self.complaints.append(told["params"]["entry"]["text"])
            if told.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(str(told["params"]["exceptionDetails"]))
            if told.get("method") == "Page.javascriptDialogOpening":  # "leave the page?": yes
                yes = {"id": 0, "method": "Page.handleJavaScriptDialog", "params": {"accept": True}}
                self._socket.send(json.dumps(yes))
            if told.get("id") == self._number:
                if "error" in told:
                    raise BrowserError(told["error"]["message"])
                result: dict[str, Any] = told["result"]
                return result

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; of a promise, what it comes to."""
        told = self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise BrowserError(told["exceptionDetails"]["exception"].get("description", script))
        return told["result"].get("value")

    def wait_for(self, condition: str) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._holds(condition):
                return
            time.sleep(0.03)
        raise BrowserError(f"did not come: {condition}")

    def _holds(self, condition: str) -> bool:
        """Whether it does; not yet where the page was just left while it was asked."""
        try:
            return bool(self.run(f"Boolean({condition})"))
        except BrowserError as error:
            if any(left in str(error) for left in LEFT):
                return False
            raise

    def open(self, address: str) -> None:
        self.run("window.left = true")
        self.tell("Page.navigate", url=address)
        self.wait_for("!window.left && document.readyState === 'complete'")

    def screen(self, width: int, height: int = 844, *, dark: bool = False) -> None:
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.tell("Emulation.setTouchEmulationEnabled", enabled=width < 600)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.tell("Emulation.setEmulatedMedia", features=scheme)

    def screens(self, *sizes: tuple[int, int]) -> Iterator[str]:
        """The open page on a screen of each width and height, by day and by night; yields how to tell which."""
        for width, height in sizes:
            for dark in (False, True):
                self.screen(width, height, dark=dark)
                yield f"{width}-{'dark' if dark else 'light'}"

    def type(self, text: str) -> None:
        self.tell("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        said = {"text": "\r"} if key == "Enter" else {}
        self.tell("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **said)
        self.tell("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.tell("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def save(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def browser(profile: Path) -> Iterator[BrowserPage]:
    """A tab of a browser of its own, closed at the end."""
    assert CHROMIUM
    flags = [
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--remote-debugging-port=0",
        "--hide-scrollbars",
    ]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    running = subprocess.Popen(
        [CHROMIUM, *flags, f"--user-data-dir={profile}", "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with connect(_address(profile), max_size=None, open_timeout=PATIENCE) as socket:
            yield BrowserPage(socket)
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _address(profile: Path) -> str:
    end = time.monotonic() + PATIENCE
    told = profile / "DevToolsActivePort"
    while time.monotonic() < end:
        if told.exists() and (lines := told.read_text().split()):
            tabs = httpx.get(f"http://127.0.0.1:{lines[0]}/json", trust_env=False, verify=False).json()
            if found := [tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"]:
                return str(found[0])
        time.sleep(0.05)
    raise BrowserError("Chromium did not start")
