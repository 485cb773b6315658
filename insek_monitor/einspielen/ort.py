"""Zu welcher Gemeinde eine Zeile gehört: Schlüssel und Name müssen sich einig sein."""

from __future__ import annotations

from collections.abc import Iterable

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.gemeindenamen import Fund, Gemeindenamen
from insek_monitor.einspielen.mitglieder import nenne_mehrere
from insek_monitor.einspielen.namensformen import kreise_zu
from insek_monitor.einspielen.tabelle import zitat
from insek_monitor.einspielen.werte import lies_ziffern
from insek_monitor.einspielen.wortwerte import lies_vorhanden
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, Vorschlagstext, Zeile, setze
from insek_monitor.kern.meldung import Vorhanden

_SCHLUESSEL = "ein achtstelliger Schlüssel einer sächsischen Gemeinde"
_NAME = "der Name einer sächsischen Gemeinde"


def bestimme_ort(zeile: Zeile, namen: Gemeindenamen) -> str | None:
    """Der AGS der Gemeinde dieser Zeile; None mit einem Fehler in ``zeile``, wenn er nicht sicher ist."""
    ziffern = lies_ziffern(zeile.werte.get("ags"))
    name = zeile.text("gemeinde")
    kreise = kreise_zu(zeile.text("kreis"))
    if not zeile.text("ags") and len(lies_ziffern(name)) == 8:
        # In der Spalte „Gemeinde“ steht der Schlüssel.
        ziffern, name = lies_ziffern(name), ""
    mehrere = nenne_mehrere(name, namen) or nenne_mehrere(zeile.text("ags"), namen)
    if mehrere:
        return _gemeinsam(zeile, namen, mehrere)
    fund = namen.finde(name, kreise) if name else None
    if zeile.text("ags") or ziffern:
        ags = _nach_schluessel(zeile, namen, ziffern, fund, name)
    elif fund is not None:
        ags = _nach_name(zeile, namen, fund, name)
    else:
        zeile.melde(
            "gemeinde_fehlt",
            Stufe.FEHLER,
            "gemeinde",
            _NAME,
            "Die Zeile nennt keine Gemeinde. Bitte tragen Sie Name oder AGS ein oder lassen Sie die "
            "Zeile weg.",
            (ZEILE_WEGLASSEN,),
        )
        return None
    if ags and kreise and not namen.im_kreis(ags, kreise):
        zeile.melde(
            "kreis_passt_nicht",
            Stufe.WARNUNG,
            "kreis",
            namen.kreis[ags],
            f"{namen.name[ags]} liegt im Kreis „{namen.kreis[ags]}“, nicht in "
            f"„{zitat(zeile.text('kreis'))}“. Bitte prüfen Sie, ob die Gemeinde stimmt.",
            ((f"„{namen.kreis[ags]}“ übernehmen", "kreis", namen.kreis[ags]),),
        )
    return ags


def _gemeinsam(zeile: Zeile, namen: Gemeindenamen, mehrere: tuple[Fund, ...]) -> str | None:
    """Mehrere Gemeinden in einer Zelle: nur alle zusammen und nur, wenn „gemeinsam mit“ es bestätigt."""
    alle = [fund.ags for fund in mehrere if fund.ags]
    genannt = "; ".join(f"{namen.name[ags]} ({ags})" for ags in alle)
    antwort = lies_vorhanden(zeile.werte.get("vorhanden")).wert
    # „nein“ gilt nur für eine Gemeinde, nie für alle auf einmal.
    moeglich = len(alle) == len(mehrere) and antwort not in (Vorhanden.NEIN, Vorhanden.UNBEKANNT)
    if moeglich and zeile.text("gemeinsam") == genannt:
        return alle[0]
    zeile.melde(
        "mehrere_gemeinden",
        Stufe.FEHLER,
        "gemeinde" if zeile.text("gemeinde") else "ags",
        "eine Gemeinde je Zeile, die übrigen unter „gemeinsam mit“",
        f"In einer Zelle stehen {len(mehrere)} Gemeinden. Bitte nennen Sie eine und die übrigen unter "
        "„gemeinsam mit“, wenn es ein gemeinsames Konzept ist; sonst jede in einer eigenen Zeile.",
        (
            *((("gemeinsames Konzept von allen", "gemeinsam", genannt),) if moeglich else ()),
            ZEILE_WEGLASSEN,
        ),
    )
    return None


def _nach_schluessel(
    zeile: Zeile, namen: Gemeindenamen, ziffern: str, fund: Fund | None, name: str
) -> str | None:
    treffer = namen.finde_schluessel(ziffern)
    if treffer.ags is None:
        moeglich = treffer.aehnlich
        if fund is not None and not treffer.kandidaten:
            # Der Name sagt mehr als ein Schlüssel, den es nicht gibt; ähnliche nur aus dessen Kreis.
            nah = tuple(ags for ags in fund.aehnlich if ags[:5] == ziffern[:5])
            moeglich = (fund.ags,) if fund.ags else fund.kandidaten or nah or moeglich
        feld = "ags" if zeile.text("ags") else "gemeinde"
        zeile.melde(
            "ags_unbekannt",
            Stufe.FEHLER,
            feld,
            _SCHLUESSEL,
            f"„{zitat(zeile.text(feld))}“ {_warum_nicht(ziffern)}. Bitte berichtigen Sie den Schlüssel.",
            _waehle_ags(namen, treffer.kandidaten or moeglich),
        )
        return None
    if fund is not None and not _einig(treffer.ags, fund, zeile, namen, name):
        return None
    if treffer.frueher:
        _melde_frueher(zeile, namen, "ags", treffer.ags, treffer.frueher)
    return treffer.ags


def _warum_nicht(ziffern: str) -> str:
    if not ziffern:
        return "ist kein Gemeindeschlüssel"
    if len(ziffern) != 8:
        return f"hat {len(ziffern)} statt acht Ziffern"
    if not ziffern.startswith("14"):
        return "liegt nicht in Sachsen (sächsische Schlüssel beginnen mit 14)"
    if ziffern.endswith("000"):
        return "ist der Schlüssel eines Kreises, nicht einer Gemeinde"
    return "ist keiner sächsischen Gemeinde zugeordnet, auch keiner früheren seit 2013"


def _einig(ags: str, fund: Fund, zeile: Zeile, namen: Gemeindenamen, name: str) -> bool:
    """Ob Name und Schlüssel dieselbe Gemeinde meinen; wenn nicht, steht der Befund in der Zeile."""
    if ags == fund.ags or ags in fund.kandidaten:
        return True
    amtlich = namen.name[ags]
    nach_schluessel: Vorschlagstext = (
        f"nach Schlüssel: {namen.beschrifte(ags)}",
        "gemeinde",
        amtlich,
    )
    andere = (fund.ags,) if fund.ags else fund.kandidaten
    if andere:
        zeile.melde(
            "ags_und_name_verschieden",
            Stufe.FEHLER,
            "gemeinde",
            amtlich,
            f"Der Schlüssel gehört zu {namen.beschrifte(ags)}, der Name „{zitat(name)}“ zu "
            f"{' oder '.join(map(namen.beschrifte, andere))}. Bitte entscheiden Sie, was gilt.",
            (
                nach_schluessel,
                *((f"nach Name: {namen.beschrifte(a)}", "ags", a) for a in andere),
            ),
        )
        return False
    aehnlich = ags in fund.aehnlich
    zeile.melde(
        "name_abweichend" if aehnlich else "name_unbekannt",
        Stufe.HINWEIS if aehnlich else Stufe.WARNUNG,
        "gemeinde",
        amtlich,
        f"„{zitat(name)}“ heißt amtlich anders; nach dem Schlüssel ist es {namen.beschrifte(ags)}."
        + ("" if aehnlich else " Bitte prüfen Sie, ob der Schlüssel stimmt."),
        (nach_schluessel,),
    )
    return True


def _nach_name(zeile: Zeile, namen: Gemeindenamen, fund: Fund, name: str) -> str | None:
    if fund.kandidaten:
        zeile.melde(
            "gemeinde_mehrdeutig",
            Stufe.FEHLER,
            "gemeinde",
            "ein Name mit Kreis oder AGS",
            f"„{zitat(name)}“ kann {_oder(map(namen.beschrifte, fund.kandidaten))} sein. Bitte wählen Sie "
            "die Gemeinde.",
            _waehle_ags(namen, fund.kandidaten),
        )
        return None
    if fund.ags is None:
        vorschlag = " Gemeint ist vielleicht einer der Vorschläge." if fund.aehnlich else ""
        zeile.melde(
            "gemeinde_unbekannt",
            Stufe.FEHLER,
            "gemeinde",
            _NAME,
            f"Eine Gemeinde „{zitat(name)}“ gibt es in Sachsen nicht.{vorschlag} Bitte berichtigen Sie "
            "den Namen oder tragen Sie den AGS ein.",
            (*_waehle_ags(namen, fund.aehnlich), ZEILE_WEGLASSEN),
        )
        return None
    if fund.frueher:
        _melde_frueher(zeile, namen, "gemeinde", fund.ags, fund.frueher)
    elif fund.ortsteil or fund.aus_kreis:
        warum = "der Ortsteil wird übergangen" if fund.ortsteil else "eindeutig durch den Kreis"
        zeile.melde(
            "gemeinde_gedeutet",
            Stufe.HINWEIS,
            "gemeinde",
            namen.name[fund.ags],
            f"„{zitat(name)}“ wird als {namen.beschrifte(fund.ags)} gelesen ({warum}).",
        )
    return fund.ags


def _melde_frueher(zeile: Zeile, namen: Gemeindenamen, feld: str, ags: str, frueher: str) -> None:
    ist_ja = lies_vorhanden(zeile.werte.get("vorhanden")).wert is Vorhanden.JA
    teilgebiet = (setze("vorhanden", Vorhanden.TEILGEBIET),) if ist_ja else ()
    zeile.melde(
        "gemeinde_frueher",
        Stufe.WARNUNG,
        feld,
        namen.name[ags],
        f"Die Gemeinde {frueher} gibt es nicht mehr; sie gehört heute zu {namen.beschrifte(ags)}. Die "
        f"Angabe wird für ganz {namen.name[ags]} übernommen. Gilt sie nur für das frühere Gebiet, "
        + ("wählen Sie „nur für ein Teilgebiet“." if teilgebiet else "lassen Sie die Zeile weg."),
        (*teilgebiet, ZEILE_WEGLASSEN),
    )


def _waehle_ags(namen: Gemeindenamen, schluessel: Iterable[str]) -> tuple[Vorschlagstext, ...]:
    return tuple((namen.beschrifte(ags), "ags", ags) for ags in schluessel)


def _oder(texte: Iterable[str]) -> str:
    *vorn, letzter = list(texte)
    return f"{', '.join(vorn)} oder {letzter}" if vorn else letzter
