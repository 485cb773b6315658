"""Der Datenstand ``modell``: belegte Angaben, ergänzt um modellierte, bis die Eckwerte stimmen.

Reine Funktionen: Frames hinein, Frames heraus. Die Auswahl hängt nur von Startwert und AGS ab (Reihenfolge
nach sha256), nicht von einem Zufallsgenerator; sie ist deshalb mit jeder Fassung von Python, numpy und
pandas dieselbe. Das Verfahren steht in ``docs/entscheidungen/0003-modellierung.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from insek_monitor.modell.begriffe import Datenlage, Gemeindetyp, Konzeptart
from insek_monitor.modell.datum import UNBEKANNT
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register.belege import Belege, belege_aus
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.jahresziehung import losnummer, ziehe_jahre

#: Erhöhen, wenn sich das Verfahren ändert: dann entsteht beim nächsten Start ein neuer Datenstand `modell`.
VERFAHREN = 1
TITEL = "Modellierter Datensatz (kein Nachweis)"
QUELLE = "Modell (kein Nachweis)"


class ModellierungsFehler(RegisterFehler):
    """Die belegten Angaben lassen die Eckwerte nicht zu."""


@dataclass(frozen=True)
class Zielwerte:
    """Was herauskommen muss (Gemeinden).

    Attributes
    ----------
    vorhanden, teilweise, kein
        Anzahl aller Gemeinden je Status.
    kein_je_klasse
        Beschriftung der Größenklasse (``kompakt``) → Gemeinden mit Status ``kein``.
    alle_vorhanden
        Größenklassen, in denen jede Gemeinde ein Konzept hat.
    letztes_jahr
        Spätestes gezogenes Beschlussjahr: das Jahr vor den Eckwerten, damit das Konzept zu deren Stand schon
        galt.
    """

    vorhanden: int
    teilweise: int
    kein: int
    kein_je_klasse: Mapping[str, int]
    alle_vorhanden: tuple[str, ...]
    letztes_jahr: int


def modelliere(
    gemeinden: pd.DataFrame,
    konzepte: pd.DataFrame,
    zuordnung: pd.DataFrame,
    zielwerte: Zielwerte,
    regeln: Regeln,
    startwert: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ergänze belegte Konzepte um modellierte Datensätze, bis die Zielwerte genau erreicht sind.

    Belegte Zeilen bleiben unverändert und stehen vorn; je ergänzter Gemeinde kommt eine Zeile ``M-<ags>``
    dazu.

    Parameters
    ----------
    gemeinden
        Index ``ags``; gebraucht werden ``einwohner`` und ``gemeindetyp``.
    konzepte, zuordnung
        der Datenstand ``recherche`` (Spalten nach ``docs/architektur.md``, ``*_tag`` nicht nötig).
    startwert
        Text, der die Auswahl bestimmt.

    Returns
    -------
    konzepte, zuordnung
        mit denselben Spalten wie die Eingabe.

    Raises
    ------
    ModellierungsFehler
        wenn die belegten Angaben den Zielwerten widersprechen.
    """
    klassen = pd.Series(regeln.kompakt.einordnen(gemeinden["einwohner"]), index=gemeinden.index).astype("str")
    _pruefe_zielwerte(klassen, zielwerte)
    belege = belege_aus(gemeinden.index, konzepte, zuordnung)
    kein = _waehle_kein(klassen, belege, zielwerte, startwert)
    bleiben, teilweise = _waehle_teilweise(klassen, belege, kein, zielwerte, startwert)
    vorhanden = set(gemeinden.index) - belege.vorhanden - belege.kein - bleiben - set(kein) - set(teilweise)
    if len(belege.vorhanden) + len(vorhanden) != zielwerte.vorhanden:
        raise ModellierungsFehler(
            f"Belegt oder zu ergänzen wären {len(belege.vorhanden) + len(vorhanden)} Gemeinden mit Konzept, "
            f"veröffentlicht sind {zielwerte.vorhanden}. Bitte prüfen Sie daten/eckwerte.yaml."
        )
    jahre = ziehe_jahre(sorted(vorhanden), klassen, belege, zielwerte.letztes_jahr, startwert)
    if jahre is None:
        raise ModellierungsFehler(
            f"Kein belegtes Konzept hat einen Beschluss bis {zielwerte.letztes_jahr}; daraus lassen sich "
            "keine Jahre ziehen. Bitte prüfen Sie die Konzepttabelle."
        )
    neu = [_zeile(ags, _art(gemeinden, ags), str(jahr)) for ags, jahr in jahre.items()]
    neu += [_zeile(ags, Konzeptart.AEHNLICH, UNBEKANNT) for ags in teilweise]
    neu += [_zeile(ags, Konzeptart.KEINS, None) for ags in kein]
    return _haenge_an(konzepte, zuordnung, sorted(neu, key=lambda zeile: str(zeile["ags"])))


def _pruefe_zielwerte(klassen: pd.Series, zielwerte: Zielwerte) -> None:
    summe = zielwerte.vorhanden + zielwerte.teilweise + zielwerte.kein
    if summe != len(klassen) or sum(zielwerte.kein_je_klasse.values()) != zielwerte.kein:
        raise ModellierungsFehler(
            f"Die Eckwerte ergeben zusammen {summe} Gemeinden und je Größenklasse "
            f"{sum(zielwerte.kein_je_klasse.values())} ohne Konzept; erwartet sind {len(klassen)} und "
            f"{zielwerte.kein}. Bitte prüfen Sie daten/eckwerte.yaml."
        )


def _waehle_kein(klassen: pd.Series, belege: Belege, zielwerte: Zielwerte, startwert: str) -> list[str]:
    """Gemeinden, für die „kein Konzept“ modelliert wird.

    Zuerst solche ohne jede Spur, dann mit einem Konzept für ein Teilgebiet, zuletzt mit einem Konzept in
    Arbeit.
    """
    gewaehlt: list[str] = []
    for klasse in klassen.unique():
        gesucht = zielwerte.kein_je_klasse.get(klasse, 0)
        belegt = sum(klassen[ags] == klasse for ags in belege.kein)
        offen = [ags for ags in klassen.index[klassen == klasse] if ags in belege.unbekannt]
        if not 0 <= gesucht - belegt <= len(offen):
            raise ModellierungsFehler(
                f"Größenklasse „{klasse}“: Veröffentlicht sind {gesucht} Gemeinden ohne Konzept; belegt "
                f"sind {belegt}, und nur {len(offen)} sind noch ohne Angabe. Recherche und Eckwerte "
                "widersprechen sich. Bitte prüfen Sie daten/eckwerte.yaml und die Konzepttabelle."
            )
        offen.sort(
            key=lambda ags: (
                ags in belege.in_arbeit,
                ags in belege.teilgebiet,
                losnummer(startwert, "kein", ags),
            )
        )
        gewaehlt += offen[: gesucht - belegt]
    return gewaehlt


def _waehle_teilweise(
    klassen: pd.Series, belege: Belege, kein: list[str], zielwerte: Zielwerte, startwert: str
) -> tuple[set[str], list[str]]:
    """Gemeinden, bei denen das belegte ähnliche Konzept zählt, und solche, für die eines modelliert wird.

    Bleiben sollen zuerst die, bei denen eine Quelle gegen ein INSEK spricht oder erst eines in Arbeit ist.
    """
    moeglich = [ags for ags in klassen.index if klassen[ags] not in zielwerte.alle_vorhanden]
    aehnlich = sorted(
        (ags for ags in moeglich if ags in belege.teilweise),
        key=lambda ags: (
            ags not in belege.meldung_kein,
            ags not in belege.in_arbeit,
            losnummer(startwert, "teilweise", ags),
        ),
    )
    bleiben = set(aehnlich[: zielwerte.teilweise])
    fehlt = zielwerte.teilweise - len(bleiben)
    offen = sorted(
        (ags for ags in moeglich if ags in belege.unbekannt and ags not in kein),
        key=lambda ags: losnummer(startwert, "teilweise", ags),
    )
    if fehlt > len(offen):
        raise ModellierungsFehler(
            f"Veröffentlicht sind {zielwerte.teilweise} Gemeinden mit ähnlichem Konzept; nach den Belegen "
            f"sind höchstens {len(bleiben) + len(offen)} möglich. Bitte prüfen Sie daten/eckwerte.yaml und "
            "die Konzepttabelle."
        )
    return bleiben, offen[:fehlt]


def _art(gemeinden: pd.DataFrame, ags: str) -> Konzeptart:
    # Städte beschließen ein INSEK, Gemeinden ein INGEKO (Handlungsleitfaden INSEK/INGEKO 2024).
    dorf = gemeinden.at[ags, "gemeindetyp"] == Gemeindetyp.GEMEINDE.value
    return Konzeptart.INGEKO if dorf else Konzeptart.INSEK


def _zeile(ags: str, art: Konzeptart, beschluss: str | None) -> dict[str, str | None]:
    return {
        "konzept_id": f"M-{ags}",
        "ags": ags,
        "art": art.value,
        "titel": TITEL,
        "beschluss": beschluss,
        "quelle": QUELLE,
        "datenlage": Datenlage.MODELLIERT.value,
    }


def _haenge_an(
    konzepte: pd.DataFrame, zuordnung: pd.DataFrame, neu: list[dict[str, str | None]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    textspalten = konzepte[[name for name in konzepte.columns if not name.endswith("_tag")]]
    zeilen = pd.DataFrame(neu, columns=["konzept_id", "ags", *textspalten.columns], dtype="object")
    ergaenzt = zeilen.set_index("konzept_id").drop(columns="ags").astype(textspalten.dtypes.to_dict())
    ergaenzt.index = ergaenzt.index.astype(textspalten.index.dtype)
    paare = zeilen[["konzept_id", "ags"]].astype(zuordnung[["konzept_id", "ags"]].dtypes.to_dict())
    return (
        pd.concat([textspalten, ergaenzt]).rename_axis(index="konzept_id"),
        pd.concat([zuordnung[["konzept_id", "ags"]], paare], ignore_index=True),
    )
