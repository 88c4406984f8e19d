"""An HTML page inside another that asks for a passphrase first: whoever has a browser can open it."""

import base64
import hashlib
import secrets

from markupsafe import Markup

from pipeline.doors import shipped
from pipeline.doors.page_seal import PageSeal, embedded, sealed
from pipeline.doors.pages import page


def locked_page(name: str, content: bytes, passphrase: str) -> bytes:
    """The page as a page that opens with the passphrase and keeps nothing; never twice the same bytes."""
    script = (shipped.TEMPLATES / "sealed" / "page.js").read_text(encoding="utf-8")
    said = sealed(PageSeal(passphrase, secrets.token_bytes(32)), name, content)
    values = {
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "sealed": Markup(embedded(said)),
    }
    return page("sealed/page.html", values)
