"""Das Protokoll: jede Änderung, jeder abgelehnte Versuch (geschrieben in ``rechte``), jede Abmeldung."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import select

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, schema
from insek_monitor.register.protokollieren import protokolliere
from insek_monitor.register.verbindung import Register

ABMELDEN = "Abmelden"
SPALTEN = (
    "am",
    "person",
    "kennung",
    "zugang",
    "vorgang",
    "gegenstand",
    "ergebnis",
    "datenstand_nummer",
    "einzelheiten",
)


def lies(register: Register, *, person: Person, hoechstens: int = 500) -> pd.DataFrame:
    """Die jüngsten Einträge, der neueste zuerst.

    Parameters
    ----------
    person
        wer lesen will; nötig ist mindestens die Rolle „Lesen“.
    hoechstens
        so viele Zeilen.

    Returns
    -------
    DataFrame
        ``SPALTEN``; ``am`` in UTC, ``datenstand_nummer`` Int64.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle.
    """
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Protokoll lesen", gegenstand="Protokoll")
    tabelle = schema.protokoll
    anfrage = select(*(tabelle.c[name] for name in SPALTEN)).order_by(tabelle.c.nummer.desc())
    with register.lesen() as verbindung:
        zeilen = verbindung.execute(anfrage.limit(max(0, hoechstens))).all()
        frame = pd.DataFrame(zeilen, columns=list(SPALTEN))
        typen = {name: "str" for name in SPALTEN if name not in ("am", "datenstand_nummer")}
        return frame.astype({**typen, "am": "datetime64[us, UTC]", "datenstand_nummer": "Int64"})


def merke_abmeldung(register: Register, person: Person, kennzeichen: str) -> None:
    """Trage ein, dass eine Anmeldung beendet ist; das Kennzeichen verrät nichts über sie.

    Raises
    ------
    RegisterFehler
        wenn die Datenbank nicht schreibt.
    """
    with register.schreiben() as verbindung:
        protokolliere(
            verbindung,
            person,
            vorgang=ABMELDEN,
            gegenstand="Anmeldung",
            ergebnis="ausgefuehrt",
            einzelheiten=kennzeichen,
        )


def abmeldungen(register: Register) -> set[str]:
    """Kennzeichen aller beendeten Anmeldungen."""
    tabelle = schema.protokoll
    with register.lesen() as verbindung:
        anfrage = select(tabelle.c.einzelheiten).where(tabelle.c.vorgang == ABMELDEN)
        return set(verbindung.execute(anfrage).scalars())
