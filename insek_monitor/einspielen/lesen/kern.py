"""Eine Datei lesen, im eigenen Prozess: Format am Inhalt erkennen, dann lesen.

Von außen ruft man ``lies_datei``; dieses Modul läuft im bewachten Kindprozess.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from insek_monitor.einspielen.lesen.archiv import Archiv
from insek_monitor.einspielen.lesen.fehler import nur_leere_zellen, verlange_groesse
from insek_monitor.einspielen.lesen.format import art_des_archivs, art_des_inhalts
from insek_monitor.einspielen.lesen.ods import lies_ods
from insek_monitor.einspielen.lesen.textliste import lies_csv
from insek_monitor.einspielen.lesen.xls import lies_xls
from insek_monitor.einspielen.lesen.xlsx import lies_xlsx
from insek_monitor.einspielen.lesen.zellen import kurz
from insek_monitor.kern.rohdatei import Format, Rohblatt, Rohdatei


def lies_kern(inhalt: bytes, name: str) -> Rohdatei:
    """Liest eine Datei.

    Raises
    ------
    DateiFehler
        wenn sie keine lesbare Liste ist.
    """
    verlange_groesse(len(inhalt))
    name = dateiname(name)
    format_, blaetter, hinweise = _lies(inhalt, name)
    if not any(blatt.zeilen for blatt in blaetter):
        raise nur_leere_zellen()
    pruefsumme = hashlib.sha256(inhalt).hexdigest()
    return Rohdatei(name, format_, len(inhalt), pruefsumme, blaetter, hinweise)


def dateiname(name: str) -> str:
    """Letzter Teil eines Dateinamens, ohne Steuerzeichen, höchstens 150 Zeichen."""
    letzter = PurePosixPath(name.replace("\\", "/")).name.strip(". ")
    return kurz(letzter, 150) or "Datei"


def _lies(inhalt: bytes, name: str) -> tuple[Format, tuple[Rohblatt, ...], tuple[str, ...]]:
    art = art_des_inhalts(inhalt)
    if art == "ole":
        return ("xls", *lies_xls(inhalt))
    if art == "text":
        return ("csv", *lies_csv(inhalt, name.rpartition(".")[0] or name))
    archiv = Archiv(inhalt)
    if art_des_archivs(archiv) == "ods":
        return ("ods", *lies_ods(archiv))
    return ("xlsx", *lies_xlsx(archiv))
