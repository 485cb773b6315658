"""Wer vor dem Bildschirm sitzt und was diese Person darf.

Mit eingerichteter Anmeldung (Streamlits ``[auth]``) zählt nur sie. Ohne Anmeldung darf an diesem Rechner
jeder alles und von außen niemand schreiben. Die Seite blendet danach ein und aus; verbindlich prüft das
Register bei jedem Schreiben noch einmal (``register.rechte``).
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.zugang import Umstaende, grund_dagegen, grund_ohne_rolle, person_aus
from insek_monitor.register import protokoll, rechte
from insek_monitor.register.fehler import RegisterFehler, mit_ort
from insek_monitor.register.verbindung import Register

COOKIE_SECRET_MINDESTENS = 32
_logger = logging.getLogger("insek_monitor")
RECHTE = {
    Rolle.LESEN: "Sie dürfen interne Vermerke und das Protokoll lesen, aber nichts ändern.",
    Rolle.BEARBEITEN: "Sie dürfen einspielen, ändern und bestätigen.",
    Rolle.FREIGEBEN: "Sie dürfen einspielen, ändern, bestätigen, amtlich freigeben und Rollen vergeben.",
}


@zwischenspeicher.einmalig(1)
def _abgemeldet(register: Register) -> set[str]:
    """Beendete Anmeldungen, auch die vor einem Neustart.

    Streamlit liest den Ausweis (Cookie) nur zu Beginn einer Sitzung und kennt keine beendeten: Ein anderes
    Fenster bliebe angemeldet, und ein abgeschriebener Ausweis gälte bis zu seinem Ablauf weiter.
    """
    return protokoll.abmeldungen(register)


@dataclass(frozen=True)
class Ergebnis:
    """Wer da ist; ein deutscher Satz, warum ein Gast nicht mehr darf oder der Dienst keine Rolle nennt."""

    person: Person
    grund: str = ""


def person() -> Person:
    """Wer handelt; im Zweifel ``GAST``."""
    return erkenne().person


def rolle() -> Rolle | None:
    """Die Rolle der Person, bei jedem Aufruf frisch aus dem Register; ``None``: nur öffentlich lesen."""
    return rechte.rolle(zwischenspeicher.register(), person())


def darf(noetig: Rolle) -> bool:
    """Ob die Person mindestens diese Rolle hat."""
    vorhanden = rolle()
    return vorhanden is not None and vorhanden.umfasst(noetig)


def darf_internes() -> bool:
    """Ob die Person Internes sehen darf: Vermerke, Protokoll, Quelldateien."""
    return darf(Rolle.LESEN)


def pruefer(gegenstand: str) -> Callable[[], None]:
    """Prüfung für später: ob die jetzige Person dann noch Internes lesen darf.

    Knöpfe zum Herunterladen rechnen ihre Datei erst beim Klick und außerhalb der Seite; bis dahin kann die
    Rolle entzogen sein.

    Returns
    -------
    callable
        Scheitert mit ``register.rechte.Verweigert``, wenn die Rolle fehlt; das steht dann im Protokoll.
    """
    wer = person()

    def pruefe() -> None:
        rechte.verlange(
            zwischenspeicher.register(),
            wer,
            Rolle.LESEN,
            vorgang="Internes herunterladen",
            gegenstand=gegenstand,
        )

    return pruefe


def hinweis() -> str:
    """Ein Absatz (Markdown): wer hier was darf."""
    ergebnis, vorhanden = erkenne(), rolle()
    wer = ergebnis.person
    if wer.zugang is Zugang.LOKAL:
        return (
            "**An diesem Rechner ist alles erlaubt:** Das Dashboard ist nur von hier aus erreichbar. Jede "
            "Änderung steht mit Namen im Protokoll."
        )
    if wer.zugang is Zugang.GAST:
        return f"**Nur lesen:** {ergebnis.grund}"
    if vorhanden is None:
        return (
            f"**Nur lesen:** {sicher(wer.name)} ({sicher(wer.kennung)}) ist angemeldet, hat aber keine "
            f"Rolle. {sicher(ergebnis.grund)} Bitte lassen Sie sich eine von jemandem geben, der „Freigeben“ "
            "darf."
        )
    return f"**{sicher(wer.name)}, Rolle „{vorhanden.beschriftung}“:** {RECHTE[vorhanden]}"


def ist_eingerichtet() -> bool:
    """Ob eine Anmeldung eingerichtet ist (Abschnitt ``[auth]`` der Zugangsdaten)."""
    return "is_logged_in" in st.user or (st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def dienste() -> list[str | None]:
    """Namen der eingerichteten Anmeldedienste; None ist der ohne Namen. Mehr als einer gilt nicht."""
    abschnitt = st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None
    if not isinstance(abschnitt, Mapping):
        return [None]
    benannt = [name for name, wert in abschnitt.items() if isinstance(wert, Mapping) and "client_id" in wert]
    return [None, *benannt] if "client_id" in abschnitt or not benannt else benannt


def melde_ab() -> None:
    """Beendet diese Anmeldung, auch in anderen offenen Fenstern und für jede Abschrift ihres Cookies."""
    if ist_eingerichtet():
        register, kennzeichen, wer = zwischenspeicher.register(), _kennzeichen(st.user.to_dict()), person()
        if kennzeichen not in _abgemeldet(register):
            _abgemeldet(register).add(kennzeichen)
            try:
                protokoll.merke_abmeldung(register, wer, kennzeichen)
            except RegisterFehler as fehler:
                _logger.error("Abmeldung nur bis zum nächsten Neustart gemerkt: %s", mit_ort(fehler))
    st.logout()


def erkenne() -> Ergebnis:
    """Wer da ist, mit Grund."""
    if st.get_option("server.trustedUserHeaders"):
        # Solche Kopfzeilen überschrieben die geprüften Angaben der Anmeldung.
        return Ergebnis(GAST, "Die Einstellung server.trustedUserHeaders wird nicht unterstützt.")
    if len(dienste()) > 1:
        # Zwei Dienste können dieselbe Kennung verschiedenen Leuten geben; eine Rolle gälte dann für beide.
        return Ergebnis(
            GAST,
            "Es sind mehrere Anmeldedienste eingerichtet; unterstützt wird genau einer (docs/betrieb.md). "
            "Solange ist niemand angemeldet.",
        )
    if ist_eingerichtet():
        return _angemeldet(st.user.to_dict())
    if not _zugangsdaten_lesbar():
        return Ergebnis(GAST, "Die Zugangsdaten der Anmeldung lassen sich nicht lesen (docs/betrieb.md).")
    dagegen = grund_dagegen(_umstaende())
    if dagegen:
        return Ergebnis(
            GAST,
            f"Eine Anmeldung ist nicht eingerichtet, und {dagegen}. Ändern kann man nur an dem Rechner, auf "
            "dem es läuft, oder mit Anmeldung.",
        )
    return Ergebnis(Person("", "lokal", Zugang.LOKAL))


def _angemeldet(angaben: dict[str, Any]) -> Ergebnis:
    if angaben.get("is_logged_in") is not True:
        return Ergebnis(GAST, "Sie sind nicht angemeldet. Ändern darf, wer sich anmeldet und eine Rolle hat.")
    seit = angaben.get("iat")
    stunden = einstellungen.anmeldung_stunden()
    if isinstance(seit, bool) or not isinstance(seit, int | float):
        return Ergebnis(GAST, "Der Anmeldedienst nennt keinen Zeitpunkt der Anmeldung; sie zählt nicht.")
    if not -300 <= einstellungen.jetzt().timestamp() - seit <= 3600 * stunden:
        return Ergebnis(
            GAST, f"Ihre Anmeldung ist älter als {stunden} Stunden. Bitte melden Sie sich neu an."
        )
    if _kennzeichen(angaben) in _abgemeldet(zwischenspeicher.register()):
        return Ergebnis(GAST, "Sie haben sich abgemeldet. Ändern darf, wer sich anmeldet und eine Rolle hat.")
    wer = person_aus(angaben, einstellungen.rollen_angabe())
    if wer is None:
        return Ergebnis(GAST, "Der Anmeldedienst nennt keine brauchbare Kennung; die Anmeldung zählt nicht.")
    return Ergebnis(wer, grund_ohne_rolle(angaben, einstellungen.rollen_angabe()))


def _kennzeichen(angaben: dict[str, Any]) -> str:
    """Woran eine Anmeldung wiederzuerkennen ist, ohne sie zu nennen."""
    ausweis = json.dumps([str(angaben.get(name)) for name in ("iss", "sub", "iat")])
    return hashlib.sha256(ausweis.encode()).hexdigest()[:32]


def pruefe_cookie_secret() -> str:
    """Womit ``app.py`` sich beendet, wenn sich Ausweise erraten ließen; sonst leer."""
    abschnitt = st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None
    geheimnis = abschnitt.get("cookie_secret") if isinstance(abschnitt, Mapping) else None
    if geheimnis is None or len(str(geheimnis).encode()) >= COOKIE_SECRET_MINDESTENS:
        return ""
    return (
        f"Fehler: „cookie_secret“ unter [auth] hat weniger als {COOKIE_SECRET_MINDESTENS} Byte; Anmeldungen "
        'ließen sich fälschen. Bitte tragen Sie ein zufälliges ein: python -c "import secrets; '
        'print(secrets.token_urlsafe(48))"; siehe docs/betrieb.md.'
    )


def _zugangsdaten_lesbar() -> bool:
    """Falsch, wenn es eine Datei mit Zugangsdaten gibt, sie sich aber nicht lesen lässt.

    Streamlit verhielte sich dann, als wäre keine Anmeldung eingerichtet.
    """
    vorhanden = any(Path(pfad).exists() for pfad in st.get_option("secrets.files"))
    return not vorhanden or st.secrets.load_if_toml_exists()


def _umstaende() -> Umstaende:
    return Umstaende(
        server=einstellungen.ist_server(),
        gebunden_an=st.get_option("server.address"),
        nach_aussen=st.get_option("browser.serverAddress"),
        kopfzeilen={name.lower(): wert for name, wert in st.context.headers.items()},
        gegenstelle=st.context.ip_address,
    )
