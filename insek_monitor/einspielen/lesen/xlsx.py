"""XLSX und XLSM lesen: selbst entpackt und gezählt, Werte durch python-calamine.

python-calamine bekommt nie die fremde Datei, sondern ein neues Archiv aus den wenigen Teilen, die hier
entpackt und durchgesehen wurden. Doppelte Einträge, falsche Größenangaben, Makros und Bilder erreichen es
nicht.
"""

from __future__ import annotations

import io
import zipfile
from functools import partial
from xml.sax.saxutils import quoteattr

import python_calamine

from insek_monitor.einspielen.lesen import zellen
from insek_monitor.einspielen.lesen.archiv import Archiv, verlange_ohne_dtd
from insek_monitor.einspielen.lesen.fehler import BLAETTER, DateiFehler, beschaedigt
from insek_monitor.einspielen.lesen.xlsx_aufbau import Aufbau, besonderheiten, lies_aufbau
from insek_monitor.einspielen.lesen.xlsx_blatt import Blattbefund, durchsuche
from insek_monitor.einspielen.lesen.zellen import (
    Zellenzaehler,
    beschneide,
    kurz,
    ohne_leeres_ende,
)
from insek_monitor.kern.rohdatei import Rohblatt, Zelle

_HAUPT = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BEZIEHUNG = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"


def lies_xlsx(archiv: Archiv) -> tuple[tuple[Rohblatt, ...], tuple[str, ...]]:
    """Blätter und Hinweise einer XLSX-Datei.

    Raises
    ------
    DateiFehler
        wenn sie beschädigt oder zu groß ist.
    """
    aufbau = lies_aufbau(archiv)
    verlange_blattzahl(len(aufbau.blaetter))
    befunde, teile = [], []
    for verweis in aufbau.blaetter:
        befund, xml = durchsuche(verweis.name, partial(archiv.stuecke, verweis.teil))
        befunde.append(befund)
        teile.append(xml)
    zaehler = Zellenzaehler()
    try:
        with python_calamine.load_workbook(io.BytesIO(neues_archiv(archiv, aufbau, teile))) as mappe:
            blaetter = tuple(
                _blatt(mappe, i, aufbau, befund, zaehler) for i, befund in enumerate(befunde, start=1)
            )
    except python_calamine.CalamineError as fehler:
        raise beschaedigt() from fehler
    return blaetter, (*besonderheiten(archiv), *_blatthinweise(aufbau, befunde), *zaehler.hinweise())


def verlange_blattzahl(blaetter: int) -> None:
    """Verlangt mindestens ein Blatt und höchstens so viele, wie gelesen werden."""
    if blaetter == 0:
        raise beschaedigt("Die Datei enthält kein Tabellenblatt; sie")
    if blaetter > BLAETTER:
        raise DateiFehler(
            f"Die Datei hat {blaetter} Tabellenblätter, gelesen werden höchstens {BLAETTER}. Bitte "
            "speichern Sie das Blatt mit der Liste in einer eigenen Datei."
        )


def neues_archiv(archiv: Archiv, aufbau: Aufbau, blaetter: list[bytes]) -> bytes:
    """Eine XLSX-Datei nur aus Texten, Formaten und den durchgesehenen Blättern (``B1``, ``B2`` …)."""
    puffer = io.BytesIO()
    beziehungen, eintraege = [], []
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_STORED) as ziel:
        for i, xml in enumerate(blaetter, start=1):
            ziel.writestr(f"xl/worksheets/sheet{i}.xml", xml)
            beziehungen.append((f"r{i}", "worksheet", f"worksheets/sheet{i}.xml"))
            eintraege.append(f'<sheet name="B{i}" sheetId="{i}" r:id="r{i}"/>')
        for art, teil in (("sharedStrings", aufbau.texte), ("styles", aufbau.formate)):
            if teil is not None:
                inhalt = archiv.lies(teil)
                verlange_ohne_dtd(inhalt)
                ziel.writestr(f"xl/{art}.xml", inhalt)
                beziehungen.append((art, art, f"{art}.xml"))
        zeilen = "".join(
            f'<Relationship Id="{kennung}" Type="{_BEZIEHUNG}/{art}" Target={quoteattr(pfad)}/>'
            for kennung, art, pfad in beziehungen
        )
        ziel.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PAKET}">{zeilen}</Relationships>'
        )
        ziel.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_HAUPT}" xmlns:r="{_BEZIEHUNG}">'
            f'<workbookPr date1904="{int(aufbau.ab_1904)}"/>'
            f"<sheets>{''.join(eintraege)}</sheets></workbook>",
        )
        ziel.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PAKET}"><Relationship Id="r1" Type="{_BEZIEHUNG}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
    return puffer.getvalue()


def _blatt(
    mappe: python_calamine.CalamineWorkbook,
    nummer: int,
    aufbau: Aufbau,
    befund: Blattbefund,
    zaehler: Zellenzaehler,
) -> Rohblatt:
    verweis = aufbau.blaetter[nummer - 1]
    name = kurz(verweis.name) or f"Blatt {nummer}"
    blatt = mappe.get_sheet_by_name(f"B{nummer}")
    if befund.gefuellt and blatt.start is None:
        # Etwa in UTF-16: hier gelesen, von calamine nicht. Dann lieber nichts als eine leere Liste.
        raise beschaedigt()
    zeilen = zeilen_von(name, blatt, befund.fehlerwerte, zaehler)
    letzte_spalte = max(map(len, zeilen), default=0)
    return Rohblatt(
        name=name,
        zeilen=zeilen,
        verborgen=verweis.verborgen,
        verborgene_zeilen=frozenset(z for z in befund.verborgene_zeilen if z <= len(zeilen)),
        verbunden=beschneide(name, befund.verbunden, len(zeilen), letzte_spalte),
        formeln=frozenset(befund.formeln),
    )


def zeilen_von(
    name: str,
    blatt: python_calamine.CalamineSheet,
    fehlerwerte: dict[tuple[int, int], str],
    zaehler: Zellenzaehler,
) -> tuple[tuple[Zelle, ...], ...]:
    """Zeilen eines Blatts ab A1; Fehlerwerte wie „#REF!“, die calamine leer lässt, werden eingesetzt."""
    if blatt.start is None:
        return ()
    zeilen: list[tuple[Zelle, ...]] = []
    # ``iter_rows`` beginnt in Zeile 1, aber in der ersten benutzten Spalte.
    links = blatt.start[1]
    fehler_je_zeile: dict[int, dict[int, str]] = {}
    for (zeile, spalte), text in fehlerwerte.items():
        fehler_je_zeile.setdefault(zeile, {})[spalte] = text
    for nummer, rohe in enumerate(blatt.iter_rows(), start=1):
        werte = [None] * links + rohe
        for spalte, text in fehler_je_zeile.get(nummer, {}).items():
            werte += [None] * (spalte - len(werte))
            werte[spalte - 1] = text
        zeilen.append(zaehler.zeile(name, nummer, werte))
    return ohne_leeres_ende(zeilen)


def _blatthinweise(aufbau: Aufbau, befunde: list[Blattbefund]) -> list[str]:
    saetze = zellen.formeln(sum(len(befund.formeln) for befund in befunde))
    for verweis, befund in zip(aufbau.blaetter, befunde, strict=True):
        name = kurz(verweis.name)
        saetze += zellen.ohne_wert(name, befund.formeln_ohne_wert)
        saetze += [zellen.befehle(name)] if befund.dde else []
        saetze += zellen.verborgene_spalten(name, befund.verborgene_spalten, befund.letzte_spalte)
    return saetze
