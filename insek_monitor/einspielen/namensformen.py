"""Schreibweisen eines Gemeindenamens auf eine Form bringen, ohne verschiedene Gemeinden zu vermengen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ZEICHEN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "đ": "d"})

#: Abkürzungen der Landschaften, vor dem Zerlegen in Wörter. „i. V.“ ist im Vogtland, „i. E.“ im Erzgebirge.
_LANDSCHAFTEN = tuple(
    (re.compile(muster), ersatz)
    for muster, ersatz in (
        (r"(?<=\w)\s*\(?(?:\bi\.? ?|\bim |/ ?|\()v(?:ogtl?|ogtland|gtl)?\b\.?\)?", " vogtl "),
        (r"(?<=\w)\s*\(?(?:\bi\.? ?|\bim |/ ?|\()e(?:rz(?:g(?:eb(?:irge)?|b)?)?)?\b\.?\)?", " erzgeb "),
        (r"\bo\. ?l\.|\bo/l\b|(?<=[/ ])ol\b|\boberlaus(?:itz|\.)", " ol "),
        (r"(?:\bin |\bi\.? ?|/ ?)sa(?:chs(?:en)?)?\b\.?", " sachsen "),
        (r"saechs(?:\.|ische[rn]?) ?schw(?:\.|eiz)?|saechs\. ?schw\.", " sschweiz "),
    )
)
_FUELLWOERTER = frozenset(
    {"a", "am", "an", "auf", "b", "bei", "d", "der", "dem", "i", "im", "in", "und", "u"}
)
#: Dieselben Landschaften als eigenes Wort („Oelsnitz Vogtland“).
_WORTFORM = {"vogtland": "vogtl", "erzgebirge": "erzgeb", "erzg": "erzgeb", "erzgb": "erzgeb"}
_ZUSATZ = (
    r"(?:grosse|gr\.?) kreisstadt|kreisfreie stadt|kreisstadt|stadt|gemeinde|(?:landeshaupt|hochschul|"
    r"universitaets|berg|motorrad|garnisons)stadt|(?:hoehenluft)?kurort|gks|gem\."
)
_VORN = re.compile(
    rf"^(?:{_ZUSATZ}|staedte|gemeinden|gemeindeverwaltung|stadtverwaltung)[: ]+(?:der |die )?"
    r"(?:(?:stadt|gemeinde) )?"
)
#: Auch mehrere hintereinander und vor dem sorbischen Namen („Weißwasser/O.L., Stadt / Běła Woda“).
_HINTEN = re.compile(rf"(?:(?:, ?| ?\()(?:{_ZUSATZ}|st\.)\)?)+(?=$| / )")
_ORTSTEIL = re.compile(r"[,;/(]?\s*\b(?:ot|ortsteil|ortsteile)\b[.: ]", re.IGNORECASE)
#: Suffix einer Landschaft → Kreise, in denen es vorkommt.
LANDSCHAFT_KREISE = {
    "erzgeb": frozenset({"14521", "14522", "14628", "14524"}),
    "vogtl": frozenset({"14523"}),
    "ol": frozenset({"14625", "14626"}),
    "sschweiz": frozenset({"14628"}),
}


@lru_cache(maxsize=20_000)
def vereinfache(text: str) -> str:
    """Klein, ohne Umlaute und Akzente; Satzzeichen bleiben."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold().translate(_ZEICHEN)
    text = "".join(z for z in unicodedata.normalize("NFD", text) if not unicodedata.combining(z))
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def form(vereinfacht: str) -> tuple[str, ...]:
    """Die Wörter eines Namens, Landschaften vereinheitlicht, Füllwörter weg.

    „Reichenbach im Vogtland“, „Reichenbach i. V.“ und „Reichenbach/Vogtl.“ ergeben dasselbe.
    """
    text = vereinfacht
    for muster, ersatz in _LANDSCHAFTEN:
        text = muster.sub(ersatz, text)
    text = re.sub(r"\bsankt\b|\bst\.", "st ", text)
    erstes, *uebrige = re.findall(r"[a-z0-9]+", text) or [""]
    rest = [_WORTFORM.get(wort, wort) for wort in uebrige if wort not in _FUELLWOERTER]
    return (erstes, *rest) if erstes else ()


def ohne_ortsteil(text: str) -> tuple[str, bool]:
    """Der Name vor „OT …“ und ob etwas abgetrennt wurde."""
    treffer = _ORTSTEIL.search(text)
    return (text[: treffer.start()].strip(" ,;/("), True) if treffer else (text, False)


def ohne_zusatz(vereinfacht: str) -> str:
    """Ohne „Stadt“, „Gemeinde“, „Große Kreisstadt“ davor oder dahinter."""
    return _HINTEN.sub("", _VORN.sub("", vereinfacht)).strip(" ,")


def amtliche_formen(name: str) -> set[tuple[str, ...]]:
    """Alle Formen, unter denen eine Gemeinde zu finden ist.

    Der deutsche und der sorbische Teil je für sich und zusammen; mit und ohne Zusatz der Landschaft oder des
    Flusses („Trebsen/Mulde“ auch als „Trebsen“).
    """
    formen = {form(vereinfache(name))}
    for teil in name.split(" / "):
        einfach = vereinfache(teil)
        formen |= {form(einfach), form(kern(einfach)), form(ohne_zusatz(einfach))}
    return {f for f in formen if f}


def kern(vereinfacht: str) -> str:
    """Der Name ohne nachgestellten Zusatz wie „/Erzgeb.“, „im Vogtland“ oder „a. d. Spree“."""
    return re.split(r" ?/| im | in | i\.| a\.| am | an der | b\.| bei | \(", vereinfacht, maxsplit=1)[
        0
    ].strip()


_KREISNAMEN = {
    "14511": "chemnitz; c; chemnitz stadt",
    "14521": "erzgebirgskreis; erzgebirge; erz; erzgeb; erzgebirgkreis",
    "14522": "mittelsachsen; msn; fg; mittelsachs",
    "14523": "vogtlandkreis; vogtland; vogtl; v",
    "14524": "zwickau; z",
    "14612": "dresden; dd; dresden stadt",
    "14625": "bautzen; bz",
    "14626": "goerlitz; gr",
    "14627": "meissen; mei",
    "14628": "saechsische schweiz osterzgebirge; soe; pir; sschweiz osterzgebirge; sschweiz oe; "
    "saechsische schweiz oe; saechs schweiz osterzgeb; saechsische schweiz",
    "14713": "leipzig; leipzig stadt",
    "14729": "leipzig; landkreis leipzig; l; leipziger land; lkr leipzig; lk leipzig",
    "14730": "nordsachsen; tdo; nordsachs",
}
_KREIS_JE_NAME: dict[str, frozenset[str]] = {}
for _schluessel, _namen in _KREISNAMEN.items():
    for _name in _namen.split("; "):
        _KREIS_JE_NAME[_name] = _KREIS_JE_NAME.get(_name, frozenset()) | {_schluessel}
KREISFREI = frozenset({"14511", "14612", "14713"})


@lru_cache(maxsize=5_000)
def kreise_zu(text: str) -> frozenset[str]:
    """Die Kreise (Schlüssel), die ein Text meinen kann; leer, wenn er keinen nennt.

    „Leipzig“ allein kann die Stadt oder der Landkreis sein, „Landkreis Leipzig“ und „Leipzig, Stadt“ nicht.
    """
    einfach = vereinfache(text[:100])
    ziffern = re.sub(r"[\s.]", "", einfach)
    if re.fullmatch(r"14\d{3}(000)?", ziffern) and ziffern[:5] in _KREISNAMEN:
        return frozenset({ziffern[:5]})
    woerter = re.findall(r"[a-z]+", einfach)
    land = bool(woerter) and (
        woerter[0] in ("landkreis", "lk", "lkr", "kreis", "lkrs") or woerter[-1] == "kreis"
    )
    stadt = "stadt" in woerter or "kreisfreie" in woerter
    rest = [
        w
        for w in woerter
        if w not in ("landkreis", "lk", "lkr", "lkrs", "kreis", "stadt", "kreisfreie", "der")
    ]
    gefunden = _KREIS_JE_NAME.get(" ".join(woerter)) or _KREIS_JE_NAME.get(" ".join(rest), frozenset())
    if land:
        return gefunden - KREISFREI or gefunden
    if stadt:
        return gefunden & KREISFREI or gefunden
    return gefunden
