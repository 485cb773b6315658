"""Ein echter Anmeldedienst (OpenID Connect) für Tests: `oidc-provider-mock` auf diesem Rechner."""

from __future__ import annotations

import contextlib
import re
import threading
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import werkzeug.serving

_FREMDES_STILBLATT = re.compile(rb"<link\s[^>]*cdn\.jsdelivr\.net[^>]*>")


class _OhneProtokoll(werkzeug.serving.WSGIRequestHandler):
    def log_request(self, *_: Any) -> None:
        """Schweigt: im Protokoll stünden Ausweise."""


@contextlib.contextmanager
def anmeldedienst(menschen: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Startet den Dienst; liefert seine Adresse.

    Parameters
    ----------
    menschen : ``sub`` → weitere Angaben (Claims)
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # das Paket benutzt abgekündigte Teile von Authlib
        import oidc_provider_mock  # type: ignore[import-untyped]

        benutzer = [
            oidc_provider_mock.User(sub=sub, claims=dict(angaben)) for sub, angaben in menschen.items()
        ]
        anwendung = oidc_provider_mock.app(user_claims=benutzer)

    @anwendung.after_request
    def ohne_fremdes_stilblatt(antwort: Any) -> Any:
        # Die Anmeldeseite lüde sonst ein Stilblatt aus dem Netz; Tests verlassen den Rechner nicht.
        if antwort.mimetype == "text/html":
            antwort.set_data(_FREMDES_STILBLATT.sub(b"", antwort.get_data()))
        return antwort

    server = werkzeug.serving.make_server(
        "localhost", 0, anwendung, threaded=True, request_handler=_OhneProtokoll
    )
    faden = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    faden.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        faden.join()
        server.server_close()


def schreibe_zugangsdaten(datei: Path, dienst: str) -> dict[str, str]:
    """Legt die Datei mit den Zugangsdaten an; liefert die Umgebung, mit der das Dashboard sie findet."""
    datei.write_text(
        "[auth]\n"
        'redirect_uri = "http://localhost:{port}/oauth2callback"\n'
        f'cookie_secret = "{"nur-fuer-diesen-test-" * 3}"\n'
        'client_id = "insek-monitor"\n'
        'client_secret = "geheim"\n'
        f'server_metadata_url = "{dienst}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    return {"STREAMLIT_SECRETS_FILES": str(datei)}
