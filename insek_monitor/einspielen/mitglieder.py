"""Die Spalte „gemeinsam mit“: weitere Gemeinden eines gemeinsamen Konzepts."""

from __future__ import annotations

import re

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.gemeindenamen import Fund, Gemeindenamen
from insek_monitor.einspielen.namensformen import kreise_zu
from insek_monitor.einspielen.tabelle import zitat
from insek_monitor.einspielen.werte import bereinige, lies_ziffern
from insek_monitor.einspielen.wortwerte import normiere_wort
from insek_monitor.einspielen.zeile import Vorschlagstext, Zeile, leere

_KEINE = frozenset({"", "-", "--", "nein", "keine", "keiner", "kein", "k a", "entfaellt", "allein", "ohne"})
_NAME_MIT_SCHLUESSEL = re.compile(r"(.*?)\s*[(\[]\s*(?:AGS:?\s*)?(\d[\d ]{6,})\s*[)\]]")
#: Trennt nur, wenn danach verschiedene Gemeinden dastehen: „Auerbach/Vogtl.“ und „Aue-Bad Schlema“ sind eine.
_FEIN = re.compile(r"[/()–-]|\bu\. |\b(?:gemeinsam )?mit\b|\bbis\b")
_TRENNT = re.compile(rf"[;,|\n&+]|\bund\b|\bsowie\b|14\d{{6}}\D+14\d{{6}}|{_FEIN.pattern}")
_VERBAND = re.compile(r"^(?:VG|VWG|VV|Verwaltungsgemeinschaft|Verwaltungsverband)\b[ :]*", re.IGNORECASE)
_ORTSTEILE = re.compile(r",?\s*\(?\b(?:OT|Ortsteile?)\b[^,;\n]*", re.IGNORECASE)
_ERWARTET = "Namen oder AGS, mit Semikolon getrennt"
#: Mehr Mitglieder hat kein Konzept; darüber steht etwas anderes in der Zelle.
_HOECHSTENS = 100
#: So viele unklare Mitglieder werden einzeln genannt.
_EINZELN = 10


def lies_mitglieder(zeile: Zeile, namen: Gemeindenamen, eigene: str | None) -> tuple[str, ...]:
    """Die AGS der weiteren Gemeinden, ohne die eigene und ohne Wiederholung; Unklares wird zum Fehler."""
    text = bereinige(zeile.text("gemeinsam"))
    if normiere_wort(text) in _KEINE:
        return ()
    gefunden: list[str] = []
    teile = zerlege(text, namen)
    if len(teile) > _HOECHSTENS:
        zeile.melde(
            "mitglieder_zu_viele",
            Stufe.FEHLER,
            "gemeinsam",
            f"höchstens {_HOECHSTENS} Gemeinden",
            f"„gemeinsam mit“ nennt {len(teile)} Einträge; erlaubt sind {_HOECHSTENS}. Bitte prüfen Sie "
            "die Zelle.",
            (leere("gemeinsam"),),
        )
        return ()
    unklar = 0
    for stelle, teil in enumerate(teile):
        fund = _finde(teil, namen)
        if fund.ags is None:
            unklar += 1
            if unklar <= _EINZELN:
                _melde(zeile, namen, teile, stelle, fund)
            continue
        if fund.frueher:
            zeile.melde(
                "gemeinde_frueher",
                Stufe.WARNUNG,
                "gemeinsam",
                namen.name[fund.ags],
                f"Die Gemeinde {fund.frueher} gibt es nicht mehr; als Mitglied zählt "
                f"{namen.beschrifte(fund.ags)}.",
                (_ersetze(namen, teile, stelle, fund.ags),),
            )
        gefunden.append(fund.ags)
    return tuple(ags for ags in dict.fromkeys(gefunden) if ags != eigene)


def nenne_mehrere(text: str, namen: Gemeindenamen) -> tuple[Fund, ...]:
    """Was eine Zelle aufzählt, die mehr als eine Gemeinde nennt (auch Unverstandenes); sonst nichts."""
    if not _TRENNT.search(text):
        return ()
    ganz = namen.finde(text)
    if (ganz.ags or ganz.kandidaten) and not ganz.ortsteil:
        return ()
    schluessel = re.findall(r"(?<!\d)14\d{6}(?!\d)", text)
    namentlich = _ORTSTEILE.sub("", _VERBAND.sub("", text))
    teile = schluessel if len(schluessel) > 1 else zerlege(namentlich, namen)
    funde = tuple(dict.fromkeys(_finde(teil, namen) for teil in teile))
    return funde if sum(bool(fund.ags or fund.kandidaten) for fund in funde) > 1 else ()


def zerlege(text: str, namen: Gemeindenamen) -> list[str]:
    """Teile eine Aufzählung; ein Name mit Komma („Plauen, Stadt“) oder „und“ bleibt ganz."""
    teile = []
    stuecke = re.split(r"[;\n|]", text[:20_000])
    if len(stuecke) > _HOECHSTENS:
        return stuecke
    for stueck in stuecke:
        stueck = re.sub(r"^(gemeinsam )?(mit|und|sowie)\s+", "", stueck.strip(" ,."), flags=re.IGNORECASE)
        if not stueck:
            continue
        ganz = _finde(stueck, namen)
        if ganz.ags or ganz.kandidaten:
            teile.append(stueck)
            continue
        einzeln = re.split(r",|\bund\b|\bsowie\b|&|\+", stueck)
        genannt = [t for t in einzeln if normiere_wort(t) not in _KEINE | {"stadt", "gemeinde", "gks"}]
        teile += [fein.strip(" .") for teil in genannt for fein in _zerlege_fein(teil, namen)]
    return teile


def _zerlege_fein(teil: str, namen: Gemeindenamen) -> list[str]:
    stuecke = [stueck for stueck in _FEIN.split(teil) if stueck.strip()]
    funde = {fund for stueck in stuecke if (fund := namen.finde(stueck)).ags or fund.kandidaten}
    # „Bernsdorf/Bautzen“ sagt, welches Bernsdorf.
    sagt_kreis = len(funde) == 2 and namen.finde(stuecke[0]).kandidaten and kreise_zu(stuecke[-1])
    ganz = namen.finde(teil)
    return [teil] if len(funde) < 2 or sagt_kreis or ganz.ags or ganz.kandidaten else stuecke


def _finde(teil: str, namen: Gemeindenamen) -> Fund:
    treffer = _NAME_MIT_SCHLUESSEL.fullmatch(teil)
    name, ziffern = (treffer[1], lies_ziffern(treffer[2])) if treffer else (teil, lies_ziffern(teil))
    if not ziffern:
        return namen.finde(teil)
    nach_schluessel = namen.finde_schluessel(ziffern)
    if treffer and name and nach_schluessel.ags:
        nach_name = namen.finde(name)
        if nach_name.ags and nach_name.ags != nach_schluessel.ags:
            return Fund(None, (nach_schluessel.ags, nach_name.ags))
    return nach_schluessel


def _melde(zeile: Zeile, namen: Gemeindenamen, teile: list[str], stelle: int, fund: Fund) -> None:
    teil = zitat(teile[stelle])
    if fund.kandidaten:
        satz = (
            f"„{teil}“ kann {' oder '.join(map(namen.beschrifte, fund.kandidaten))} sein. Bitte wählen Sie."
        )
    else:
        satz = f"„{teil}“ ist keine sächsische Gemeinde. Bitte berichtigen oder entfernen Sie den Eintrag."
    ohne = "; ".join(teile[:stelle] + teile[stelle + 1 :])
    zeile.melde(
        "mitglied_mehrdeutig" if fund.kandidaten else "mitglied_unbekannt",
        Stufe.FEHLER,
        "gemeinsam",
        _ERWARTET,
        satz,
        (
            *(_ersetze(namen, teile, stelle, ags) for ags in fund.kandidaten or fund.aehnlich),
            (f"ohne „{teil}“", "gemeinsam", ohne),
        ),
    )


def _ersetze(namen: Gemeindenamen, teile: list[str], stelle: int, ags: str) -> Vorschlagstext:
    neu = [*teile[:stelle], f"{namen.name[ags]} ({ags})", *teile[stelle + 1 :]]
    return namen.beschrifte(ags), "gemeinsam", "; ".join(neu)
