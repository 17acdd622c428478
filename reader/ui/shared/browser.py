"""The browser: a page is opened in it, and never in a program that takes reader's terminal."""

from __future__ import annotations

import os
import subprocess
import webbrowser

_IN_TERMINALS = {"www-browser", "links", "links2", "elinks", "lynx", "w3m", "browsh", "carbonyl"}


def open_page(url: str) -> str:
    """Open a page in the browser, and return nothing; else the reason that none is opened.

    It may wait for a program: a worker should ask.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return "There is no browser here"
    name = os.path.basename(getattr(browser, "name", ""))
    if name in _IN_TERMINALS:
        return f"The only browser here, {name}, would take this terminal"
    if type(browser) is webbrowser.GenericBrowser:  # of the environment: it keeps the terminal
        words = [browser.name, *(word.replace("%s", url) for word in browser.args)]
        nothing = subprocess.DEVNULL
        try:
            subprocess.Popen(
                words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )
        except OSError:
            return f"{name} can't be started"
        return ""
    return "" if browser.open(url) else "The browser opens nothing"
