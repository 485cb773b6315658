"""Interne Vermerke je Gemeinde: sie werden nur angehängt und verlassen den angemeldeten Bereich nie."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd
from sqlalchemy import select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.schriftzeichen import ohne_unsichtbares
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register

HOECHSTENS_ZEICHEN = 4000
SPALTEN = ("nummer", "am", "von", "text")

_AGS = re.compile(r"[0-9]{8}")


def schreibe(register: Register, ags: str, text: str, person: Person) -> None:
    """Hänge einen Vermerk an.

    Parameters
    ----------
    text
        höchstens ``HOECHSTENS_ZEICHEN`` Zeichen; Steuerzeichen fallen weg, Zeilenumbrüche bleiben.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn der Text leer oder zu lang ist oder der Schlüssel keine Gemeinde meint.
    """
    _pruefe_ags(ags)
    # Im Protokoll steht nur, dass es ihn gibt: Es hat einen anderen Leserkreis.
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Vermerk schreiben", gegenstand=f"Gemeinde {ags}"
    )
    with zugriff as zug:
        zug.unterschreibe(schema.vermerk, ags=ags, text=_geprueft(text))


def lies(register: Register, ags: str, person: Person) -> pd.DataFrame:
    """Die Vermerke einer Gemeinde, der neueste zuerst.

    Returns
    -------
    DataFrame
        ``SPALTEN``; ``am`` in UTC.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle; der Versuch steht im Protokoll.
    """
    _pruefe_ags(ags)
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Vermerke lesen", gegenstand=f"Gemeinde {ags}")
    tabelle = schema.vermerk
    anfrage = select(*(tabelle.c[name] for name in SPALTEN)).where(tabelle.c.ags == ags)
    with register.lesen() as verbindung:
        zeilen = verbindung.execute(anfrage.order_by(tabelle.c.nummer.desc())).all()
        frame = pd.DataFrame(zeilen, columns=list(SPALTEN))
        return frame.astype({"nummer": "int64", "am": "datetime64[us, UTC]", "von": "str", "text": "str"})


def bereinige(text: str) -> str:
    """Der Text ohne Unsichtbares und Leerraum am Rand; Umlaute zusammengesetzt."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    sauber = unicodedata.normalize("NFC", ohne_unsichtbares(text))
    zeilen = (zeile.rstrip() for zeile in sauber.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(zeilen)).strip()


def _geprueft(text: str) -> str:
    sauber = bereinige(text)
    if not sauber:
        raise RegisterFehler("Der Vermerk ist leer. Bitte schreiben Sie einen Text.")
    if len(sauber) > HOECHSTENS_ZEICHEN:
        raise RegisterFehler(
            f"Der Vermerk hat {len(sauber)} Zeichen, höchstens {HOECHSTENS_ZEICHEN} sind möglich. Bitte "
            "kürzen Sie ihn oder teilen Sie ihn auf mehrere Vermerke auf."
        )
    return sauber


def _pruefe_ags(ags: str) -> None:
    if _AGS.fullmatch(ags) is None:
        raise RegisterFehler(
            f"„{ags[:20]}“ ist kein Gemeindeschlüssel. Bitte wählen Sie die Gemeinde noch einmal aus."
        )
