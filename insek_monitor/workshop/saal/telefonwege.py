"""Die Wege der Telefone unter ``/w``: Code eingeben, Frage sehen, abstimmen, nachsehen, ob es Neues gibt.

Öffentlich, ohne Anmeldung, ohne Streamlit und pandas. Von hier führt nichts in das Dashboard. Gespeichert und
protokolliert werden weder Adresse noch Gerät.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from insek_monitor import einstellungen
from insek_monitor.kern.stimmungsbild import Frageart, Rundenstand, normiere_code
from insek_monitor.rahmen.grenzen import Grenzen, gegenstelle, in_sekunden, warten_satz
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Abgewiesen, Raumlage
from insek_monitor.workshop.saal import formular, telefonantworten, telefonseite, zugriff
from insek_monitor.workshop.saal.raumblick import Raumblick
from insek_monitor.workshop.saal.telefonantworten import BEIGABEN
from insek_monitor.workshop.saal.telefonseite import GESPEICHERT, Eigenes, Meldung
from insek_monitor.workshop.saal.weg import Weg, zu_viele

STATUS: Mapping[str, int] = {"kein_raum": 404, "beendet": 410, "ungueltig": 422}
"""Nummer der Antwort je Grund, warum eine Stimme nicht gilt; die übrigen sind 409."""
KEIN_AUSWEIS = (
    "Noch nicht gespeichert: Ihr Telefon hat den Cookie nicht geschickt, mit dem jedes Gerät einmal zählt. "
    "Bitte erlauben Sie Cookies für diese Seite und tippen Sie noch einmal."
)


class Telefondienst:
    """Alle Wege der Telefone.

    Parameters
    ----------
    register : Öffnet das Register; wirft ``RegisterFehler``, solange es nicht bereit ist.
    uhr : Sekunden, die nie zurückgehen.
    jetzt : Zeitpunkt mit Zeitzone.
    """

    def __init__(
        self,
        register: Callable[[], Register],
        grenzen: Grenzen,
        uhr: Callable[[], float],
        jetzt: Callable[[], datetime],
    ) -> None:
        self._register = register
        self._grenzen = grenzen
        self._jetzt = jetzt
        self._raeume = Raumblick(lambda code: stimmabgabe.lies_raum(register(), code, jetzt()), uhr)

    def wege(self) -> list[BaseRoute]:
        """Für ``Starlette(routes=…)``; der letzte fängt alles Übrige unter ``/w/``."""
        grenzen = self._grenzen
        return [
            Route("/w", Weg({"GET": telefonantworten.eingabe, "POST": telefonantworten.zum_raum}, grenzen)),
            Route("/w/statisch/{datei}", Weg({"GET": telefonantworten.antworte_statisch}, None)),
            Route("/w/{code}", Weg({"GET": self._seite, "POST": self._stimme}, grenzen)),
            Route("/w/{code}/stand", Weg({"GET": self._stand}, grenzen)),
            Route(
                "/w/{rest:path}",
                Weg({"GET": telefonantworten.nichts, "POST": telefonantworten.nichts}, grenzen),
            ),
        ]

    async def _seite(self, anfrage: Request) -> Response:
        code = normiere_code(anfrage.path_params["code"])
        if not code:
            return telefonantworten.codeseite(404, telefonantworten.KEIN_CODE)
        if code != anfrage.path_params["code"]:
            return telefonantworten.weiter(f"/w/{code}")
        ausweis = formular.ausweis(anfrage)
        if warten := self._grenzen.gesperrt(gegenstelle(anfrage), code, ausweis):
            return zu_viele(anfrage, warten)
        lage, eigenes = await run_in_threadpool(self._lies, code, ausweis)
        if lage is None:
            return self._unbekannt(anfrage)
        return self._zeige(anfrage, lage, eigenes)

    async def _stimme(self, anfrage: Request) -> Response:
        formular.pruefe_herkunft(anfrage.headers)
        felder = await formular.lies(anfrage)
        code = normiere_code(anfrage.path_params["code"])
        if not code:
            return telefonantworten.satz(
                anfrage, 404, "kein_raum", "Raum nicht gefunden", telefonantworten.KEIN_CODE
            )
        ausweis = formular.ausweis(anfrage)
        if warten := self._grenzen.gesperrt(gegenstelle(anfrage), code, ausweis):
            return zu_viele(anfrage, warten)
        zettel = formular.stimmzettel(felder)
        lage = self._raeume.gemerkt(code) or await run_in_threadpool(self._raeume.geteilt, code)
        if lage is None:
            return self._unbekannt(anfrage)
        if not formular.ist_ausgestellt(ausweis, lage.siegel):
            return await self._abgewiesen(anfrage, code, zettel, "kein_ausweis", KEIN_AUSWEIS)
        if warten := self._grenzen.stimme(code, ausweis):
            return zu_viele(anfrage, warten)
        try:
            await run_in_threadpool(
                lambda: stimmabgabe.gib_stimme(
                    self._register(),
                    code,
                    runde=zettel.runde,
                    fassung=zettel.fassung,
                    ausweis=ausweis,
                    jetzt=self._jetzt(),
                    werte=zettel.werte,
                    gruppe=zettel.gruppe,
                    zug=zettel.zug,
                )
            )
        except Abgewiesen as nein:
            return await self._abgewiesen(anfrage, code, zettel, nein.grund, str(nein))
        if telefonantworten.will_json(anfrage):
            return telefonantworten.json({"gespeichert": True, "meldung": GESPEICHERT})
        return telefonantworten.weiter(f"/w/{code}")

    async def _stand(self, anfrage: Request) -> Response:
        code, ausweis = normiere_code(anfrage.path_params["code"]), formular.ausweis(anfrage)
        if code and (warten := self._grenzen.gesperrt(gegenstelle(anfrage), code, ausweis)):
            return telefonantworten.json({"meldung": warten_satz(warten)}, 429, in_sekunden(warten))
        lage = self._raeume.gemerkt(code) or (
            await run_in_threadpool(self._raeume.geteilt, code) if code else None
        )
        if lage is None:
            if code and (warten := self._grenzen.unbekannter_code(gegenstelle(anfrage))):
                return telefonantworten.json({"meldung": warten_satz(warten)}, 429, in_sekunden(warten))
            return telefonantworten.json({"meldung": telefonantworten.KEIN_RAUM}, 404)
        if formular.ist_ausgestellt(ausweis, lage.siegel):
            self._grenzen.merke(code, ausweis)
        runde = lage.runde.nummer if lage.runde else 0
        kennung = f'"{lage.stand}-{runde}"'
        if anfrage.headers.get("if-none-match") == kennung:
            antwort = Response(status_code=304, headers=dict(telefonantworten.kopfzeilen.GRUND))
        else:
            antwort = telefonantworten.json({"stand": lage.stand, "runde": runde})
        antwort.headers["ETag"] = kennung
        return antwort

    def _lies(self, code: str, ausweis: str) -> tuple[Raumlage | None, Eigenes]:
        """Raum und eigene Antwort; immer frisch, denn die Seite gilt, bis sich der Stand ändert."""
        lage = self._raeume.frisch(code)
        eigene = stimmabgabe.eigene_antwort(self._register(), lage, ausweis) if lage else None
        if lage is None or lage.runde is None or eigene is None:
            return lage, telefonseite.NICHTS_EIGENES
        freitext = lage.runde.frage.art is Frageart.FREITEXT
        werte = [eigene.wert] if freitext else eigene.wert.split(",")
        return lage, Eigenes(werte, eigene.gruppe, gespeichert=True, zug=eigene.zug)

    def _zeige(
        self, anfrage: Request, lage: Raumlage, eigenes: Eigenes, meldung: str = "", status: int = 200
    ) -> Response:
        seite = telefonseite.raumseite(lage, BEIGABEN, eigenes, Meldung(meldung, fehler=bool(meldung)))
        return self._mit_ausweis(telefonantworten.html(seite, status), anfrage, lage)

    def _mit_ausweis(self, antwort: Response, anfrage: Request, lage: Raumlage) -> Response:
        """Die Antwort mit dem Ausweis des Geräts; 429, wenn von hier zu viele neue Geräte kommen."""
        ausweis = formular.ausweis(anfrage)
        if not formular.ist_ausgestellt(ausweis, lage.siegel):
            if warten := self._grenzen.neues_geraet(gegenstelle(anfrage)):
                return zu_viele(anfrage, warten)
            ausweis = formular.neuer_ausweis(lage.siegel)
        telefonantworten.gib_ausweis(antwort, anfrage, ausweis, lage, self._jetzt())
        self._grenzen.merke(lage.code, ausweis)
        return antwort

    async def _abgewiesen(
        self, anfrage: Request, code: str, zettel: formular.Stimmzettel, grund: str, meldung: str
    ) -> Response:
        status = 403 if grund == "kein_ausweis" else STATUS.get(grund, 409)
        lage, eigenes = await run_in_threadpool(self._lies, code, formular.ausweis(anfrage))
        if lage is None:
            return self._unbekannt(anfrage)
        if telefonantworten.will_json(anfrage):
            antwort = telefonantworten.json(
                {"gespeichert": False, "grund": grund, "meldung": meldung}, status
            )
            return self._mit_ausweis(antwort, anfrage, lage)
        runde = lage.runde
        gemeint = (zettel.runde, zettel.fassung)
        dieselbe = runde and (runde.nummer, runde.fassung) == gemeint and runde.stand is Rundenstand.OFFEN
        if dieselbe and grund != "ueberholt":
            eigenes = Eigenes(zettel.werte, zettel.gruppe, zug=max(zettel.zug, eigenes.zug))
        return self._zeige(anfrage, lage, eigenes, meldung, status)

    def _unbekannt(self, anfrage: Request) -> Response:
        if warten := self._grenzen.unbekannter_code(gegenstelle(anfrage)):
            return zu_viele(anfrage, warten)
        if telefonantworten.will_json(anfrage):
            return telefonantworten.satz(anfrage, 404, "kein_raum", "", telefonantworten.KEIN_RAUM)
        return telefonantworten.codeseite(404, telefonantworten.KEIN_RAUM)


TELEFONWEGE: list[BaseRoute] = Telefondienst(
    zugriff.register, Grenzen(time.monotonic), time.monotonic, einstellungen.jetzt
).wege()
